package org.tracepointlab.rcu.kernel;

import java.lang.invoke.VarHandle;
import org.tracepointlab.rcu.ReaderDomain;

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
        boolean expedited = driver.machine.parameters().rcuExpedited();
        await(expedited);
    }

    @Override
    public void synchronizeExpedited() {
        checkMayWait();
        await(true);
    }

    private void await(boolean expedited) {
        // The caller's stores come before the worker's sums of the readers' counts, on whichever thread: this fence, the
        // machine's lock, and the fence in SrcuReaders.anyInside.
        VarHandle.fullFence();
        int cpu = rcu.callerCpu();
        driver.await(cpu, w -> tree.call(cpu, expedited || tree.mightBeIdle(cpu), () -> driver.machine.wake(w)));
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
        checkOpen();
        VarHandle.fullFence(); // as in await
        int cpu = rcu.callerCpu();
        driver.enter(m -> tree.call(cpu, false, callback));
    }

    @Override
    public void barrier() {
        checkMayWait();
        await(false);
    }

    @Override
    public void close() {
        if (markClosed()) {
            await(false);
        }
    }

    @Override
    public String toString() {
        return "kernel-srcu";
    }
}
