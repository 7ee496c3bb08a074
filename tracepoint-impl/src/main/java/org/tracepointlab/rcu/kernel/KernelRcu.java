package org.tracepointlab.rcu.kernel;

import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * The {@code kernel} flavour: an RCU and an SRCU domain whose grace periods are paced by a scheduler tick, as those of Tree
 * RCU and Tree SRCU in Linux 6.1 are. How long a wait takes is not set anywhere: it comes out of ticks, quiescent states and
 * the order of events within a tick, from the kernel's own parameters.
 *
 * <p>Assumptions, beyond those of {@link Rcu}:
 * <ol>
 * <li>Each reader thread stands on one virtual CPU, several on one if there are more threads than CPUs. A CPU on which no
 *     thread is registered and online is idle: its tick is stopped, and only a forced scan credits it.
 * <li>Callbacks are short and do not block: they run inside the machine, on the thread that drives it, as softirq code does.
 *     They may use {@link Rcu#call} of either domain.
 * </ol>
 *
 * <p>Guarantees: those of {@link Rcu}, with real readers. A section that is open delays the grace period for as long as it
 * stays open, in real and in virtual time.
 *
 * <p>Progress: the read side is wait-free. {@code getState}, {@code startPoll}, {@code pollState} and {@code call} take a
 * lock for a few hundred nanoseconds. {@code synchronize} waits for ticks, and for readers. {@code synchronizeExpedited} of
 * the RCU domain waits for the readers inside only, that of the SRCU domain for a worker that looks again without delay.
 *
 * <p>In real time a daemon thread delivers the ticks; in virtual time whoever waits steps the machine, and then nothing but
 * readers on other threads can make two runs differ.
 */
public final class KernelRcu implements AutoCloseable {

    private final KernelParameters parameters;
    private final TickDriver driver;
    private final KernelRcuDomain rcu;
    private final KernelSrcuDomain srcu;

    private KernelRcu(KernelParameters parameters, TickDriver driver) {
        this.parameters = parameters;
        this.driver = driver;
        this.rcu = new KernelRcuDomain(driver);
        this.srcu = new KernelSrcuDomain(driver, rcu);
    }

    /** A kernel whose ticks follow the monotonic clock. Close it to end its tick thread. */
    public static KernelRcu realTime(KernelParameters parameters) {
        RealTickDriver driver = new RealTickDriver(parameters);
        driver.start();
        return new KernelRcu(parameters, driver);
    }

    /** A kernel in virtual time. */
    public static KernelRcu virtualTime(KernelParameters parameters) {
        return new KernelRcu(parameters, new VirtualTickDriver(parameters));
    }

    /** What this kernel is configured with. */
    public KernelParameters parameters() {
        return parameters;
    }

    /** The RCU domain. */
    public Rcu rcu() {
        return rcu;
    }

    /** The SRCU domain. */
    public Rcu srcu() {
        return srcu;
    }

    /** Both domains, for a registry of tracepoints; closing them closes this. */
    public RcuDomains domains() {
        return new RcuDomains("kernel", rcu, srcu, parameters.releaseArrays(), driver::close);
    }

    /**
     * Registers the calling thread as a reader of the RCU domain on a CPU of its choice.
     *
     * @throws IllegalArgumentException if there is no such CPU
     */
    public Rcu.Reader registerOn(int cpu) {
        if (cpu < 0 || cpu >= parameters.cpus()) {
            throw new IllegalArgumentException(
                    "expected a CPU from 0 to " + (parameters.cpus() - 1) + ", found " + cpu);
        }
        return rcu.registerOn(cpu);
    }

    /** How well the ticks kept time. */
    public TickStatistics ticks() {
        return driver.statistics();
    }

    /** How many RCU grace periods have ended, expedited ones not counted. */
    public long rcuGracePeriods() {
        return driver.query(m -> m.rcu().completed());
    }

    /** How many SRCU grace periods have ended. */
    public long srcuGracePeriods() {
        return driver.query(m -> m.srcu().completed());
    }

    /**
     * The clock of a kernel in virtual time.
     *
     * @throws IllegalStateException if this one runs in real time
     */
    public VirtualTime virtualTime() {
        if (driver instanceof VirtualTime time) {
            return time;
        }
        throw new IllegalStateException("expected a kernel in virtual time, found one whose ticks follow the clock");
    }

    @Override
    public void close() {
        domains().close();
    }
}
