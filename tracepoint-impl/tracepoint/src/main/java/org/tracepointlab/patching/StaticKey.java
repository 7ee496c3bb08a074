package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;

/**
 * A branch that is patched: false at first.
 *
 * <h2>Assumptions</h2>
 * <ol>
 * <li>Updates of one key ({@link #enable}, {@link #disable}) are serialised by the caller.
 * </ol>
 *
 * <h2>Guarantees</h2>
 * <ol>
 * <li>A reader that sees the key changed through {@link #test()} in the {@code field} flavour sees what the updater
 *     wrote before. In the others the key may be a plain variable by specification: it orders nothing, so data that
 *     goes with it needs an acquire load of its own.
 * <li>A thread that read the old value may act on it at any later time: an update is no grace period.
 * <li>An update to the present value patches nothing.
 * </ol>
 *
 * <h2>Progress</h2>
 * <ol>
 * <li>{@link #test()} and {@link #isEnabled()} are wait-free.
 * <li>Updates are wait-free in the {@code field} flavour. In the {@code callsite} flavour they wait for the virtual
 *     machine to deoptimise dependent code; in the {@code deferred} flavour only turning on a folded key does.
 * </ol>
 *
 * <p>The kernel's {@code struct static_key} (include/linux/jump_label.h), without its reference count.
 */
public interface StaticKey {

    /** Whether the key is on, as its updater sees it. */
    boolean isEnabled();

    /**
     * Turns the key on.
     *
     * @return whether that patched anything: false if it was on
     */
    boolean enable();

    /**
     * Turns the key off.
     *
     * @return whether that patched anything: false if it was off
     */
    boolean disable();

    /** The read side: a handle of type {@code ()boolean}. May be made anew by each call: ask once and keep it. */
    MethodHandle test();
}
