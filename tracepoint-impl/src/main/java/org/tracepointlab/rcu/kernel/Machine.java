package org.tracepointlab.rcu.kernel;

import org.tracepointlab.rcu.SectionReader;

/**
 * The grace-period machine: CPUs, Tree RCU and Tree SRCU, stepped by ticks and wake-ups. It owns no thread and reads no
 * clock; all access is under one lock, which its driver holds.
 *
 * <p>What happens in a jiffy, for one CPU after another: sample whether the tick came at a quiescent point and ask whether
 * RCU has work; timers; the RCU softirq; then the run queue, first in, first out. A wake-up on another CPU takes effect at
 * once, unless that CPU's own tick is due at the same time: an interrupt comes before a task. This order decides between 5 and 7 jiffies a removal (the tick where an SRCU worker and the woken waiter meet), so
 * it is kept by one loop, {@link #step}, and never left to an executor.
 *
 * <p>A waiter that is woken gets its CPU: what is queued behind it runs when it blocks again, or at the CPU's next tick.
 *
 * <p>Source: kernel/rcu/tree.c, kernel/rcu/srcutree.c, kernel/time/timer.c of Linux 6.1, described anew. Left out: the node
 * tree below 64 CPUs, batch limits, no-callback CPUs, urgency, counter wrap.
 */
final class Machine {

    private final KernelParameters parameters;
    private final VirtualCpu[] cpus;
    private final TreeRcu rcu;
    private final TreeSrcu srcu;
    private long jiffies;
    private long nowNanos;
    private int tickCursor;
    private int nextReaderCpu;
    private VirtualCpu running;

    Machine(KernelParameters parameters) {
        this.parameters = parameters;
        this.cpus = new VirtualCpu[parameters.cpus()];
        for (int i = 0; i < cpus.length; i++) {
            cpus[i] = new VirtualCpu(i);
        }
        this.tickCursor = cpus.length;
        this.rcu = new TreeRcu(this);
        this.srcu = new TreeSrcu(this);
        this.running = cpus[0];
        this.nextReaderCpu = (parameters.waiterCpu() + 1) % cpus.length;
    }

    KernelParameters parameters() {
        return parameters;
    }

    TreeRcu rcu() {
        return rcu;
    }

    TreeSrcu srcu() {
        return srcu;
    }

    VirtualCpu cpu(int id) {
        return cpus[id];
    }

    int cpuCount() {
        return cpus.length;
    }

    long jiffies() {
        return jiffies;
    }

    /** Machine time in ns since jiffy 0. */
    long nowNanos() {
        return nowNanos;
    }

    /** The CPU that the machine is on; for callbacks, which run inside {@link #step}. */
    int runningCpu() {
        return running.id;
    }

    /** The CPU for the next reader thread: one after the other, beginning beside the updater's. */
    int placeReader() {
        int cpu = nextReaderCpu;
        nextReaderCpu = (cpu + 1) % cpus.length;
        return cpu;
    }

    // Time

    /** Moves the clock without a tick: time passes between two ticks. */
    void moveTo(long nanos) {
        nowNanos = Math.max(nowNanos, nanos);
    }

    /** Moves jiffies forward where all ticks are stopped: nothing is due, so no handler runs. */
    void skipTo(long jiffy) {
        if (!tickNeededAt(jiffy)) {
            jiffies = Math.max(jiffies, jiffy);
        }
    }

    /** A tick: jiffies becomes {@code jiffy}, and each CPU that needs its tick handles it when {@link #step} gets there. */
    void tick(long jiffy) {
        while (step()) {
            // finish the jiffy before: a late tick handles once what is due
        }
        jiffies = jiffy;
        tickCursor = 0;
    }

    /** The next jiffy at which a tick has work, or Long.MAX_VALUE if all ticks are stopped and no timer is armed. */
    long nextTickJiffy() {
        long next = Long.MAX_VALUE;
        for (VirtualCpu c : cpus) {
            next = Math.min(next, keepsTicking(c) ? jiffies + 1 : Math.max(c.nextTimer(), jiffies + 1));
        }
        return next;
    }

    /** When the run queues can go on, in machine ns: now, the end of a spin, or Long.MAX_VALUE for nothing to run. */
    long nextRunNanos() {
        long next = Long.MAX_VALUE;
        for (VirtualCpu c : cpus) {
            next = Math.min(next, c.nextRunNanos());
        }
        return next;
    }

    private boolean tickNeededAt(long jiffy) {
        return nextTickJiffy() <= jiffy;
    }

    /** Whether the CPU's tick is on: NO_HZ_IDLE stops it on an idle CPU without RCU callbacks. */
    private boolean keepsTicking(VirtualCpu c) {
        return !c.isVacant() || !c.readersIdle() || rcu.needsCpu(c.id);
    }

    // Steps

    /**
     * Does one thing that can be done now: runs one task of one CPU, or handles one CPU's tick. Returns whether there was
     * one.
     */
    boolean step() {
        for (int i = 0; i < tickCursor; i++) {
            running = cpus[i];
            if (cpus[i].runOne(nowNanos)) {
                return true;
            }
        }
        while (tickCursor < cpus.length) {
            VirtualCpu c = cpus[tickCursor++];
            if (keepsTicking(c) || c.nextTimer() <= jiffies) {
                handleTick(c);
                return true;
            }
        }
        return false;
    }

    private void handleTick(VirtualCpu c) {
        running = c;
        c.vacate();
        c.reap();
        boolean pending = rcu.schedulerTick(c.id);
        c.runTimers(jiffies);
        if (pending) {
            rcu.softirq(c.id);
        }
    }

    /** Wakes a waiter: at the end of its CPU's run queue, or at the head where a woken task preempts. */
    void wake(Waiter waiter) {
        if (parameters.preempt()) {
            waiter.cpu.enqueueFirst(waiter::dispatch);
        } else {
            waiter.cpu.enqueue(waiter::dispatch);
        }
    }

    /** Adds a reader thread to its CPU. */
    void online(SectionReader reader) {
        cpus[reader.cpu()].add(reader);
    }

    /** Takes a reader thread off its CPU. */
    void offline(SectionReader reader) {
        cpus[reader.cpu()].remove(reader);
    }
}
