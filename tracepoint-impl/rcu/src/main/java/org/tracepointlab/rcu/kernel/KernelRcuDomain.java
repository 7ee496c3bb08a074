package org.tracepointlab.rcu.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tracepointlab.rcu.ReaderDomain;
import org.tracepointlab.rcu.SectionReader;
import org.tracepointlab.rcu.StallReport;

/** The RCU domain of a {@link KernelRcu}. */
final class KernelRcuDomain extends ReaderDomain<SectionReader> implements SectionReader.Home {

    private static final int SPINS = Runtime.getRuntime().availableProcessors() == 1 ? 0 : 200;
    private static final VarHandle WAITING;

    static {
        try {
            WAITING = MethodHandles.lookup().findVarHandle(KernelRcuDomain.class, "waiting", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final TickDriver driver;
    private final KernelParameters parameters;
    private final ReentrantLock expeditedLock = new ReentrantLock();
    private Thread waiting; // the updater that parks in an expedited grace period, or null

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

    /**
     * Checks that the calling thread may wait: neither inside a section nor in a callback, which the wait would wait for.
     */
    private void checkMayBlock() {
        checkMayWait();
        driver.checkNotInCallback();
    }

    @Override
    public void synchronize() {
        checkMayBlock();
        if (parameters.rcuExpedited()) {
            expedited();
        } else {
            await(w -> driver.machine.rcu().call(w.cpu.id, Callback.wakes(() -> driver.machine.wake(w))));
        }
    }

    private void await(Consumer<Waiter> start) {
        // The caller's stores come before what the machine reads of the readers, on whichever thread: this fence, the
        // machine's lock, and the fence in Seen.on.
        VarHandle.fullFence();
        driver.await(callerCpu(), start, stall(m -> m.rcu().holders()));
    }

    private TickDriver.Stall stall(Function<Machine, List<SectionReader>> holders) {
        return new TickDriver.Stall(stallWatch(), () -> driver.look(holders).stream()
                .map(r -> StallReport.Holder.of(r.thread(), r.nesting())).toList());
    }

    @Override
    public void synchronizeExpedited() {
        checkMayBlock();
        expedited();
    }

    private void expedited() {
        VarHandle.fullFence(); // as in await
        long wanted = driver.query(m -> m.expedited().wanted());
        expeditedLock.lock();
        try {
            if (driver.query(m -> m.expedited().served(wanted) ? 1 : 0) == 0) {
                driver.enter(m -> m.expedited().begin());
                awaitReports();
                driver.enter(m -> m.expedited().end());
            }
        } finally {
            expeditedLock.unlock();
        }
        VarHandle.fullFence(); // what the sections did comes before what the caller does next
    }

    private void awaitReports() {
        for (int i = 0; i <= SPINS; i++) {
            if (allReported()) {
                return;
            }
            Thread.onSpinWait();
        }
        int cpu = callerCpu();
        TickDriver.Stall stall = stall(m -> m.expedited().holders());
        boolean interrupted = false;
        WAITING.setRelease(this, Thread.currentThread());
        try {
            VarHandle.fullFence(); // partner of ordering 3 in SectionReader: it sees the name, or this sees it leave
            while (!allReported()) {
                interrupted |= driver.pause(cpu, stall);
            }
        } finally {
            WAITING.setRelease(this, null);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean allReported() {
        return driver.query(m -> m.expedited().allReported() ? 1 : 0) != 0;
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
        Objects.requireNonNull(callback, "callback");
        VarHandle.fullFence(); // as in await
        int cpu = callerCpu();
        driver.enter(m -> {
            checkOpen(); // under the lock, so that close waits for it or it is refused
            m.rcu().call(cpu, Callback.users(callback));
        });
    }

    @Override
    public void barrier() {
        checkMayBlock();
        dropDead();
        awaitCallbacks();
    }

    @Override
    public void close() {
        driver.checkNotInCallback();
        if (inReadSection()) {
            checkMayWait();
        }
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
