package org.tracepointlab.rcu.kernel;

import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.tracepointlab.rcu.ReaderDomain;
import org.tracepointlab.rcu.StallReport;

/** The SRCU domain of a {@link KernelRcu}. */
final class KernelSrcuDomain extends ReaderDomain<SrcuReader> {

    private final TickDriver driver;
    private final KernelRcuDomain rcu;
    private final TreeSrcu tree;

    KernelSrcuDomain(TickDriver driver, KernelRcuDomain rcu) {
        this.driver = driver;
        this.rcu = rcu;
        this.tree = driver.machine.srcu();
    }

    @Override
    protected SrcuReader newReader() {
        checkOpen();
        SrcuReader[] made = new SrcuReader[1];
        made[0] = new SrcuReader(tree.readers(), () -> delist(made[0]));
        tree.readers().add(made[0]);
        return made[0];
    }

    @Override
    protected boolean inSection(SrcuReader reader) {
        return reader.inSection();
    }

    @Override
    protected boolean isDead(SrcuReader reader) {
        return reader.isDead();
    }

    @Override
    protected void delist(SrcuReader reader) {
        super.delist(reader);
        tree.readers().remove(reader);
    }

    @Override
    public void readLock() {
        mine().lock();
    }

    @Override
    public void readUnlock() {
        mine().unlock();
    }

    private void checkMayBlock() {
        checkMayWait();
        driver.checkNotInCallback();
    }

    @Override
    public void synchronize() {
        checkMayBlock();
        boolean expedited = driver.machine.parameters().rcuExpedited();
        await(expedited);
    }

    @Override
    public void synchronizeExpedited() {
        checkMayBlock();
        await(true);
    }

    private void await(boolean expedited) {
        // The caller's stores come before the worker's sums of the readers' counts, on whichever thread: this fence, the
        // machine's lock, and the fence in SrcuReaders.anyInside.
        VarHandle.fullFence();
        int cpu = rcu.callerCpu();
        driver.await(cpu, w -> tree.call(cpu, expedited || tree.mightBeIdle(cpu),
                Callback.wakes(() -> driver.machine.wake(w))), stall());
    }

    private TickDriver.Stall stall() {
        return new TickDriver.Stall(stallWatch(), () -> driver.look(m -> tree.holders()).stream()
                .map(r -> StallReport.Holder.of(r.thread(), r.nesting())).toList());
    }

    @Override
    public long getState() {
        VarHandle.fullFence(); // as in await
        return driver.query(m -> tree.getState());
    }

    @Override
    public long startPoll() {
        checkOpen();
        VarHandle.fullFence(); // as in await
        int cpu = rcu.callerCpu();
        return driver.query(m -> tree.startPoll(cpu));
    }

    @Override
    public boolean pollState(long cookie) {
        return driver.query(m -> tree.pollState(cookie) ? 1 : 0) != 0;
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
        int cpu = rcu.callerCpu();
        driver.enter(m -> {
            checkOpen(); // under the lock, so that close waits for it or it is refused
            tree.call(cpu, false, Callback.users(callback));
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
        VarHandle.fullFence(); // as in await
        driver.await(rcu.callerCpu(), w -> tree.barrier(() -> driver.machine.wake(w)), stall());
    }

    @Override
    public String toString() {
        return "kernel-srcu";
    }
}
