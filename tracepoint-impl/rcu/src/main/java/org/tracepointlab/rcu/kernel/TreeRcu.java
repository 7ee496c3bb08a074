package org.tracepointlab.rcu.kernel;

import static org.tracepointlab.rcu.GracePeriodSequence.PHASE_MASK;
import static org.tracepointlab.rcu.GracePeriodSequence.before;
import static org.tracepointlab.rcu.GracePeriodSequence.ended;
import static org.tracepointlab.rcu.GracePeriodSequence.inProgress;
import static org.tracepointlab.rcu.GracePeriodSequence.snapshot;
import static org.tracepointlab.rcu.GracePeriodSequence.started;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.rcu.SectionReader;
import org.tracepointlab.rcu.kernel.FaultInjection.Step;

/**
 * Tree RCU: grace periods that begin at a tick, collect a quiescent state from each CPU at its own ticks, and end when
 * the last has reported up the tree of nodes. Guarded by the machine's lock.
 *
 * <p>One grace period, seen from the CPU that asked: its next tick finds callbacks without a number and no grace
 * period, so the softirq numbers them and wakes the grace-period thread, which begins one; the tick after that is a
 * quiescent state, which the softirq reports; the thread is woken and ends it; the tick after that finds the callbacks
 * ready.
 *
 * <p>A CPU learns of a grace period's start and end only in its own softirq, except for the CPU that the grace-period
 * thread runs on. An idle CPU's tick is stopped, so only a forced scan credits it. That is what makes a grace period
 * longer on a larger machine: the first scan comes after jiffies_till_first_fqs, which the kernel sets one jiffy higher
 * for each 256 CPUs, to spread what the scan costs. CPUs that tick report by themselves, however many there are.
 *
 * <p>Source: kernel/rcu/tree.c of Linux 6.1 (rcu_sched_clock_irq, rcu_core, note_gp_changes, rcu_gp_init,
 * rcu_gp_fqs_loop, force_qs_rnp, rcu_gp_cleanup).
 */
final class TreeRcu implements GracePeriods {

    private final Machine machine;
    private final CpuRcu[] data;
    private final GracePeriodThread thread;

    // The gp_seq that CPUs compare with, and the highest one that anybody asked for.
    private long sequence;
    private long sequenceNeeded;
    private final PolledStates polled = new PolledStates();
    private final QuiescentStateMask owed; // qsmask
    private long completed;
    private long forcedScans;
    private long cpusScanned;

    TreeRcu(Machine machine, NodeTree tree) {
        this.machine = machine;
        this.owed = new QuiescentStateMask(tree);
        this.data = new CpuRcu[machine.cpuCount()];
        for (int i = 0; i < data.length; i++) {
            data[i] = new CpuRcu(machine.cpu(i));
        }
        this.thread = new GracePeriodThread(machine, this);
    }

    // Updaters

    /** Enqueues a callback on a CPU. Starts nothing: the CPU's next tick will find it. */
    @Override
    public void call(int cpu, Callback callback) {
        data[cpu].callbacks.enqueue(callback);
        machine.activate(cpu);
    }

    @Override
    public long getState() {
        return polled.cookie(snapshot(sequence), machine.expedited().wanted());
    }

    @Override
    public long startPoll(int cpu) {
        long cookie = getState();
        if (request(snapshot(sequence))) {
            thread.wake();
        }
        return cookie;
    }

    @Override
    public boolean pollState(long cookie) {
        return polled.hasElapsed(cookie);
    }

    /** As rcu_barrier does. */
    @Override
    public void barrier(Runnable action) {
        int[] left = {1};
        Runnable arrive = () -> {
            if (--left[0] == 0) {
                action.run();
            }
        };
        for (CpuRcu d : data) {
            if (!d.callbacks.isEmpty() || d.cpu.hasCallbacks()) {
                left[0]++;
                call(d.cpu.id, Callback.own(arrive));
            }
        }
        arrive.run();
    }

    /** What has been done so far. */
    GracePeriodWork work() {
        ExpeditedRcu expedited = machine.expedited();
        return new GracePeriodWork(completed, expedited.completed(), forcedScans, cpusScanned,
                owed.scanVisits(), owed.visits() + expedited.nodesVisited(), expedited.interrupts());
    }

    /**
     * The readers that the grace period in progress waits for, as far as can be told now; where none is in progress,
     * those that the next one will.
     */
    List<SectionReader> holders() {
        boolean begun = inProgress(sequence);
        List<SectionReader> holders = new ArrayList<>();
        for (CpuRcu d : data) {
            if (!begun || owed.owes(d.cpu.id)) {
                holders.addAll(begun && d.noted == sequence ? d.stillInside() : CpuRcu.inside(d.cpu));
            }
        }
        return holders;
    }

    /** A grace period of either kind has ended. */
    void elapsed() {
        polled.advance(sequence, machine.expedited().sequence());
    }

    /** An expedited grace period was given up. */
    void expeditedGivenUp() {
        polled.giveUpExpedited(machine.expedited().wanted());
    }

    // The tick and the softirq

    /** Whether the CPU must keep its tick although it is idle (rcu_needs_cpu). */
    boolean needsCpu(int cpu) {
        return !data[cpu].callbacks.isEmpty();
    }

    /**
     * The tick: samples the quiescent state, and says whether the softirq has work (rcu_sched_clock_irq, rcu_pending).
     */
    boolean schedulerTick(int cpu) {
        CpuRcu d = data[cpu];
        d.sampleQuiescentState();
        boolean busy = inProgress(sequence);
        return busy && d.coreNeedsQs && !d.awaitsQs
                || d.callbacks.hasReady()
                || !busy && d.callbacks.hasUnnumbered()
                || d.noted != sequence;
    }

    /** The RCU softirq of a CPU (rcu_core). */
    void softirq(int cpu) {
        CpuRcu d = data[cpu];
        boolean wake = noteChanges(d);
        if (d.coreNeedsQs && !d.awaitsQs) {
            d.coreNeedsQs = false;
            wake |= accelerate(d);
            report(cpu);
        }
        if (!inProgress(sequence) && d.callbacks.hasUnnumbered()) {
            wake |= accelerate(d);
        }
        if (wake) {
            thread.wake();
        }
        d.cpu.invoke(d.callbacks.takeReady());
    }

    /** The CPU notes the end of a grace period, and the start of the next. Returns whether to wake the thread. */
    private boolean noteChanges(CpuRcu d) {
        if (d.noted == sequence) {
            return false;
        }
        boolean wake;
        if (completedSince(d.noted)) {
            d.callbacks.advance(sequence);
            wake = accelerate(d);
            d.coreNeedsQs = false;
        } else {
            wake = accelerate(d);
        }
        if (startedSince(d.noted)) {
            boolean owes = owed.owes(d.cpu.id);
            d.coreNeedsQs = owes;
            d.awaitsQs = owes;
            d.snapshotReaders();
        }
        d.noted = sequence;
        return wake;
    }

    /** Whether a grace period has ended since this was the sequence (rcu_seq_completed_gp). */
    private boolean completedSince(long noted) {
        return before(noted, sequence & ~PHASE_MASK);
    }

    /** Whether a grace period has begun since this was the sequence (rcu_seq_new_gp). */
    private boolean startedSince(long noted) {
        long idle = (noted + PHASE_MASK)
                & ~PHASE_MASK;
        return before(idle, sequence);
    }

    /** Numbers the CPU's new callbacks, and asks for their grace period. Returns whether to wake the thread. */
    private boolean accelerate(CpuRcu d) {
        if (!d.callbacks.hasPending()) {
            return false;
        }
        long wanted = snapshot(sequence);
        return d.callbacks.accelerate(wanted) && request(wanted);
    }

    /** Asks for a grace period up to this number. Returns whether the thread must be woken to begin it. */
    private boolean request(long wanted) {
        if (before(sequenceNeeded, wanted)) {
            sequenceNeeded = wanted;
        }
        if (inProgress(sequence) || thread.initRequested()) {
            return false;
        }
        thread.requestInit();
        return true;
    }

    // Quiescent states

    /** A CPU reports its quiescent state; the last one wakes the thread (rcu_report_qs_rdp). */
    private void report(int cpu) {
        if (owed.report(cpu)) {
            thread.wake();
        }
    }

    boolean allReported() {
        return owed.isEmpty();
    }

    /** A forced scan: idle CPUs are quiescent, whatever their ticks say (force_qs_rnp). */
    void forceQuiescentStates() {
        VarHandle.fullFence(); // as in CpuRcu.snapshotReaders
        forcedScans++;
        cpusScanned += owed.scan(cpu -> machine.cpu(cpu).isIdle());
    }

    // The grace-period thread's part

    /** Begins a grace period (rcu_gp_init); the thread's own CPU notes it at once. */
    void begin(int threadCpu) {
        machine.faults().at(Step.BEGIN);
        sequence = started(sequence);
        owed.all();
        noteChanges(data[threadCpu]);
    }

    /** Ends it (rcu_gp_cleanup); the thread's own CPU notes it at once. Returns whether another one is wanted. */
    boolean end(int threadCpu) {
        sequence = ended(sequence);
        completed++;
        elapsed();
        machine.faults().at(Step.END);
        owed.visitAll();
        noteChanges(data[threadCpu]);
        accelerate(data[threadCpu]);
        return before(sequence, sequenceNeeded);
    }
}
