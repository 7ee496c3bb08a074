package org.tracepointlab.rcu.kernel;

import java.util.List;
import org.tracepointlab.rcu.StallReport;

/** The SRCU domain of a {@link KernelRcu}. */
final class KernelSrcuDomain extends KernelDomain<SrcuReader> {

    private final KernelRcuDomain rcu;
    private final TreeSrcu tree;

    KernelSrcuDomain(TickDriver driver, KernelRcuDomain rcu) {
        super(driver, driver.machine.srcu());
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
    Thread thread(SrcuReader reader) {
        return reader.thread();
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
        current().lock();
    }

    @Override
    public void readUnlock() {
        current().unlock();
    }

    @Override
    int callerCpu() {
        return rcu.callerCpu();
    }

    @Override
    void gracePeriod(boolean expedited) {
        await(w -> tree.call(w.cpu.id, expedited || tree.mightBeIdle(w.cpu.id),
                Callback.wakes(() -> driver.machine.wake(w))));
    }

    @Override
    List<StallReport.Holder> holders() {
        return driver.look(m -> tree.holders()).stream()
                .map(r -> StallReport.Holder.of(r.thread(), r.nesting())).toList();
    }

    @Override
    public String toString() {
        return "kernel-srcu";
    }
}
