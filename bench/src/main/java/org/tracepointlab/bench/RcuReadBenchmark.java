package org.tracepointlab.bench;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.SrcuRcu;
import org.tracepointlab.rcu.flavour.RcuFlavour;

/**
 * What a read section costs: one thread, one section after the other, nobody waiting. Each section loads the pointer
 * and what it points to; {@code bareLoad} does that alone. Sections are counted in loops of {@value #LOOP}, so that
 * what is measured is what a reader's own loop would pay, and the same as a C program measures of liburcu.
 *
 * <p>That a section holds up its domain is checked before each trial: a wait begun while one is open must not return
 * until it is closed. That each section of the loop was one is checked by what they read: the sum must come out.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@OperationsPerInvocation(RcuReadBenchmark.LOOP)
@State(Scope.Thread)
public class RcuReadBenchmark {

    static final int LOOP = 10_000;
    private static final VarHandle POINTER;

    static {
        try {
            POINTER = MethodHandles.lookup().findVarHandle(RcuReadBenchmark.class, "pointer", Node.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Node {
        private long value = 1;
    }

    private Node pointer = new Node();

    /** Fails unless a wait does not return while the section is open. */
    private static void checkThatASectionHoldsUp(String name, Guards guards, ReadGuard reader)
            throws InterruptedException {
        long before = guards.gracePeriods();
        long stamp = reader.enter();
        Thread updater = new Thread(guards::synchronize, "updater");
        updater.start();
        updater.join(20);
        if (!updater.isAlive()) {
            throw new IllegalStateException("expected " + name + " to wait for an open section, found that it did not");
        }
        reader.exit(stamp);
        while (updater.isAlive()) {
            reader.quiescentState();
            Thread.onSpinWait();
        }
        if (guards.gracePeriods() == before) {
            throw new IllegalStateException("expected a grace period of " + name + ", found none");
        }
    }

    private static long checked(long sum) {
        if (sum != LOOP) {
            throw new IllegalStateException("expected " + LOOP + " sections, found " + sum);
        }
        return sum;
    }

    private long load() {
        return ((Node) POINTER.getAcquire(this)).value;
    }

    /** A registered thread. */
    @State(Scope.Thread)
    public static class Registered {

        /** The flavour. */
        @Param({"qsbr", "memb", "mb", "srcu"})
        public String rcu;

        private Rcu domain;
        private Rcu.Reader reader;
        private Guards.Flavour guards;

        /** Registers the thread and checks that its sections count. */
        @Setup(Level.Trial)
        public void build() throws InterruptedException {
            guards = Guards.of(RcuFlavour.named(rcu).domains());
            domain = guards.rcu();
            reader = domain.register();
            checkThatASectionHoldsUp(rcu, guards, new Guards.Handle(reader));
            checkThatASectionHoldsUp(rcu + "'s default", guards, new Guards.Local(domain, reader));
        }

        /** Ends it. */
        @TearDown(Level.Trial)
        public void end() {
            reader.close();
            guards.close();
        }
    }

    /** srcu without a thread. */
    @State(Scope.Thread)
    public static class Unregistered {
        private final SrcuRcu srcu = new SrcuRcu("srcu");

        /** Ends it. */
        @TearDown(Level.Trial)
        public void end() {
            srcu.close();
        }
    }

    /** What is no RCU. */
    @State(Scope.Thread)
    public static class Rival {

        /** See {@link Guards}. */
        @Param({"phaser", "stamped", "rwlock"})
        public String guard;

        private ReadGuard reader;

        /** Builds it and checks that its sections count. */
        @Setup(Level.Trial)
        public void build() throws InterruptedException {
            Guards guards = Guards.named(guard);
            reader = guards.reader();
            checkThatASectionHoldsUp(guard, guards, reader);
        }
    }

    /** No section. */
    @Benchmark
    public long bareLoad() {
        long sum = 0;
        for (int i = 0; i < LOOP; i++) {
            sum += load();
        }
        return checked(sum);
    }

    /** By an explicit handle. */
    @Benchmark
    public long handle(Registered registered) {
        Rcu.Reader reader = registered.reader;
        long sum = 0;
        for (int i = 0; i < LOOP; i++) {
            reader.lock();
            sum += load();
            reader.unlock();
        }
        return checked(sum);
    }

    /** By the thread's default. */
    @Benchmark
    public long threadLocal(Registered registered) {
        Rcu domain = registered.domain;
        long sum = 0;
        for (int i = 0; i < LOOP; i++) {
            domain.readLock();
            sum += load();
            domain.readUnlock();
        }
        return checked(sum);
    }

    /** By an index, of srcu. */
    @Benchmark
    public long index(Unregistered unregistered) {
        SrcuRcu srcu = unregistered.srcu;
        long sum = 0;
        for (int i = 0; i < LOOP; i++) {
            int section = srcu.lock();
            sum += load();
            srcu.unlock(section);
        }
        return checked(sum);
    }

    /** By a rival. */
    @Benchmark
    public long rival(Rival rival) {
        ReadGuard reader = rival.reader;
        long sum = 0;
        for (int i = 0; i < LOOP; i++) {
            long stamp = reader.enter();
            sum += load();
            reader.exit(stamp);
        }
        return checked(sum);
    }
}
