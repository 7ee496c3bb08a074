package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keys that are turned off late: turning one off is a store, and compiled code is patched once the key has been off
 * for a quiet time.
 *
 * <p>A key is <em>folded</em> (a constant of compiled code, off) or <em>armed</em> (compiled code loads its state).
 * Turning on a folded key patches; turning an armed one on or off does not. Armed keys that have been off for the quiet
 * time are folded again, all of this patcher's in one batch, on a daemon thread that all patchers of this flavour
 * share. It runs only while a key waits to be folded.
 *
 * <p>Calls are those of the {@code callsite} flavour. Patching one throws away the code that depends on it, so teardown
 * is fast only where the call stays as it is.
 *
 * <h2>Guarantees</h2>
 * <ol>
 * <li>A key that is on is never folded, whenever it was turned on.
 * <li>Batches begin at least {@link FoldingRate#intervalNanos} apart, and take at most one part in
 *     {@value FoldingRate#SHARE} of the folding thread's time: this bounds how much compiled code is thrown away.
 * <li>A batch that throws leaves each key folded or armed, and on or off as it was; what it did not fold, a later one
 *     does. {@link #foldingFailures} counts them. Where no thread can be started, keys stay armed until the next one is
 *     turned off.
 * </ol>
 *
 * <h2>Progress</h2>
 * <ol>
 * <li>Turning a key off is wait-free, save that the first one after a rest wakes the folding thread.
 * <li>Turning a key on waits for the folding of that key, if it is in progress, and for deoptimisation if it was
 *     folded.
 * </ol>
 *
 * <p>All methods may be called from any thread. The kernel's {@code struct static_key_deferred}
 * (include/linux/jump_label_ratelimit.h), which defers the decrement of a key's count likewise.
 */
public final class DeferredPatcher implements Patcher {

    static final String NAME = "deferred";

    private final AtomicLong patches = new AtomicLong();
    private final CodeGroup group = new CodeGroup();
    private final Folding folding;

    /** Folds at the default rate. */
    public DeferredPatcher() {
        this(FoldingRate.DEFAULT);
    }

    /** Folds at that rate. */
    public DeferredPatcher(FoldingRate rate) {
        this(rate, FoldingTimer.SHARED);
    }

    /** @param timer runs the batches; another one than the shared timer decides when, in a test */
    DeferredPatcher(FoldingRate rate, FoldingTimer timer) {
        this.folding = new Folding(rate, timer, group, patches);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StaticKey newKey() {
        return new DeferredKey(folding, KeySite.OfCallSite::new);
    }

    @Override
    public StaticCall newCall(MethodType type, MethodHandle initial) {
        return new DeferredCall(new CallSiteCall(Types.exactly(type, initial), patches, group), folding);
    }

    /** Empty: a call site is folded only where it is a constant of the handle, so each needs a handle of its own. */
    @Override
    public Optional<PatchTemplates> templates() {
        return Optional.empty();
    }

    @Override
    public void discardCompiledCode() {
        group.discard();
    }

    /** Most patches of this flavour throw nothing away, so it is the first that does which throws all away. */
    @Override
    public void beginBatch() {
        folding.manyFollow(true);
    }

    @Override
    public void endBatch() {
        folding.manyFollow(false);
    }

    @Override
    public long patches() {
        return patches.get();
    }

    /**
     * Folds all armed keys that are off, on this thread, whatever their quiet time.
     *
     * @return how many were folded
     */
    public int fold() {
        return folding.foldAll();
    }

    /** How many keys are armed: those that are on, and those that were turned off and are not folded yet. */
    public int armed() {
        return folding.armed();
    }

    /** How many batches have thrown, or could not be scheduled. */
    public long foldingFailures() {
        return folding.failures();
    }
}
