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
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a read section costs, by what protects it: one thread, one section after the other, nobody waiting.
 *
 * <p>{@code none} is the bare load of the pointer in the same harness. That a section does hold up its domain is checked
 * before each trial: a grace period begun while one is open must not have elapsed until it is closed.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class RcuReadBenchmark {

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

    /** What protects the section; see {@link Guards}. */
    @Param({"none", "qsbr", "memb", "memb-local", "mb", "mb-local", "srcu", "srcu-index", "phaser", "stamped", "rwlock"})
    public String guard;

    private Guards guards;
    private ReadGuard reader;
    private Node pointer = new Node();

    /** Builds the domain, registers this thread, and checks that its sections count. */
    @Setup(Level.Trial)
    public void build() throws InterruptedException {
        guards = Guards.named(guard);
        reader = guards.reader();
        if (!guard.equals("none")) {
            checkThatASectionHoldsUp();
        }
    }

    private void checkThatASectionHoldsUp() throws InterruptedException {
        long before = guards.gracePeriods();
        long stamp = reader.enter();
        Thread updater = new Thread(guards::synchronize, "updater");
        updater.start();
        updater.join(20);
        if (!updater.isAlive()) {
            throw new IllegalStateException("expected " + guard + " to wait for an open section, found that it did not");
        }
        reader.exit(stamp);
        while (updater.isAlive()) {
            reader.quiescentState();
            Thread.onSpinWait();
        }
        if (guards.gracePeriods() == before) {
            throw new IllegalStateException("expected a grace period of " + guard + ", found none");
        }
    }

    /** Ends it. */
    @TearDown(Level.Trial)
    public void end() {
        reader.close();
        guards.close();
    }

    /** In and out again. */
    @Benchmark
    public void lockUnlock() {
        reader.exit(reader.enter());
    }

    /** In, load the pointer and what it points to, and out again. */
    @Benchmark
    public long section() {
        long stamp = reader.enter();
        long value = ((Node) POINTER.getAcquire(this)).value;
        reader.exit(stamp);
        return value;
    }
}
