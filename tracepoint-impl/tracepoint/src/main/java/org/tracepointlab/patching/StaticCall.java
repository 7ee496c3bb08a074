package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * A call whose target is patched.
 *
 * <h2>Assumptions</h2>
 * <ol>
 * <li>Updates of one call are serialised by the caller.
 * </ol>
 *
 * <h2>Guarantees</h2>
 * <ol>
 * <li>An invocation calls one target: the one before an update or the one after it.
 * <li>A reader that learned of an update in some other way (an acquire load that saw a release store made after it)
 *     calls that target or a later one, in all flavours.
 * <li>The target is looked up when the call is made, after its arguments were evaluated. A reader delayed in between
 *     calls a newer target with older arguments: an update is no grace period.
 * <li>An update to the same handle (the same object) patches nothing.
 * </ol>
 *
 * <h2>Progress</h2>
 * <ol>
 * <li>The lookup of the target by {@link #invoker()} is wait-free.
 * <li>Updates are wait-free in the {@code field} flavour; in the others they wait for the virtual machine to deoptimise
 *     dependent code.
 * </ol>
 *
 * <p>The kernel's {@code struct static_call_key} (include/linux/static_call.h); {@code static_call_update} returns
 * early for the same target too.
 */
public interface StaticCall {

    /** The type of every target. */
    MethodType type();

    /** The present target, as the updater sees it. */
    MethodHandle target();

    /**
     * Makes {@code target} what the call calls.
     *
     * @return whether that patched anything: false if the target is the present one
     * @throws java.lang.invoke.WrongMethodTypeException if the target is not exactly of type {@link #type()}
     */
    boolean update(MethodHandle target);

    /** The read side: a handle of type {@link #type()}. May be made anew by each call: ask once and keep it. */
    MethodHandle invoker();
}
