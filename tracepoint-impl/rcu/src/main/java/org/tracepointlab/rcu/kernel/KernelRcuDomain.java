package org.tracepointlab.rcu.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.tracepointlab.rcu.SectionReader;
import org.tracepointlab.rcu.StallReport;

/** The RCU domain of a {@link KernelRcu}. Open to subclasses for tests. */
class KernelRcuDomain extends KernelDomain<SectionReader> implements SectionReader.Home {

    private static final int SPINS = Runtime.getRuntime().availableProcessors() == 1 ? 0 : 200;
    private static final VarHandle WAITING;

    static {
        try {
            WAITING = MethodHandles.lookup().findVarHandle(KernelRcuDomain.class, "waiting", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final KernelParameters parameters;
    private final ReentrantLock expeditedLock = new ReentrantLock();
    private Thread waiting; // the updater that parks in an expedited grace period, or null

    KernelRcuDomain(TickDriver driver) {
        super(driver, driver.machine.rcu());
        this.parameters = driver.machine.parameters();
        driver.whenBroken(cause -> LockSupport.unpark(waiting()));
    }

    @Override
    protected SectionReader newReader() {
        return newReaderOn((int) driver.query(Machine::placeReader));
    }

    private SectionReader newReaderOn(int cpu) {
        checkOpen();
        SectionReader reader = new SectionReader(this, cpu);
        driver.enter(m -> m.online(reader));
        return reader;
    }

    SectionReader registerOn(int cpu) {
        return enlist(newReaderOn(cpu));
    }

    @Override
    protected boolean inSection(SectionReader reader) {
        return reader.inSection();
    }

    @Override
    Thread thread(SectionReader reader) {
        return reader.thread();
    }

    @Override
    protected boolean isDead(SectionReader reader) {
        return reader.isDead();
    }

    /** The CPU that the calling thread stands on: a callback's, a registered reader's, or the updaters'. */
    @Override
    int callerCpu() {
        Integer ofCallback = driver.callbackCpu();
        if (ofCallback != null) {
            return ofCallback;
        }
        SectionReader reader = mineIfAny();
        return reader == null ? parameters.waiterCpu() : reader.cpu();
    }

    @Override
    public Thread waiting() {
        return (Thread) WAITING.getAcquire(this);
    }

    @Override
    public void left(SectionReader reader) {
        delist(reader);
    }

    @Override
    protected void delist(SectionReader reader) {
        super.delist(reader);
        driver.enterUnlessBroken(m -> m.offline(reader));
    }

    @Override
    public void restingChanged(SectionReader reader) {
        driver.enterUnlessBroken(m -> { }); // its CPU's tick may have to go on, or may stop
    }

    @Override
    public void readLock() {
        current().lock();
    }

    @Override
    public void readUnlock() {
        current().unlock();
    }

    @Override
    void gracePeriod(boolean expedited) {
        if (expedited) {
            expedited();
        } else {
            await(w -> driver.machine.rcu().call(w.cpu.id, Callback.wakes(() -> driver.machine.wake(w))));
        }
    }

    @Override
    List<StallReport.Holder> holders() {
        return describe(m -> m.rcu().holders());
    }

    private List<StallReport.Holder> describe(Function<Machine, List<SectionReader>> holders) {
        return driver.look(holders).stream().map(r -> StallReport.Holder.of(r.thread(), r.nesting())).toList();
    }

    private void expedited() {
        VarHandle.fullFence(); // as in await
        long wanted = driver.query(m -> m.expedited().wanted());
        expeditedLock.lock();
        try {
            if (driver.query(m -> m.expedited().served(wanted) ? 1 : 0) == 0) {
                expeditedGracePeriod();
            }
        } finally {
            expeditedLock.unlock();
        }
        VarHandle.fullFence(); // what the sections did comes before what the caller does next
    }

    private void expeditedGracePeriod() {
        try {
            driver.enter(m -> m.expedited().begin());
            driver.faults.at(FaultInjection.Step.EXPEDITED);
            awaitReports();
            driver.enter(m -> m.expedited().end());
        } catch (RuntimeException | Error e) {
            driver.enterUnlessBroken(m -> m.expedited().giveUp()); // if this throws as well, the next begin does it
            throw e;
        }
    }

    private void awaitReports() {
        for (int i = 0; i <= SPINS; i++) {
            if (allReported()) {
                return;
            }
            Thread.onSpinWait();
        }
        int cpu = callerCpu();
        Stall stall = new Stall(stallWatch(), () -> describe(m -> m.expedited().holders()));
        WAITING.setRelease(this, Thread.currentThread());
        try {
            VarHandle.fullFence(); // partner of ordering 3 in SectionReader: it sees the name, or this sees it leave
            while (!allReported()) {
                driver.pause(cpu, stall);
            }
        } finally {
            WAITING.setRelease(this, null);
            stall.end();
        }
    }

    private boolean allReported() {
        return driver.query(m -> m.expedited().allReported() ? 1 : 0) != 0;
    }

    @Override
    public String toString() {
        return "kernel-rcu";
    }
}
