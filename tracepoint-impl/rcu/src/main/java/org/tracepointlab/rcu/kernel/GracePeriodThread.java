package org.tracepointlab.rcu.kernel;

/**
 * The grace-period thread (rcu_gp_kthread) as a task on a run queue: it sleeps until a grace period is asked for,
 * begins it, waits for quiescent states with a timeout after which it scans for idle CPUs, and ends it. Guarded by the
 * machine's lock.
 */
final class GracePeriodThread implements VirtualCpu.Task {

    private enum State { IDLE, WAITING_FOR_QUIESCENT_STATES }

    private final Machine machine;
    private final TreeRcu rcu;
    private final VirtualCpu cpu;
    private State state = State.IDLE;
    private boolean initRequested;
    private boolean queued;
    private boolean timedOut;
    private VirtualCpu.Timer timeout;

    GracePeriodThread(Machine machine, TreeRcu rcu) {
        this.machine = machine;
        this.rcu = rcu;
        this.cpu = machine.cpu(machine.parameters().gracePeriodThreadCpu());
    }

    boolean initRequested() {
        return initRequested;
    }

    void requestInit() {
        initRequested = true;
    }

    /** Makes the thread runnable on its CPU. Waking it twice is waking it once. */
    void wake() {
        if (!queued) {
            queued = true;
            cpu.enqueue(this);
        }
    }

    @Override
    public boolean run() {
        queued = false;
        if (state == State.WAITING_FOR_QUIESCENT_STATES) {
            collect();
        }
        while (state == State.IDLE && initRequested) {
            initRequested = false;
            rcu.begin(cpu.id);
            state = State.WAITING_FOR_QUIESCENT_STATES;
            sleep(machine.parameters().jiffiesTillFirstFqs());
        }
        return true;
    }

    private void collect() {
        if (timedOut && !rcu.allReported()) {
            rcu.forceQuiescentStates();
        }
        if (!rcu.allReported()) {
            if (timedOut) {
                sleep(machine.parameters().jiffiesTillNextFqs());
            }
            return;
        }
        cancelTimeout();
        state = State.IDLE;
        initRequested = rcu.end(cpu.id);
    }

    private void sleep(int jiffies) {
        timedOut = false;
        timeout = cpu.arm(machine.jiffies(), jiffies, () -> {
            timedOut = true;
            timeout = null;
            wake();
        });
    }

    private void cancelTimeout() {
        if (timeout != null) {
            cpu.cancel(timeout);
            timeout = null;
        }
    }
}
