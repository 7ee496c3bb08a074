package org.tracepointlab.gate.duet;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * What the virtual machine counts of threads and garbage collectors. Thread-safe. A thread that ended is no longer
 * counted, so that differences are lower bounds.
 */
final class Meter {

    private final com.sun.management.ThreadMXBean threads;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();

    Meter() {
        threads = ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean bean ? bean : null;
    }

    /** Milliseconds that collectors took so far. */
    long collecting() {
        return collectors.stream().mapToLong(collector -> Math.max(0, collector.getCollectionTime())).sum();
    }

    /** Bytes that these threads have allocated; 0 where nothing is known. */
    long allocated(ThreadGroup group) {
        return threads == null || !threads.isThreadAllocatedMemorySupported() ? 0
                : sum(threads.getThreadAllocatedBytes(ids(group)));
    }

    /** Nanoseconds of CPU that these threads took; 0 where nothing is known. */
    long cpu(ThreadGroup group) {
        return threads == null || !threads.isThreadCpuTimeSupported() ? 0 : sum(threads.getThreadCpuTime(ids(group)));
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += Math.max(0, value);
        }
        return sum;
    }

    private static long[] ids(ThreadGroup group) {
        List<Thread> all = alive(group);
        return all.stream().mapToLong(Thread::getId).toArray();
    }

    /** The threads of a group and of those below. */
    static List<Thread> alive(ThreadGroup group) {
        Thread[] found = new Thread[2 * group.activeCount() + 8];
        int count = group.enumerate(found, true);
        return Arrays.asList(found).subList(0, count);
    }
}
