package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.patching.StaticCall;
import org.tracepointlab.patching.StaticKey;
import org.tracepointlab.rcu.RcuDomains;

/**
 * Declares tracepoints, and attaches probes to them.
 *
 * <h2>Assumptions</h2>
 * <ol>
 * <li>A release action does not update tracepoints of the same registry.
 * <li>Nobody fires a tracepoint after {@link #close()}.
 * </ol>
 *
 * <h2>Guarantees</h2>
 * <ol>
 * <li>In a correct implementation a func is only ever called with data that it was registered with; and once unregister
 *     and then {@link #synchronizeUnregister()} have returned, that func is never called with that data again.
 * <li>A rejected update ({@link TracepointException}) has changed nothing, and neither has one whose regfunc or
 *     unregfunc threw, or that ran out of memory before its first step.
 * <li>Any later step may throw: a wait, a patch, handing a release action over. Then a register has attached nothing,
 *     and unregfunc has taken regfunc back; its probe may have been called in between. An unregister has detached the
 *     probe. {@link Tracepoint#probes} says which it was. Either may have done without a grace period: as long as
 *     {@link #synchronizeUnregister()} has not returned since, readers may be inside the probe, and its data must stay.
 *     A release action is kept, and runs once, after a grace period of each kind.
 * <li>What such an update left undone, the next one does first, of whichever tracepoint; so do {@link #batch},
 *     {@link #synchronizeUnregister}, {@link #releaseBarrier}, {@link #undeclare} and {@link #close}. It waits for
 *     readers, counted as one wait, whatever the implementation. If that throws, so does the call, and has changed
 *     nothing. No path leaves a removal without its grace period, where the implementation makes one.
 * <li>A probe, regfunc, unregfunc, listener or data function that updates a tracepoint of the same registry, declares
 *     one, asks for all of them, waits for readers, ends a batch or closes the registry, is refused at once with an
 *     {@link IllegalStateException}, and nothing was changed: the update would wait for the very reader that the probe
 *     runs in, or for the one whose mutex it asks for. It is the same whether the implementation would have waited or
 *     not. Where sections leave no trace ({@code qsbr}), the answer comes from the stack of a thread that is registered
 *     and online, and probes of any other registry are refused too.
 * <li>What a probe throws reaches whoever fires, once the section has ended; the probes after it are not called, and
 *     the tracepoint is as before. {@link ProbeFunction#isolated} keeps it from both.
 * </ol>
 *
 * <h2>Progress</h2>
 * <ol>
 * <li>Updates take one mutex for all tracepoints, and some wait for readers while they hold it, by implementation.
 * <li>Who waits for the mutex or for readers rests meanwhile in all domains ({@link org.tracepointlab.rcu.Resting}):
 *     updaters may be registered and online readers. A thread that dies with a batch open lets the next one in, which
 *     logs a warning.
 * <li>{@link #tracepoint}, {@link #waits} and {@link #patches} never wait for an update, and may be asked from
 *     anywhere.
 * <li>No update can be interrupted, neither in its wait for the mutex nor in that for readers: a half-finished update
 *     is worse than a late one. An interrupt that comes meanwhile stays in the thread's flag.
 * </ol>
 *
 * <p>All methods may be called from any thread. The kernel's counterpart is kernel/tracepoint.c with its
 * {@code tracepoints_mutex}.
 */
public final class TracepointRegistry implements AutoCloseable {

    private static final int RELEASE_TRIES = 3;

    private final Implementation implementation;
    private final RcuDomains domains;
    private final Patcher patcher;
    private final GracePeriods gracePeriods;
    private final GracePeriodDebt debt;
    private final UpdateMutex mutex;
    private final Map<String, Tracepoint> byName = new ConcurrentHashMap<>();
    private volatile boolean domainsClosed;
    // the rest belongs to the mutex
    private final List<Tracepoint> declared = new ArrayList<>();
    private final Map<MethodType, Signature> signatures = new HashMap<>();

    /**
     * A registry without tracepoints.
     *
     * @param implementation how transitions are made
     * @param domains        the readers' domains; the registry owns them from now on, and closes them
     * @param patcher        makes the keys and calls; its count is {@link #patches()}, so give each registry its own
     */
    public TracepointRegistry(Implementation implementation, RcuDomains domains, Patcher patcher) {
        this(implementation, domains, patcher, new GracePeriodDebt());
    }

    /** With a debt of its own, for tests that break it. */
    TracepointRegistry(Implementation implementation, RcuDomains domains, Patcher patcher, GracePeriodDebt debt) {
        this.implementation = Objects.requireNonNull(implementation, "implementation");
        this.domains = Objects.requireNonNull(domains, "domains");
        this.patcher = Objects.requireNonNull(patcher, "patcher");
        this.debt = debt;
        this.gracePeriods = new GracePeriods(domains);
        this.mutex = new UpdateMutex(domains, debt);
    }

    /** How this registry makes transitions. */
    public Implementation implementation() {
        return implementation;
    }

    /** The two domains that readers of this registry's tracepoints live in. */
    public RcuDomains domains() {
        return domains;
    }

    /** A tracepoint without arguments. Throws as {@link #declare(String, MethodType)}. */
    public NoArgTracepoint declareNoArg(String name) {
        return new NoArgTracepoint(declare(name, NoArgTracepoint.SIGNATURE));
    }

    /** A tracepoint with one {@code long}. Throws as {@link #declare(String, MethodType)}. */
    public LongTracepoint declareLong(String name) {
        return new LongTracepoint(declare(name, LongTracepoint.SIGNATURE));
    }

    /** A tracepoint with two {@code long}s. Throws as {@link #declare(String, MethodType)}. */
    public LongLongTracepoint declareLongLong(String name) {
        return new LongLongTracepoint(declare(name, LongLongTracepoint.SIGNATURE));
    }

    /** A tracepoint with one object of the type {@code T}. Throws as {@link #declare(String, MethodType)}. */
    public <T> ObjectTracepoint<T> declareObject(String name) {
        return new ObjectTracepoint<>(declare(name, ObjectTracepoint.SIGNATURE));
    }

    /**
     * A tracepoint of any signature, without hooks. Throws as {@link #declare(String, MethodType, TracepointHooks)}.
     */
    public Tracepoint declare(String name, MethodType signature) {
        return declare(name, signature, TracepointHooks.NONE);
    }

    /**
     * A new tracepoint, disabled.
     *
     * @param name      unique in this registry
     * @param signature its arguments, returning void
     * @param hooks     what to run around its use
     * @throws TracepointException   EEXIST if the name is taken, EINVAL if the signature returns something
     * @throws IllegalStateException if the registry is closed, or from inside an update or a read section: a class that
     *                               declares its own is to be initialised before a probe first uses it
     */
    public Tracepoint declare(String name, MethodType signature, TracepointHooks hooks) {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(hooks, "hooks");
        if (signature.returnType() != void.class) {
            throw new TracepointException(Errno.EINVAL,
                    "tracepoint '" + name + "' must return void; found " + signature);
        }
        return mutex.update(() -> add(name, signature, hooks));
    }

    private Tracepoint add(String name, MethodType signature, TracepointHooks hooks) {
        if (byName.containsKey(name)) {
            throw new TracepointException(Errno.EEXIST,
                    "tracepoint '" + name + "' is declared already; names are unique in a registry");
        }
        Signature shared = signatures.computeIfAbsent(signature,
                type -> new Signature(type, implementation.readSide(), domains, patcher));
        StaticKey key = patcher.newKey();
        StaticCall call = shared.newCall(patcher);
        TracepointState state = new TracepointState(this, key, call, hooks, call.type());
        Tracepoint tracepoint = new Tracepoint(name, state, shared.handles(key, call));
        declared.add(tracepoint);
        try {
            byName.put(name, tracepoint);
        } catch (Throwable outOfMemory) {
            declared.remove(declared.size() - 1);
            throw outOfMemory;
        }
        return tracepoint;
    }

    /**
     * Takes a tracepoint out: nothing of this registry refers to it any more, nor to the classes of its arguments and
     * hooks, once the release actions of its probes have run. A reader that ended without closing its handle is
     * forgotten by {@link #releaseBarrier()}. Firing it does nothing from now on. For programs that are unloaded before
     * the registry is closed, as the kernel forgets the tracepoints of a module that goes
     * ({@code tracepoint_module_going}).
     *
     * @throws TracepointException   EBUSY if a probe is attached; EINVAL if it is not one of this registry's
     * @throws IllegalStateException as {@link #register(Tracepoint, ProbeFunction, Object, int)}
     */
    public void undeclare(Tracepoint tracepoint) {
        mutex.update(() -> {
            pay();
            forget(tracepoint);
        });
    }

    private void forget(Tracepoint tracepoint) {
        checkDeclared(tracepoint);
        if (tracepoint.state().loadAcquireFuncs() != null) {
            throw new TracepointException(Errno.EBUSY,
                    tracepoint + " has probes: " + tracepoint.probes() + "; unregister them first");
        }
        byName.remove(tracepoint.name());
        declared.remove(tracepoint);
        tracepoint.state().undeclare();
        if (declared.stream().noneMatch(signatures.get(tracepoint.signature())::isOf)) {
            signatures.remove(tracepoint.signature()).forget();
        }
    }

    /** The tracepoint of that name, if there is one. */
    public Optional<Tracepoint> tracepoint(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * All tracepoints in the order of their declaration. Waits for the update in progress.
     *
     * @throws IllegalStateException as {@link #register(Tracepoint, ProbeFunction, Object, int)}
     */
    public List<Tracepoint> tracepoints() {
        return mutex.update(() -> List.copyOf(declared));
    }

    /** Attaches a probe with the default priority, 10. See the variant with a priority. */
    public void register(Tracepoint tracepoint, ProbeFunction func, Object data) {
        register(tracepoint, func, data, ProbeEntry.DEFAULT_PRIO);
    }

    /**
     * Attaches a probe, before the first one of strictly lower priority. May wait for readers, by implementation.
     *
     * @param data what the func is called with; may be null
     * @param prio higher ones are called earlier; any int
     * @throws TracepointException   EINVAL if {@code func} is null, does not fit the signature, or the tracepoint is
     *                               another registry's or was undeclared; EEXIST if the func is attached with the
     *                               same data object
     * @throws IllegalStateException if the registry is closed, or from inside another update, a probe or a read section
     *                               of its domains
     */
    public void register(Tracepoint tracepoint, ProbeFunction func, Object data, int prio) {
        checkFits(tracepoint, func);
        mutex.update(() -> {
            checkDeclared(tracepoint);
            add(tracepoint, func, data, prio);
        });
    }

    /** Detaches a probe. See the variant with a release action. */
    public void unregister(Tracepoint tracepoint, ProbeFunction func, Object data) {
        unregister(tracepoint, func, data, null);
    }

    /**
     * Detaches a probe. Readers may still be inside it, with its data: see {@link #synchronizeUnregister()}. May wait
     * for readers, by implementation.
     *
     * @param release runs on a thread of the domains after an RCU and then an SRCU grace period, when no reader can
     *                reach the probe any more; must be short. Or null
     * @throws TracepointException   ENOENT if the func is not attached with that data object, EINVAL if it is null or
     *                               the tracepoint is another registry's
     * @throws IllegalStateException as {@link #register(Tracepoint, ProbeFunction, Object, int)}
     */
    public void unregister(Tracepoint tracepoint, ProbeFunction func, Object data, Runnable release) {
        checkFits(tracepoint, func);
        mutex.update(() -> {
            checkDeclared(tracepoint);
            remove(tracepoint, func, data, release);
        });
    }

    /** As {@link #enableAll(ProbeFunction, Function, LongConsumer)}, without a listener. */
    public int enableAll(ProbeFunction func, Function<Tracepoint, Object> data) {
        return enableAll(func, data, nanos -> { });
    }

    /**
     * Attaches a probe to each tracepoint that it fits, in the order of their declaration, as one batch. Stops at the
     * first one that rejects it; those before keep it.
     *
     * @param data  gives each its data
     * @param nanos is told how long each one took, in nanoseconds
     * @return how many it fitted
     * @throws TracepointException   as register
     * @throws IllegalStateException as register
     */
    public int enableAll(ProbeFunction func, Function<Tracepoint, Object> data, LongConsumer nanos) {
        return forAll(func, tp -> add(tp, func, data.apply(tp), ProbeEntry.DEFAULT_PRIO), nanos);
    }

    /** As {@link #disableAll(ProbeFunction, Function, LongConsumer)}, without a listener. */
    public int disableAll(ProbeFunction func, Function<Tracepoint, Object> data) {
        return disableAll(func, data, nanos -> { });
    }

    /**
     * Detaches a probe from each tracepoint that it fits, in the order of their declaration, as one batch. Stops at the
     * first one that does not have it; those before have lost it.
     *
     * @param data  gives each its data, the same object as before
     * @param nanos is told how long each one took, in nanoseconds
     * @return how many it fitted
     * @throws TracepointException   as unregister
     * @throws IllegalStateException as unregister
     */
    public int disableAll(ProbeFunction func, Function<Tracepoint, Object> data, LongConsumer nanos) {
        return forAll(func, tp -> remove(tp, func, data.apply(tp), null), nanos);
    }

    @SuppressWarnings("try") // the batch is there to be closed
    private int forAll(ProbeFunction func, Consumer<Tracepoint> update, LongConsumer nanos) {
        mutex.hold();
        try (Batch own = mutex.batch() == null ? open() : null) {
            return mutex.exclusively(() -> eachThatFits(func, update, nanos));
        } finally {
            mutex.drop();
        }
    }

    private int eachThatFits(ProbeFunction func, Consumer<Tracepoint> update, LongConsumer nanos) {
        List<Tracepoint> fitting = declared.stream().filter(func::fits).toList();
        mutex.batch().expect(fitting.size());
        for (Tracepoint tracepoint : fitting) {
            long start = System.nanoTime();
            update.accept(tracepoint);
            nanos.accept(System.nanoTime() - start);
        }
        return fitting.size();
    }

    /**
     * Begins a batch: until it is closed, updates are this thread's only. {@code enableAll} and {@code disableAll} are
     * batches of their own, or part of the one that is open.
     *
     * @throws IllegalStateException if the registry is closed, from inside another update, a probe or a read section,
     *     or
     *                               if a batch is open
     */
    public Batch batch() {
        mutex.hold();
        try {
            if (mutex.batch() != null) {
                throw new IllegalStateException(
                        "a batch inside of a batch of the same registry; close the other one first");
            }
            return open();
        } finally {
            mutex.drop();
        }
    }

    private Batch open() {
        mutex.exclusively(() -> {
            pay();
            return null;
        });
        Batch opened = new Batch(this);
        mutex.begin(opened);
        if (hasScope()) {
            debt.beginBatch();
        }
        return opened;
    }

    private boolean hasScope() {
        return implementation.batchScope() != BatchScope.NONE;
    }

    void end(Batch ended) {
        mutex.checkOutsideOfUpdates();
        try {
            mutex.checkOutsideOfSections();
            mutex.exclusively(() -> {
                finish();
                return null;
            });
        } finally {
            letOthersIn(ended);
        }
    }

    /** Whatever the patcher throws. */
    private void letOthersIn(Batch ended) {
        try {
            patcher.endBatch();
        } finally {
            ended.ended();
            debt.failBatch();
            mutex.endBatch();
        }
    }

    private void finish() {
        if (hasScope()) {
            debt.endBatch(() -> implementation.batchScope().end(new BatchEnd(debt, gracePeriods)));
        }
    }

    void beginPatches() {
        patcher.beginBatch();
    }

    /**
     * Waits until no reader can be inside a probe that was detached before this call: for an SRCU and then for an RCU
     * grace period. Counted as a wait. Waits for the mutex only if an update failed, to do first what that left undone,
     * or is in progress. The kernel's {@code tracepoint_synchronize_unregister}.
     *
     * @throws IllegalStateException from inside an update, a probe or a read section, or if the registry is closed
     */
    public void synchronizeUnregister() {
        payIfOwed();
        gracePeriods.synchronize();
    }

    /**
     * Waits until all release actions given before this call have run, those of updates that threw among them. Must not
     * be called from one.
     *
     * @throws IllegalStateException from inside an update, a probe or a read section, or if the registry is closed; or
     *     if a
     *                               domain refuses release actions again and again: they are kept
     */
    public void releaseBarrier() {
        for (int i = 0; i < RELEASE_TRIES; i++) {
            payIfOwed();
            gracePeriods.barrier();
            if (!debt.owesReleases()) { // the second domain may have refused one, after the first one's grace period
                return;
            }
        }
        throw new IllegalStateException("expected domains that take release actions, found that " + domains.name()
                + " refused some " + RELEASE_TRIES
                + " times; what it threw went to its threads' handlers of uncaught exceptions");
    }

    private void payIfOwed() {
        mutex.checkMayUpdate();
        if (debt.isOwed()) {
            mutex.update(this::pay);
        }
    }

    private void pay() {
        debt.pay(gracePeriods::synchronize, gracePeriods::release);
    }

    /** How often updates and {@link #synchronizeUnregister()} waited so far. */
    public WaitCounters waits() {
        return gracePeriods.counters();
    }

    /** How many patches of keys and calls were made so far; none is counted that changed nothing. */
    public long patches() {
        return patcher.patches();
    }

    /**
     * Ends updates, runs the release actions outstanding, and closes the domains. Idempotent. What a failed update left
     * undone is done first; if that throws, the registry is closed all the same, and this throws it at the end. Where a
     * domain's close throws, the next call of this goes on there.
     *
     * @throws IllegalStateException inside of a batch of this thread, or from inside an update, a probe or a read
     *     section
     */
    @Override
    public void close() {
        Throwable[] failure = new Throwable[1];
        mutex.close(() -> failure[0] = payAtLast());
        if (!domainsClosed) {
            domains.close(); // without the mutex, which a release action may ask for
            domainsClosed = true;
        }
        if (failure[0] != null) {
            throw Rethrow.unchanged(failure[0]);
        }
    }

    /**
     * Pays, or if that throws, hands over what is to be released all the same: nobody fires from now on, so the
     * domains' own grace periods are enough for it. Returns what was thrown.
     */
    private Throwable payAtLast() {
        try {
            pay();
            return null;
        } catch (Throwable thrown) {
            try {
                debt.handOver(gracePeriods::release);
            } catch (Throwable another) {
                thrown.addSuppressed(another);
            }
            return thrown;
        }
    }

    private void add(Tracepoint tracepoint, ProbeFunction func, Object data, int prio) {
        willUpdate();
        Transitions.add(strategy(), stepsOf(tracepoint), debt, func, data, prio);
    }

    private void remove(Tracepoint tracepoint, ProbeFunction func, Object data, Runnable release) {
        willUpdate();
        Transitions.remove(strategy(), stepsOf(tracepoint), debt, func, data, release);
    }

    private void willUpdate() {
        if (mutex.batch() != null) {
            mutex.batch().willUpdate();
        }
    }

    private TransitionStrategy strategy() {
        TransitionStrategy own = implementation.strategy();
        return mutex.batch() == null ? own : implementation.batchScope().inside(own);
    }

    private UpdateSteps stepsOf(Tracepoint tracepoint) {
        return new TracepointUpdate(tracepoint, implementation.readSide(), gracePeriods);
    }

    private void checkFits(Tracepoint tracepoint, ProbeFunction func) {
        if (tracepoint.state().registry() != this) {
            throw new TracepointException(Errno.EINVAL, tracepoint + " belongs to another registry; use that one");
        }
        if (func != null && !func.fits(tracepoint)) {
            throw new TracepointException(Errno.EINVAL, tracepoint + " takes funcs of its own arguments; found "
                    + func + " for " + func.signature());
        }
    }

    private void checkDeclared(Tracepoint tracepoint) {
        if (tracepoint.state().registry() != this || tracepoint.state().isUndeclared()) {
            throw new TracepointException(Errno.EINVAL,
                    tracepoint + " is not declared in this registry, or not any more; declare it first");
        }
    }
}
