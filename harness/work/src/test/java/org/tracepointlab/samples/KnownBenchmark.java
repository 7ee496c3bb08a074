package org.tracepointlab.samples;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Benchmarks whose work can be counted by hand; {@code WorkProfilerTest} has the figures. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
public class KnownBenchmark {
    private static final int TIMES = 1_000;
    private static final int ARRAYS = 10;
    private static final int LENGTH = 100;

    private static final VarHandle PUBLISHED = published();

    private final AtomicLong counter = new AtomicLong();
    private int published;
    private final Object lock = new Object();
    private int field;

    /** An object of known size: a header of 12 bytes and two longs, 32 in all. */
    private static final class Pair {
        final long left;
        final long right;

        Pair(long left, long right) {
            this.left = left;
            this.right = right;
        }
    }

    /** iload, ireturn. */
    private static int same(int value) {
        return value;
    }

    /** aload, getfield, ireturn. */
    @Benchmark
    public int read() {
        return field;
    }

    /**
     * Four instructions before the loop; in each of 1,000 passes three, seven, and two in the callee; three and two
     * at its end.
     */
    @Benchmark
    public int loop() {
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += same(i);
        }
        return sum;
    }

    /** The same with one pass in a hundred more: a slowdown of 1%. */
    @Benchmark
    public int loopSlower() {
        int sum = 0;
        for (int i = 0; i < TIMES + TIMES / 100; i++) {
            sum += same(i);
        }
        return sum;
    }

    /** A pair, ten arrays of a hundred ints in one of references, three times three bytes, a copy. */
    @Benchmark
    public Object allocate() {
        Object[] all = new Object[ARRAYS + 2];
        for (int i = 0; i < ARRAYS; i++) {
            all[i] = new int[LENGTH];
        }
        all[ARRAYS] = new byte[3][3];
        all[ARRAYS + 1] = new Pair(1, 2);
        return all.clone();
    }

    private static VarHandle published() {
        try {
            return MethodHandles.lookup().findVarHandle(KnownBenchmark.class, "published", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Five synchronized blocks, and a synchronized method. */
    @Benchmark
    public int lock() {
        for (int i = 0; i < 5; i++) {
            synchronized (lock) {
                field++;
            }
        }
        return locked();
    }

    private synchronized int locked() {
        return field;
    }

    /** Three atomic updates, one of them in vain. */
    @Benchmark
    public long update() {
        counter.incrementAndGet();
        counter.compareAndSet(-1, 0);
        return counter.getAndSet(1);
    }

    /** A volatile store and a full fence, and those that are not. */
    @Benchmark
    public int publish() {
        VarHandle.fullFence();
        VarHandle.releaseFence();
        PUBLISHED.setVolatile(this, 1);
        PUBLISHED.setRelease(this, 2);
        return published;
    }

    /**
     * Much of the JDK: maps, text, lambdas that capture, streams, sorting, boxing, reflection, exceptions. Unknown,
     * but the same.
     */
    @Benchmark
    public int mixed() throws ReflectiveOperationException {
        Map<Integer, String> texts = new HashMap<>();
        for (int i = 0; i < LENGTH; i++) {
            texts.put(i * LENGTH, "text " + i + '/' + (i * 0.5));
        }
        int length = texts.values().stream().filter(text -> text.length() > texts.size() / ARRAYS)
                .mapToInt(String::length).sum();
        List<String> sorted = new ArrayList<>(texts.values());
        Collections.sort(sorted);
        for (String one : Set.of("a", "b", "c", "d", sorted.get(0))) {
            length += one.equals("b") ? 1 : one.hashCode();
        }
        try {
            sorted.get(texts.size());
        } catch (IndexOutOfBoundsException e) {
            length += e.getMessage().length();
        }
        length += (int) KnownBenchmark.class.getMethod("read").invoke(this);
        return length + (int) update() + lock()
                + String.format("%d %s", length, sorted.get(1)).length();
    }

    /** Where an object lies among the numbers is up to its identity hash. */
    @Benchmark
    public int identity() {
        Map<Object, Integer> byIdentity = new HashMap<>();
        for (int i = 0; i < LENGTH; i++) {
            byIdentity.put(new Object(), i);
            byIdentity.put(i * LENGTH, i);
        }
        return byIdentity.size();
    }
}
