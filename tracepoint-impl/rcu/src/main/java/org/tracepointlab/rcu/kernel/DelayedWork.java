package org.tracepointlab.rcu.kernel;

/**
 * A work item with a timer before it (delayed_work on a bound workqueue): queued at most once at a time. Guarded by the
 * machine's lock.
 */
final class DelayedWork implements VirtualCpu.Task {

    /** The body of a work item. */
    interface Body {

        /** Runs, or goes on where it began to spin. Returns for how many ns it spins now, or 0 if it is through. */
        long run();
    }

    private final Machine machine;
    private final Body body;
    private VirtualCpu cpu;
    private boolean pending;
    private VirtualCpu.Timer timer;

    DelayedWork(Machine machine, Body body) {
        this.machine = machine;
        this.body = body;
    }

    /** Queues the work on a CPU after a delay in jiffies (queue_delayed_work); nothing if it is queued already. */
    void queue(VirtualCpu on, long delay) {
        if (pending) {
            return;
        }
        pending = true;
        cpu = on;
        if (delay == 0) {
            cpu.enqueue(this);
        } else {
            arm(delay);
        }
    }

    /**
     * As {@link #queue}, but a later timer that is armed already is moved forward (timer_reduce), and 0 overtakes it.
     */
    void queueAtMost(VirtualCpu on, long delay) {
        boolean armed = timer != null;
        if (armed && (delay == 0 || timer.expires() > machine.jiffies() + delay + 1)) {
            cpu.cancel(timer);
            timer = null;
            pending = false;
        }
        queue(on, delay);
    }

    /** The CPU that the work was last queued on, or this one if it never was. */
    int cpuOr(int other) {
        return cpu == null ? other : cpu.id;
    }

    private void arm(long delay) {
        timer = cpu.arm(machine.jiffies(), delay, () -> {
            timer = null;
            cpu.enqueue(this);
        });
    }

    @Override
    public boolean run() {
        pending = false;
        long spin = body.run();
        if (spin > 0) {
            pending = true;
            cpu.enqueueSpinning(this, machine.nowNanos() + spin);
        }
        return true;
    }
}
