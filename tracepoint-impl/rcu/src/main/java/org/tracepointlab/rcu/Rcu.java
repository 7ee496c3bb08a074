package org.tracepointlab.rcu;

/**
 * Read-copy-update: readers that never wait, and updaters that wait for readers.
 *
 * <p>One instance is one domain: its grace periods wait for its own readers and for no others.
 *
 * <h2>Assumptions</h2>
 * <ol>
 * <li>A section opened by {@link #readLock()} is closed by {@link #readUnlock()} on the same thread; sections nest.
 * <li>An updater makes the old version unreachable for new readers (a release store or stronger) before it asks for a
 *     grace period.
 * <li>No thread waits for a grace period of a domain from inside a read section of the same domain.
 * </ol>
 *
 * <h2>Guarantees</h2>
 * <ol>
 * <li>Every section that was open when {@link #synchronize()} was called has been closed when it returns, and what that
 *     section read happens-before the return.
 * <li>A section opened after the grace period began sees everything that the updater wrote before it called.
 * <li>A cookie from {@link #getState()} or {@link #startPoll()} has elapsed ({@link #pollState} is true) only if every
 *     section that was open when it was taken has been closed since.
 * <li>Callbacks given to {@link #call} run after a grace period that began after the call, in the order in which one
 *     thread gave them.
 * </ol>
 *
 * <h2>Failure</h2>
 * <ol>
 * <li>A wait that throws (an error of the JVM, a system call that is refused) has not been a grace period: no cookie
 *     elapses by it. The domain is as good as before, and the next wait works.
 * <li>Callbacks wait for a grace period that works. Where the domain cannot make any (three in a row failed), it is
 *     <em>broken</em>: whoever waits for a callback, registers, waits, polls or calls is told by an
 *     {@link IllegalStateException} with the first cause, at once. Callbacks that were given to it are kept, and do not
 *     run; their number is logged. It can be closed.
 * <li>A {@code call} or {@code register} that throws has left nothing behind: the callback will not run, and no grace
 *     period waits for the reader.
 * <li>A thread that waits for a grace period, a callback or a lock of a domain rests in all domains ({@link Resting}).
 * </ol>
 *
 * <p>All methods may be called from any thread. Cookies compare with wrap-around, so they stay valid for 2<sup>61</sup>
 * grace periods.
 *
 * <p>Names and meanings are the Linux kernel's: {@code rcu_read_lock}, {@code synchronize_rcu},
 * {@code get_state_synchronize_rcu}, {@code start_poll_synchronize_rcu}, {@code poll_state_synchronize_rcu},
 * {@code cond_synchronize_rcu}, {@code call_rcu}, {@code rcu_barrier} (include/linux/rcupdate.h, kernel/rcu/tree.c).
 */
public interface Rcu extends AutoCloseable {

    /**
     * Registers a reader for the calling thread and returns its handle. Cheaper to use than {@link #readLock()}, which
     * has to look its own handle up.
     *
     * @throws IllegalStateException if this domain is closed
     */
    Reader register();

    /** Opens a read section of the calling thread, registering the thread at its first use. Wait-free after that. */
    void readLock();

    /**
     * Closes the innermost read section of the calling thread. Wait-free.
     *
     * @throws IllegalStateException if the thread has no open section
     */
    void readUnlock();

    /**
     * Whether the calling thread is inside a read section of this domain, by {@link #readLock()} or by a handle of its
     * own. Where the read side is free ({@code qsbr}), sections leave no trace unless they are checked, and this is
     * false.
     */
    boolean inReadSection();

    /**
     * Whether sections need no marks: they last from one quiescent state to the next, so whoever knows the domain as a
     * constant may leave {@link #readLock()} and {@link #readUnlock()} out. Always the same of one domain.
     */
    default boolean sectionsAreImplicit() {
        return false;
    }

    /**
     * Whether the calling thread may be inside a section that left no mark ({@link #sectionsAreImplicit}); wait-free.
     * False means that it cannot be, unless it broke the rules of the flavour.
     */
    default boolean mayBeInImplicitSection() {
        return sectionsAreImplicit();
    }

    /**
     * Waits until every section open now has been closed. Not interruptible: a half-finished update is worse than a
     * late one. An interrupt that comes in the meantime is kept in the thread's interrupt flag.
     *
     * @throws IllegalStateException inside a read section of this domain (it would wait for itself), or if closed
     */
    void synchronize();

    /**
     * As {@link #synchronize()}, but gives up when the thread is interrupted, as {@code Lock.lockInterruptibly} does;
     * the grace period that it asked for goes on. This default looks for an interrupt on entry only; flavours that own
     * a worker do better.
     *
     * @throws InterruptedException  if the thread was interrupted; whether a grace period has elapsed is then unknown
     * @throws IllegalStateException as {@link #synchronize()}
     */
    default void synchronizeInterruptibly() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before it waited for a grace period");
        }
        synchronize();
    }

    /**
     * As {@link #synchronize()}, but does not wait for the domain's usual pace (ticks, batching): it trades the
     * updater's time for disturbance of everyone else.
     *
     * @throws IllegalStateException as {@link #synchronize()}
     */
    void synchronizeExpedited();

    /**
     * Takes a cookie for the next full grace period. Starts nothing: unless somebody else causes a grace period, the
     * cookie never elapses. Wait-free or a short lock, by flavour.
     */
    long getState();

    /**
     * Takes a cookie for the next full grace period and makes sure that one is begun. Does not wait for it. Where no
     * section can be open at all, the cookie may have elapsed already.
     */
    long startPoll();

    /** Whether a full grace period has elapsed since the cookie was taken. Never waits. */
    boolean pollState(long cookie);

    /**
     * Waits for a grace period unless one has elapsed since the cookie was taken.
     *
     * @return whether it had to wait
     * @throws IllegalStateException as {@link #synchronize()}, but only where it would have to wait
     */
    boolean condSynchronize(long cookie);

    /**
     * Runs the callback after a grace period, on a thread of the domain. Does not wait. A callback must be short and
     * must not wait for a grace period of the same domain. What it throws goes to the worker's uncaught-exception
     * handler; the worker lives on.
     *
     * @throws IllegalStateException if this domain is closed
     */
    void call(Runnable callback);

    /**
     * Waits until every callback given to {@link #call} before this call has run.
     *
     * @throws IllegalStateException inside a read section of this domain, or if closed
     */
    void barrier();

    /**
     * Sets when a wait counts as stalled and who is told; {@link StallPolicy#DEFAULT} until then. Waits that begin
     * later follow it. A domain that never waits has nothing to report, and this default does nothing.
     */
    default void reportStalls(StallPolicy policy) {
    }

    /**
     * Runs what callbacks are outstanding, each after its grace period, and ends the domain's threads. Later updates
     * and registrations throw {@link IllegalStateException}. Idempotent; where it threw, it may be called again.
     *
     * @throws IllegalStateException inside a read section of this domain, or from a callback
     */
    @Override
    void close();

    /**
     * A registered reader: one thread's place in a domain. Used by its own thread only, except where a flavour says
     * otherwise.
     *
     * <p>After {@link #close()} it opens no section: {@code lock}, {@code unlock} and {@code online} throw
     * {@link IllegalStateException} (lock and unlock of {@code qsbr} where sections are checked);
     * {@code quiescentState}, {@code offline} and {@code close} do nothing. A handle whose <em>domain</em> was closed
     * still opens sections, which nobody waits for any more: waiting is refused as well.
     */
    interface Reader extends AutoCloseable {

        /** Opens a read section; sections nest. Wait-free. */
        void lock();

        /**
         * Closes the innermost section. Wait-free.
         *
         * @throws IllegalStateException if no section is open
         */
        void unlock();

        /**
         * Says that the thread holds on to nothing that it read before. Wait-free. Grace periods of the {@code qsbr}
         * flavour wait for this of each online thread; in the others, where leaving the section says as much, it does
         * nothing.
         *
         * @throws IllegalStateException inside a section, where the flavour can tell
         */
        void quiescentState();

        /**
         * Marks the thread as resting: until {@link #online()} grace periods do not even look at it. In the kernel
         * flavour its CPU goes idle. No section may be opened meanwhile.
         *
         * @throws IllegalStateException inside a section
         */
        void offline();

        /**
         * Ends {@link #offline()}.
         *
         * @throws IllegalStateException if the handle was closed, or, in {@code qsbr}, its domain
         */
        void online();

        /**
         * Takes the reader out of the domain. Idempotent.
         *
         * @throws IllegalStateException inside a section
         */
        @Override
        void close();
    }
}
