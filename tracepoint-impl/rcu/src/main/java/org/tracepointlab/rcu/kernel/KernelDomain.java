package org.tracepointlab.rcu.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.ReaderDomain;
import org.tracepointlab.rcu.Resting;
import org.tracepointlab.rcu.StallReport;

/**
 * What the two domains of a {@link KernelRcu} share: who may wait, how, cookies, and callbacks to the domain's end.
 *
 * <p>The caller's stores come before what the machine reads of the readers, on whichever thread: the full fences here
 * are partners of those in {@link ReaderSnapshot#on} and {@link SrcuReaders#anyInside}; the machine's lock is between
 * them.
 */
abstract class KernelDomain<R extends Rcu.Reader> extends ReaderDomain<R> {

    private static final int CACHED = 256; // a power of two
    private static final VarHandle CACHE = MethodHandles.arrayElementVarHandle(Object[].class);

    final TickDriver driver;
    private final GracePeriods tree;
    private final ReentrantLock closing = new ReentrantLock();
    private final AtomicLong outstanding = new AtomicLong(); // callbacks accepted that have not returned
    private boolean drained; // guarded by closing
    // Of readers, by thread id. Racy: an entry is used only by the thread that it names, and its thread is a final
    // field.
    private final Object[] cache = new Object[CACHED];

    KernelDomain(TickDriver driver, GracePeriods tree) {
        this.driver = driver;
        this.tree = tree;
        driver.whenBroken(this::markBroken);
    }

    /** The CPU that the calling thread stands on. */
    abstract int callerCpu();

    /** Waits for a grace period. */
    abstract void gracePeriod(boolean expedited);

    /** The readers that are in the way, as far as can be told now. */
    abstract List<StallReport.Holder> holders();

    /** The thread that the handle belongs to. */
    abstract Thread thread(R reader);

    // Readers

    /**
     * The calling thread's default handle: from the cache if it is there, which takes fewer dependent loads than the
     * weak reference in a {@link ThreadLocal}.
     */
    @SuppressWarnings("unchecked") // only readers of this domain are put there
    final R current() {
        Thread thread = Thread.currentThread();
        R cached = (R) cache[place(thread)];
        return cached != null && thread(cached) == thread ? cached : lookUp(thread);
    }

    @SuppressWarnings("unchecked") // as above
    private R lookUp(Thread thread) {
        R reader = mine();
        int place = place(thread);
        R there = (R) CACHE.getAcquire(cache, place);
        if (there == null || isDead(there)) {
            CACHE.setRelease(cache, place, reader);
        }
        return reader;
    }

    @Override
    protected void delist(R reader) {
        CACHE.compareAndSet(cache, place(thread(reader)), reader, null);
        super.delist(reader);
    }

    private static int place(Thread thread) {
        return (int) thread.getId() & CACHED - 1;
    }

    // Waiting

    @Override
    public void synchronize() {
        block(() -> gracePeriod(driver.machine.parameters().rcuExpedited()));
    }

    @Override
    public void synchronizeExpedited() {
        block(() -> gracePeriod(true));
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
    public void barrier() {
        block(() -> {
            dropDead();
            awaitCallbacks();
        });
    }

    /**
     * Waits, if the calling thread may: neither inside a section nor in a callback, which the wait would wait for.
     * Meanwhile the thread rests in all domains.
     */
    private void block(Runnable wait) {
        StackHeadroom.forWait();
        checkMayWait();
        driver.checkNotInCallback();
        rest(wait);
    }

    private static void rest(Runnable wait) {
        Resting resting = Resting.begin();
        try {
            wait.run();
        } finally {
            resting.end();
        }
    }

    /** Blocks until the machine wakes what this starts. */
    final void await(Consumer<Waiter> start) {
        VarHandle.fullFence();
        driver.await(callerCpu(), start, stall());
    }

    final Stall stall() {
        return new Stall(stallWatch(), this::holders);
    }

    private void awaitCallbacks() {
        await(w -> tree.barrier(() -> driver.machine.wake(w)));
    }

    // Cookies

    @Override
    public long getState() {
        VarHandle.fullFence();
        return driver.query(m -> tree.getState());
    }

    @Override
    public long startPoll() {
        checkOpen();
        VarHandle.fullFence();
        int cpu = callerCpu();
        return driver.query(m -> tree.startPoll(cpu));
    }

    @Override
    public boolean pollState(long cookie) {
        return driver.query(m -> tree.pollState(cookie) ? 1 : 0) != 0;
    }

    // Callbacks

    @Override
    public void call(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        VarHandle.fullFence();
        int cpu = callerCpu();
        Callback counted = Callback.users(() -> {
            try {
                callback.run();
            } finally {
                outstanding.decrementAndGet();
            }
        });
        driver.enter(this::checkOpen, m -> { // under the lock, so that close waits for it or it is refused
            tree.call(cpu, counted);
            outstanding.incrementAndGet();
        });
    }

    /**
     * Runs what callbacks are outstanding. If it throws, it may be called again, and goes on; but where the kernel is
     * broken it only says, once, that there are callbacks that will never run.
     */
    @Override
    public void close() {
        StackHeadroom.forWait();
        driver.checkNotInCallback();
        if (inReadSection()) {
            checkMayWait();
        }
        rest(this::drain);
    }

    private void drain() {
        closing.lock();
        try {
            markClosed();
            if (!drained) {
                awaitLastCallbacks();
                drained = true;
                checkNoneLost();
            }
        } finally {
            closing.unlock();
        }
    }

    private void awaitLastCallbacks() {
        try {
            awaitCallbacks();
        } catch (RuntimeException | Error e) {
            if (!driver.isBroken()) {
                throw e;
            }
        }
    }

    private void checkNoneLost() {
        if (outstanding.get() != 0) {
            driver.checkNotBroken();
        }
    }
}
