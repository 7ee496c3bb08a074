package org.tracepointlab.rcu.kernel;

import org.tracepointlab.rcu.SectionReader;
import org.tracepointlab.rcu.kernel.FaultInjection.Step;

/**
 * The grace-period machine: CPUs, Tree RCU and Tree SRCU, stepped by ticks and wake-ups. It owns no thread and reads no
 * clock; all access is under one lock, which its driver holds.
 *
 * <p>What happens in a jiffy, for one CPU after another: sample whether the tick came at a quiescent point and ask
 * whether RCU has work; timers; the RCU softirq; callbacks that are ready; then the run queue, first in, first out. A
 * wake-up on another CPU takes effect at once, unless that CPU's own tick is due at the same time: an interrupt comes
 * before a task. This order decides between 5 and 7 jiffies a removal (the tick where an SRCU worker and the woken
 * waiter meet), so it is kept by one loop, {@link #step}, and never left to an executor.
 *
 * <p>A user's callback runs on its CPU, but not under the lock: the driver takes it ({@link #takeInvocation}), lets go
 * of the lock, runs it, and says so ({@link #invoked}). Until then nothing else happens on that CPU, so the order
 * stands, but not beyond its next tick: a callback that has blocked holds up the callbacks behind it, and no grace
 * period. Whoever holds a lock that the callback wants may call into the machine, and wait, meanwhile.
 *
 * <p>A waiter that is woken gets its CPU: what is queued behind it runs when it blocks again, or at the CPU's next
 * tick.
 *
 * <p>Source: kernel/rcu/tree.c, kernel/rcu/tree_exp.h, kernel/rcu/srcutree.c, kernel/time/timer.c of Linux 6.1,
 * described anew. Left out: batch limits, no-callback CPUs, urgency, counter wrap. Code takes no time: what a scan of
 * thousands of CPUs costs is counted ({@link GracePeriodWork}), not waited for.
 */
final class Machine {

    /** A callback of a user that was taken to be run on a CPU. */
    record Invocation(int cpu, Runnable body) { }

    private final KernelParameters parameters;
    private final FaultInjection faults;
    private final CpuSets sets = new CpuSets();
    private final VirtualCpu[] cpus;
    private final TreeRcu rcu;
    private final ExpeditedRcu expedited;
    private final TreeSrcu srcu;
    private long jiffies;
    private long nowNanos;
    private int tickCursor;
    private int nextReaderCpu;

    Machine(KernelParameters parameters) {
        this(parameters, FaultInjection.NONE);
    }

    /** One whose steps may fail. */
    Machine(KernelParameters parameters, FaultInjection faults) {
        this(parameters, new NodeTree(parameters.cpus(), parameters.tree()), faults);
    }

    /** With a tree of its own. */
    Machine(KernelParameters parameters, NodeTree tree) {
        this(parameters, tree, FaultInjection.NONE);
    }

    private Machine(KernelParameters parameters, NodeTree tree, FaultInjection faults) {
        this.parameters = parameters;
        this.faults = faults;
        this.cpus = new VirtualCpu[parameters.cpus()];
        for (int i = 0; i < cpus.length; i++) {
            cpus[i] = new VirtualCpu(i, sets);
        }
        this.tickCursor = cpus.length;
        this.rcu = new TreeRcu(this, tree);
        this.expedited = new ExpeditedRcu(this, tree);
        this.srcu = new TreeSrcu(this);
        this.nextReaderCpu = (parameters.waiterCpu() + 1) % cpus.length;
    }

    KernelParameters parameters() {
        return parameters;
    }

    FaultInjection faults() {
        return faults;
    }

    TreeRcu rcu() {
        return rcu;
    }

    ExpeditedRcu expedited() {
        return expedited;
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

    /**
     * A tick: jiffies becomes {@code jiffy}, and each CPU that needs its tick handles it when {@link #step} gets there.
     */
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
        for (int i = sets.nextActive(0); i >= 0; i = sets.nextActive(i + 1)) {
            if (keepsTicking(cpus[i])) {
                return jiffies + 1;
            }
            next = Math.min(next, Math.max(cpus[i].nextTimer(), jiffies + 1));
            if (cpus[i].isAbandoned()) {
                sets.deactivate(i);
            }
        }
        return next;
    }

    /** When the run queues can go on, in machine ns: now, the end of a spin, or Long.MAX_VALUE for nothing to run. */
    long nextRunNanos() {
        long next = Long.MAX_VALUE;
        for (int i = sets.nextRunnable(0); i >= 0; i = sets.nextRunnable(i + 1)) {
            next = Math.min(next, cpus[i].nextRunNanos());
        }
        return next;
    }

    private boolean tickNeededAt(long jiffy) {
        return nextTickJiffy() <= jiffy;
    }

    /** Whether the CPU's tick is on: NO_HZ_IDLE stops it on an idle CPU without RCU callbacks. */
    private boolean keepsTicking(VirtualCpu c) {
        return !c.isVacant() || c.hasCallbacks() || !c.readersIdle() || rcu.needsCpu(c.id);
    }

    /** Makes sure that the CPU is looked at for ticks. */
    void activate(int cpu) {
        sets.activate(cpu);
    }

    // Steps

    /**
     * Does one thing that can be done now: runs one callback of the machine's own or one task of one CPU, or handles
     * one CPU's tick. Returns whether there was one.
     */
    boolean step() {
        return invokeOwn() || runTask() || handleNextTick();
    }

    private boolean invokeOwn() {
        for (int i = sets.nextInvoking(0); i >= 0; i = sets.nextInvoking(i + 1)) {
            if (cpus[i].invokeOwn()) {
                faults.at(Step.OWN_CALLBACK);
                return true;
            }
        }
        return false;
    }

    private boolean runTask() {
        for (int i = sets.nextRunnable(0); i >= 0 && i < tickCursor; i = sets.nextRunnable(i + 1)) {
            if (cpus[i].nextRunNanos() <= nowNanos) {
                faults.at(Step.TASK);
                cpus[i].runOne();
                faults.at(Step.TASK_DONE);
                return true;
            }
        }
        return false;
    }

    private boolean handleNextTick() {
        for (int i = sets.nextActive(tickCursor); i >= 0; i = sets.nextActive(i + 1)) {
            VirtualCpu c = cpus[i];
            if (keepsTicking(c) || c.nextTimer() <= jiffies) {
                tickCursor = i + 1;
                handleTick(c);
                return true;
            }
        }
        tickCursor = cpus.length;
        return false;
    }

    /** The next callback of a user that can run now, or null. The caller runs it with the lock released. */
    Invocation takeInvocation() {
        for (int i = sets.nextInvoking(0); i >= 0; i = sets.nextInvoking(i + 1)) {
            Runnable body = cpus[i].beginInvoking();
            if (body != null) {
                return new Invocation(i, body);
            }
        }
        return null;
    }

    /** The callback has returned: its CPU goes on. */
    void invoked(Invocation invocation) {
        cpus[invocation.cpu()].endInvoking();
    }

    /** Whether a callback is running, or waits for a driver to run it. */
    boolean hasInvocations() {
        return sets.nextInvoking(0) >= 0;
    }

    /** Whether callbacks keep what else there is on their CPUs waiting. */
    boolean isHeldUp() {
        for (int i = sets.nextInvoking(0); i >= 0; i = sets.nextInvoking(i + 1)) {
            if (cpus[i].isHeldUp()) {
                return true;
            }
        }
        return false;
    }

    private void handleTick(VirtualCpu c) {
        faults.at(Step.TICK);
        c.vacate();
        c.overtake();
        c.reap();
        boolean pending = rcu.schedulerTick(c.id);
        c.runTimers(jiffies);
        if (pending) {
            faults.at(Step.SOFTIRQ);
            rcu.softirq(c.id);
        }
        faults.at(Step.TICKED);
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
