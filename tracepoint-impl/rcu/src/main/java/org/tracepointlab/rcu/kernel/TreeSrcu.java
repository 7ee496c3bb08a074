package org.tracepointlab.rcu.kernel;

import static org.tracepointlab.rcu.GracePeriodSequence.before;
import static org.tracepointlab.rcu.GracePeriodSequence.ended;
import static org.tracepointlab.rcu.GracePeriodSequence.inProgress;
import static org.tracepointlab.rcu.GracePeriodSequence.phase;
import static org.tracepointlab.rcu.GracePeriodSequence.reached;
import static org.tracepointlab.rcu.GracePeriodSequence.snapshot;
import static org.tracepointlab.rcu.GracePeriodSequence.started;
import static org.tracepointlab.rcu.GracePeriodSequence.withPhase;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tracepointlab.rcu.kernel.FaultInjection.Step;

/**
 * Tree SRCU. A grace period scans the readers of the old index, flips the index, and scans those of the other; a worker
 * does that, at once where the grace period is expedited, else after a jiffy or more. Guarded by the machine's lock.
 *
 * <p>Small, it has one list of callbacks, on CPU 0. On a machine of srcuBigCpus or more it is big from the start: each
 * CPU has its own list, and a worker of its own for it.
 *
 * <p>An updater that finds the domain idle has its grace period expedited. It is idle if its CPU has no SRCU callback
 * pending, the last grace period ended more than exp_holdoff ago, and none is wanted. That is what makes removals
 * alternate between 0 and 4 jiffies: the released array of the one before either has or has not reached SRCU by then.
 *
 * <p>Source: kernel/rcu/srcutree.c of Linux 6.1 (srcu_might_be_idle, srcu_gp_start_if_needed, srcu_funnel_gp_start,
 * srcu_get_delay, process_srcu, srcu_advance_state, try_check_zero, srcu_gp_end, srcu_reschedule,
 * srcu_invoke_callbacks, srcu_init).
 */
final class TreeSrcu implements GracePeriods {

    private static final int SCAN1 = 1;
    private static final int SCAN2 = 2;
    private static final int BOOT_CPU = 0;

    private final Machine machine;
    private final KernelParameters parameters;
    private final SrcuReaders readers = new SrcuReaders();
    private final boolean big;
    private final CpuSrcu[] data; // made when first used
    private final BitSet used = new BitSet();
    private final DelayedWork work;

    private long sequence;
    private long needed;
    private long neededExpedited;
    private long startJiffies;
    private long lastEndNanos = Long.MIN_VALUE / 2;
    private long completed;

    // Passes without a delay, in this phase and in this jiffy; both are bounded.
    private int passesInPhase;
    private int passesInJiffy;
    private long passesJiffy = -1;

    // Where try_check_zero goes on after it has spun; 0 outside of it.
    private int triesLeft;

    TreeSrcu(Machine machine) {
        this.machine = machine;
        this.parameters = machine.parameters();
        this.big = machine.cpuCount() >= parameters.tree().srcuBigCpus();
        this.data = new CpuSrcu[machine.cpuCount()];
        this.work = new DelayedWork(machine, this::process);
    }

    /** What SRCU keeps for a CPU (srcu_data): callbacks, and the worker that runs them. */
    private final class CpuSrcu {
        private final VirtualCpu cpu;
        private final CallbackList callbacks = new CallbackList();
        private final DelayedWork work = new DelayedWork(machine, this::invoke);

        private CpuSrcu(VirtualCpu cpu) {
            this.cpu = cpu;
        }

        /** Makes those ready whose grace period has ended, and numbers the new ones. */
        private void advance() {
            callbacks.advance(sequence);
            callbacks.accelerate(snapshot(sequence));
        }

        /** The callback worker (srcu_invoke_callbacks). */
        private long invoke() {
            callbacks.advance(sequence);
            List<Callback> batch = new ArrayList<>(callbacks.takeReady());
            batch.add(Callback.own(this::invoked));
            cpu.invoke(batch);
            return 0;
        }

        private void invoked() {
            callbacks.accelerate(snapshot(sequence));
            if (callbacks.hasReady()) {
                work.queue(cpu, 0);
            }
        }
    }

    /** Where callbacks from a CPU, or a grace period started there, keep their list. */
    private CpuSrcu dataOf(int cpu) {
        int at = big ? cpu : BOOT_CPU;
        if (data[at] == null) {
            data[at] = new CpuSrcu(machine.cpu(at));
            used.set(at);
        }
        return data[at];
    }

    SrcuReaders readers() {
        return readers;
    }

    // Updaters

    /** Whether a synchronize from this CPU may expedite its grace period by itself (srcu_might_be_idle). */
    boolean mightBeIdle(int cpu) {
        if (data[cpu] != null && data[cpu].callbacks.hasPending()) {
            return false;
        }
        long sinceEnd = machine.nowNanos() - lastEndNanos;
        if (parameters.expHoldoffNanos() == 0 || sinceEnd < parameters.expHoldoffNanos()) {
            return false;
        }
        return !before(sequence, needed);
    }

    @Override
    public void call(int cpu, Callback callback) {
        call(cpu, false, callback);
    }

    /** Enqueues a callback and starts a grace period for it (call_srcu). */
    void call(int cpu, boolean expedited, Callback callback) {
        dataOf(cpu).callbacks.enqueue(callback);
        startIfNeeded(cpu, expedited);
    }

    /** As srcu_barrier does. */
    @Override
    public void barrier(Runnable action) {
        int[] left = {1};
        Runnable arrive = () -> {
            if (--left[0] == 0) {
                action.run();
            }
        };
        for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(i + 1)) {
            left[0]++;
            call(i, false, Callback.own(arrive));
        }
        arrive.run();
    }

    @Override
    public long getState() {
        return snapshot(sequence);
    }

    @Override
    public long startPoll(int cpu) {
        return startIfNeeded(cpu, false);
    }

    @Override
    public boolean pollState(long cookie) {
        return reached(sequence, cookie);
    }

    /** How many grace periods have ended. */
    long completed() {
        return completed;
    }

    private long startIfNeeded(int cpu, boolean expedited) {
        dataOf(cpu).advance();
        long wanted = snapshot(sequence);
        if (expedited && before(neededExpedited, wanted)) {
            neededExpedited = wanted;
        }
        if (before(needed, wanted)) {
            needed = wanted;
            if (!inProgress(sequence)) {
                start(cpu);
                work.queue(machine.cpu(cpu), Math.min(delay(), 1));
            }
        }
        return wanted;
    }

    // The grace period

    private void start(int cpu) {
        dataOf(cpu).advance();
        startJiffies = machine.jiffies();
        passesInPhase = 0;
        sequence = started(sequence);
    }

    /** How many jiffies to wait before the next look (srcu_get_delay): none where expedited, more as it gets old. */
    private long delay() {
        long base = before(sequence, neededExpedited) ? 0 : KernelParameters.SRCU_INTERVAL;
        if (inProgress(sequence)) {
            base += Math.max(0, machine.jiffies() - 1 - startJiffies);
            if (base == 0 && ++passesInPhase > parameters.srcuMaxNodelayPhase()) {
                base = 1;
            }
        }
        return Math.min(base, KernelParameters.SRCU_MAX_INTERVAL);
    }

    /** The worker (process_srcu). */
    private long process() {
        if (advance()) {
            return parameters.srcuRetryCheckDelayNanos();
        }
        long delay = delay();
        if (delay > 0) {
            passesInJiffy = 0;
        } else if (passesJiffy == machine.jiffies()) {
            passesInJiffy++;
            if (passesInJiffy > parameters.srcuMaxNodelay()) {
                delay = 1;
            }
        } else {
            passesInJiffy = 1;
            passesJiffy = machine.jiffies();
        }
        reschedule(delay);
        return 0;
    }

    private void reschedule(long delay) {
        if (reached(sequence, needed) && !inProgress(sequence)) {
            return;
        }
        if (!inProgress(sequence)) {
            start(workCpu());
        }
        work.queue(machine.cpu(workCpu()), delay);
    }

    /** Goes through the phases as far as the readers allow (srcu_advance_state). Returns whether it has to spin now. */
    private boolean advance() {
        if (!inProgress(sequence)) {
            if (reached(sequence, needed)) {
                return false;
            }
            start(workCpu());
        }
        if (phase(sequence) == SCAN1) {
            Check check = checkZero(1);
            if (check != Check.NONE_INSIDE) {
                return check == Check.SPIN;
            }
            readers.flip();
            sequence = withPhase(sequence, SCAN2);
            passesInPhase = 0;
        }
        Check check = checkZero(2);
        if (check != Check.NONE_INSIDE) {
            return check == Check.SPIN;
        }
        passesInPhase = 0;
        end();
        return false;
    }

    private enum Check { NONE_INSIDE, SPIN, LATER }

    /** Looks whether the index that is not in use has readers, some times over with a short spin (try_check_zero). */
    private Check checkZero(int tries) {
        if (triesLeft == 0) {
            triesLeft = tries + (delay() == 0 ? 1 : 0);
        }
        machine.faults().at(Step.SRCU_SCAN);
        if (!readers.anyInside(1 ^ readers.index())) {
            triesLeft = 0;
            return Check.NONE_INSIDE;
        }
        triesLeft--;
        return triesLeft > 0 ? Check.SPIN : Check.LATER;
    }

    private void end() {
        long callbackDelay = Math.min(delay(), 1);
        lastEndNanos = machine.nowNanos();
        sequence = ended(sequence);
        completed++;
        machine.faults().at(Step.SRCU_END);
        if (before(neededExpedited, sequence)) {
            neededExpedited = sequence;
        }
        scheduleCallbacks(callbackDelay);
        if (before(sequence, needed)) {
            start(workCpu());
            reschedule(0);
        }
    }

    /** Queues the callback workers: where it is big, of those CPUs whose callbacks waited for this grace period. */
    private void scheduleCallbacks(long delay) {
        if (!big) {
            CpuSrcu boot = dataOf(BOOT_CPU);
            boot.work.queueAtMost(boot.cpu, delay);
            return;
        }
        for (int i = used.nextSetBit(0); i >= 0; i = used.nextSetBit(i + 1)) {
            if (data[i].callbacks.hasWaitingFor(sequence)) {
                data[i].work.queueAtMost(data[i].cpu, delay);
            }
        }
    }

    /** The readers that the grace period in progress waits for; where none is, those that the next one will. */
    List<SrcuReader> holders() {
        List<SrcuReader> holders = new ArrayList<>(readers.inside(1 ^ readers.index()));
        if (!inProgress(sequence)) {
            holders.addAll(readers.inside(readers.index()));
        }
        return holders;
    }

    /** Where the worker goes on: on the CPU that it was last queued on. */
    private int workCpu() {
        return work.cpuOr(machine.parameters().waiterCpu());
    }
}
