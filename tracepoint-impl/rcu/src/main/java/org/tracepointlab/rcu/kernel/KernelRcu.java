package org.tracepointlab.rcu.kernel;

import java.util.List;
import java.util.concurrent.ThreadFactory;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * The {@code kernel} flavour: an RCU and an SRCU domain whose grace periods are paced by a scheduler tick, as those of
 * Tree RCU and Tree SRCU in Linux 6.1 are. How long a wait takes is not set anywhere: it comes out of ticks, quiescent
 * states and the order of events within a tick, from the kernel's own parameters.
 *
 * <p>Assumptions, beyond those of {@link Rcu}:
 * <ol>
 * <li>Each reader thread stands on one virtual CPU, several on one if there are more threads than CPUs. A CPU on which
 *     no thread is registered and online is idle: its tick is stopped, and only a forced scan credits it.
 * <li>Callbacks are short, and wait for no grace period of this kernel, which is refused: they run on the thread that
 *     drives the machine, as softirq code does (in real time a tick thread, in virtual time whoever waits), and hold up
 *     their CPU until its next tick.
 * </ol>
 *
 * <p>Guarantees: those of {@link Rcu}, with real readers.
 * <ol>
 * <li>A section that is open delays the grace period for as long as it stays open, in real and in virtual time.
 * <li>Callbacks run with no lock of this kernel held. One that blocks holds up the callbacks behind it, in real time
 *     those of all CPUs, but no grace period: ticks go on, and so do {@code synchronize}, {@code startPoll} and
 *     {@code pollState}. So it may wait for a lock whose holder calls {@link Rcu#call} or {@link Rcu#synchronize()} of
 *     either domain. (In virtual time the thread that runs it is one that waits, and does not return before it.)
 * <li>Callbacks of one thread run in the order in which it gave them, unless it moved to another CPU in between, as its
 *     first section does where there are several.
 * </ol>
 *
 * <p>Failure: a step of the machine that throws, for want of memory say, breaks the kernel. Whoever waits for either
 * domain is told at once by an {@link IllegalStateException} with what was thrown as the cause, and so is whoever comes
 * later: to register, wait, poll, call, or take a cookie. Its tick threads end. Callbacks that were accepted and have
 * not run will never run; {@code barrier} says so, and so does the first {@code close} of their domain. Handles may be
 * used and closed as before. What fails in the caller and not in the machine (its stack, which is looked at first; a
 * stall reporter; an action of {@link VirtualTime#at}) goes to the caller, and the kernel is as good as before.
 *
 * <p>A thread that waits, and a tick thread that has nothing to do, rests in all domains
 * ({@link org.tracepointlab.rcu.Resting}).
 *
 * <p>Progress: the read side is wait-free. {@code getState}, {@code startPoll}, {@code pollState} and {@code call} take
 * a lock for a few hundred nanoseconds. {@code synchronize} waits for ticks, and for readers.
 * {@code synchronizeExpedited} of the RCU domain waits for the readers inside only: it interrupts each CPU that is not
 * idle, spins for a bounded time, then parks until a reader leaves. That of the SRCU domain waits for a worker that
 * looks again without delay. A wait that takes long is reported ({@link Rcu#reportStalls}) by the waiting thread, by
 * the wall clock in virtual time too, since real readers hold it up.
 *
 * <p>In real time a daemon thread delivers the ticks; in virtual time whoever waits steps the machine, and then nothing
 * but readers on other threads can make two runs differ.
 */
public final class KernelRcu implements AutoCloseable {

    private static volatile boolean rehearsed;

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

    /**
     * A kernel whose ticks follow the monotonic clock. Close it to end its tick threads.
     *
     * @throws OutOfMemoryError if a thread cannot be started; then none is left behind
     */
    public static KernelRcu realTime(KernelParameters parameters) {
        return realTime(parameters, RealTickDriver::newThread, FaultInjection.NONE);
    }

    /** The same with threads of its own, and steps that may fail; for tests. */
    static KernelRcu realTime(KernelParameters parameters, ThreadFactory threads, FaultInjection faults) {
        rehearse();
        RealTickDriver driver = new RealTickDriver(new Machine(parameters, faults), threads);
        KernelRcu kernel = new KernelRcu(parameters, driver);
        driver.start();
        return kernel;
    }

    /** A kernel in virtual time. */
    public static KernelRcu virtualTime(KernelParameters parameters) {
        return virtualTime(parameters, FaultInjection.NONE);
    }

    /** The same with steps that may fail; for tests. */
    static KernelRcu virtualTime(KernelParameters parameters, FaultInjection faults) {
        rehearse();
        return new KernelRcu(parameters, new VirtualTickDriver(new Machine(parameters, faults)));
    }

    /** The same with a tree of its own, for tests that break it. */
    static KernelRcu virtualTime(KernelParameters parameters, NodeTree tree) {
        return new KernelRcu(parameters, new VirtualTickDriver(new Machine(parameters, tree)));
    }

    /**
     * Initialises the classes and links the calls of a kernel, while there is stack for it. The JVM does both at first
     * use, and where the stack ends in a static initializer, the class cannot be used any more, by anybody.
     */
    private static void rehearse() {
        if (rehearsed) {
            return;
        }
        KernelParameters small = KernelParameters.defaults(1000, 1);
        try (KernelRcu kernel = new KernelRcu(small, new VirtualTickDriver(new Machine(small)))) {
            for (Rcu domain : List.of(kernel.rcu, kernel.srcu)) {
                try (Rcu.Reader reader = domain.register()) {
                    reader.lock();
                    reader.unlock();
                    reader.offline();
                    reader.online();
                }
                domain.call(() -> { });
                domain.condSynchronize(domain.getState());
                domain.synchronizeExpedited();
                domain.pollState(domain.startPoll());
                domain.barrier();
            }
        }
        rehearsed = true;
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
        return work().gracePeriods();
    }

    /** What the RCU domain has done so far. */
    public GracePeriodWork work() {
        return driver.look(m -> m.rcu().work());
    }

    /** How many levels the tree of nodes has, 1 to 4. */
    public int treeLevels() {
        return nodes().levels();
    }

    /** How many nodes it has. */
    public int treeNodes() {
        return nodes().nodes().size();
    }

    private NodeTree nodes() {
        return new NodeTree(parameters.cpus(), parameters.tree());
    }

    /** How many SRCU grace periods have ended. */
    public long srcuGracePeriods() {
        return driver.look(m -> m.srcu().completed());
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
