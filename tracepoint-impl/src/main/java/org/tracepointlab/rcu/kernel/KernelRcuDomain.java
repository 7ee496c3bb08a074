package org.tracepointlab.rcu.kernel;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.tracepointlab.rcu.ReaderDomain;
import org.tracepointlab.rcu.SectionReader;
import org.tracepointlab.rcu.SectionWait;

/** The RCU domain of a {@link KernelRcu}. */
final class KernelRcuDomain extends ReaderDomain<SectionReader> implements SectionReader.Home {

    private final TickDriver driver;
    private final KernelParameters parameters;
    private final ReentrantLock expeditedLock = new ReentrantLock();
    private final SectionWait expeditedWait = new SectionWait();

    KernelRcuDomain(TickDriver driver) {
        this.driver = driver;
        this.parameters = driver.machine.parameters();
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
    protected boolean isDead(SectionReader reader) {
        return reader.isDead();
    }

    /** The CPU that the calling thread stands on: a callback's, a registered reader's, or the updaters'. */
    int callerCpu() {
        if (driver.insideMachine()) {
            return driver.machine.runningCpu();
        }
        SectionReader reader = mineIfAny();
        return reader == null ? parameters.waiterCpu() : reader.cpu();
    }

    @Override
    public Thread waiting() {
        return expeditedWait.waitingAcquire();
    }

    @Override
    public void left(SectionReader reader) {
        delist(reader);
    }

    @Override
    protected void delist(SectionReader reader) {
        super.delist(reader);
        driver.enter(m -> m.offline(reader));
    }

    @Override
    public void restingChanged(SectionReader reader) {
        driver.enter(m -> { }); // its CPU's tick may have to go on, or may stop
    }

    @Override
    public void readLock() {
        mine().lock();
    }

    @Override
    public void readUnlock() {
        mine().unlock();
    }

    @Override
    public void synchronize() {
        checkMayWait();
        if (parameters.rcuExpedited()) {
            expedited();
        } else {
            await(w -> driver.machine.rcu().call(w.cpu.id, () -> driver.machine.wake(w)));
        }
    }

    private void await(Consumer<Waiter> start) {
        // The caller's stores come before what the machine reads of the readers, on whichever thread: this fence, the
        // machine's lock, and the fence in CpuRcu.snapshotReaders.
        VarHandle.fullFence();
        driver.await(callerCpu(), start);
    }

    @Override
    public void synchronizeExpedited() {
        checkMayWait();
        expedited();
    }

    private void expedited() {
        expeditedLock.lock();
        try {
            driver.enter(m -> m.rcu().expeditedBegins());
            expeditedWait.awaitAll(readers(), this::delist);
            driver.enter(m -> m.rcu().expeditedEnds());
        } finally {
            expeditedLock.unlock();
        }
    }

    @Override
    public long getState() {
        VarHandle.fullFence(); // as in await
        return driver.query(m -> m.rcu().getState());
    }

    @Override
    public long startPoll() {
        checkOpen();
        VarHandle.fullFence(); // as in await
        int cpu = callerCpu();
        return driver.query(m -> m.rcu().startPoll(cpu));
    }

    @Override
    public boolean pollState(long cookie) {
        return driver.query(m -> m.rcu().pollState(cookie) ? 1 : 0) != 0;
    }

    @Override
    public boolean condSynchronize(long cookie) {
        if (pollState(cookie)) {
            return false;
        }
        synchronize();
        return true;
    }

    @Override
    public void call(Runnable callback) {
        checkOpen();
        VarHandle.fullFence(); // as in await
        int cpu = callerCpu();
        driver.enter(m -> m.rcu().call(cpu, callback));
    }

    @Override
    public void barrier() {
        checkMayWait();
        dropDead();
        awaitCallbacks();
    }

    @Override
    public void close() {
        if (markClosed()) {
            awaitCallbacks();
        }
    }

    private void awaitCallbacks() {
        await(w -> driver.machine.rcu().barrier(() -> driver.machine.wake(w)));
    }

    @Override
    public String toString() {
        return "kernel-rcu";
    }
}
