package org.tracepointlab.rcu;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The {@code mb} flavour: full fences on the read side, and an updater that looks at each reader and parks until it has
 * left. Simple and portable; what the other flavours are measured against.
 *
 * <p>Assumptions and guarantees are those of {@link Rcu}. Progress: {@code readLock} and {@code readUnlock} are wait-free
 * after a thread's first use; {@code getState} and {@code pollState} are wait-free; {@code synchronize} waits for the
 * readers that are inside, for a grace period in progress, and for nothing else; {@code call} and {@code startPoll} take a
 * lock for a few instructions.
 *
 * <p>Callers of {@code synchronize} that come while a grace period is in progress share the next one.
 *
 * <p>Source of the idea: liburcu's {@code urcu-mb}; the cookies are the kernel's.
 */
public final class MbRcu extends ReaderDomain<SectionReader> implements SectionReader.Home {

    private final String name;
    private final ReentrantLock gracePeriodLock = new ReentrantLock();
    private final SectionWait wait = new SectionWait();
    private final CallbackWorker worker;

    // Written under gracePeriodLock only; read by anyone.
    private volatile long sequence;

    /**
     * @param name names the domain in threads and messages
     */
    public MbRcu(String name) {
        this.name = name;
        this.worker = new CallbackWorker(name + "-callbacks", this::gracePeriod);
    }

    /** A pair of domains for tracepoints; both are of this flavour, and do not wait for each other's readers. */
    public static RcuDomains domains() {
        return new RcuDomains("mb", new MbRcu("mb-rcu"), new MbRcu("mb-srcu"), false, () -> { });
    }

    @Override
    protected SectionReader newReader() {
        return new SectionReader(this, 0);
    }

    @Override
    protected boolean inSection(SectionReader reader) {
        return reader.inSection();
    }

    @Override
    public Thread waiting() {
        return wait.waitingAcquire();
    }

    @Override
    public void left(SectionReader reader) {
        delist(reader);
    }

    @Override
    public void restingChanged(SectionReader reader) {
        // A reader outside of its sections holds nothing up here, resting or not.
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
        gracePeriod();
    }

    @Override
    public void synchronizeExpedited() {
        synchronize();
    }

    private void gracePeriod() {
        long cookie = getState();
        gracePeriodLock.lock();
        try {
            if (!pollState(cookie)) {
                sequence = GracePeriodSequence.started(sequence);
                wait.awaitAll(readers(), this::delist);
                sequence = GracePeriodSequence.ended(sequence);
            }
        } finally {
            gracePeriodLock.unlock();
        }
    }

    @Override
    public long getState() {
        // The caller's stores come before this load of the sequence; the partner is the fence at the start of a grace
        // period (SectionWait.awaitAll), after the store of the started sequence.
        VarHandle.fullFence();
        return GracePeriodSequence.snapshot(sequence);
    }

    @Override
    public long startPoll() {
        checkOpen();
        long cookie = getState();
        worker.requestGracePeriod();
        return cookie;
    }

    @Override
    public boolean pollState(long cookie) {
        // The volatile load pairs with the volatile store of the ended sequence: what the readers did is seen.
        return GracePeriodSequence.reached(sequence, cookie);
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
        worker.add(callback);
    }

    @Override
    public void barrier() {
        checkMayWait();
        worker.barrier();
    }

    @Override
    public void close() {
        if (markClosed()) {
            worker.close();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
