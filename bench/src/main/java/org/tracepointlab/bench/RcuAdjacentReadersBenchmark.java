package org.tracepointlab.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.flavour.RcuFlavour;

/**
 * What a section costs where another thread's handle is the neighbour in memory: two threads, each with a handle of its
 * own, the one made right after the other. With {@code -p between=4096} there are that many bytes between the two, so
 * that they share nothing. Equal scores mean that neighbours do not share a cache line, nor a pair that is fetched
 * together.
 *
 * <p>A handle belongs to the thread that made it, and each thread allocates in a buffer of its own. So both are made in
 * turn by the threads that use them, and lie next to each other only after the collection that moves them together: one
 * is asked for before each trial.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Threads(2)
@Warmup(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@OperationsPerInvocation(RcuAdjacentReadersBenchmark.LOOP)
public class RcuAdjacentReadersBenchmark {

    static final int LOOP = 10_000;

    /** The domain, and what lies between the handles. */
    @State(Scope.Benchmark)
    public static class Shared {

        /** The flavour. */
        @Param({"qsbr", "memb", "mb", "srcu"})
        public String rcu;

        /** Bytes between the two handles, at least; 0 for none. */
        @Param({"0", "4096"})
        public int between;

        private final AtomicInteger turn = new AtomicInteger();
        private Rcu domain;
        // In the order in which they were made: a collection moves what an array refers to in that order.
        private Object[] inOrder;

        /** Opens it. */
        @Setup(Level.Trial)
        public void open() {
            domain = RcuFlavour.named(rcu).domains().rcu();
            inOrder = new Object[3];
        }

        /** Registers the calling thread, after the one before it. */
        Rcu.Reader register() {
            synchronized (turn) {
                Rcu.Reader reader = domain.register();
                int at = turn.getAndIncrement();
                inOrder[at == 0 ? 0 : 2] = reader;
                if (at == 0) {
                    inOrder[1] = between == 0 ? null : new byte[between];
                } else {
                    System.gc();
                }
                return reader;
            }
        }

        /** Closes it. */
        @TearDown(Level.Trial)
        public void close() {
            if (turn.getAndSet(0) != 2) {
                throw new IllegalStateException("expected two readers side by side, found " + turn);
            }
            domain.close();
        }
    }

    /** A thread's handle. */
    @State(Scope.Thread)
    public static class Registered {
        private Rcu.Reader reader;

        /** Makes it. */
        @Setup(Level.Trial)
        public void register(Shared shared) {
            reader = shared.register();
        }

        /** Closes it. */
        @TearDown(Level.Trial)
        public void close() {
            reader.close();
        }
    }

    /** Sections of a handle, with a quiescent state after each: what {@code qsbr} writes is that. */
    @Benchmark
    public void sections(Registered registered) {
        Rcu.Reader reader = registered.reader;
        for (int i = 0; i < LOOP; i++) {
            reader.lock();
            reader.unlock();
            reader.quiescentState();
        }
    }
}
