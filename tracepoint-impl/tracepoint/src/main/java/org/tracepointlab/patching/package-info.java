/**
 * Code that is patched while it runs: static keys (a branch) and static calls (a call target).
 *
 * <h2>Layout</h2>
 * <ul>
 * <li>{@link org.tracepointlab.patching.StaticKey} and {@link org.tracepointlab.patching.StaticCall}: what is patched.
 *     The read side of each is a method handle, to be composed into larger ones.
 * <li>{@link org.tracepointlab.patching.Patcher}: makes keys and calls of one flavour, and counts their patches.
 * <li>{@link org.tracepointlab.patching.PatchTemplates}: read sides that take the key or call as an argument.
 * </ul>
 *
 * <h2>Three flavours, and what each pays</h2>
 * <table>
 * <caption>The flavours</caption>
 * <tr><th></th><th>{@code callsite}</th><th>{@code field}</th><th>{@code deferred}</th></tr>
 * <tr><td>read</td><td>a constant of compiled code: nothing</td><td>an acquire load, and for a call an indirect
 * call</td><td>nothing once the key has been off for a while, else an acquire load; calls as {@code callsite}</td></tr>
 * <tr><td>turn a key off</td><td>throws away compiled code that depends on it: tens of microseconds and more</td>
 *     <td>a release store</td><td>a store; the code is thrown away later, of all keys at once</td></tr>
 * <tr><td>turn a key on</td><td>as turning it off</td><td>a release store</td><td>a store if it was turned off a moment
 * ago, else as {@code callsite}</td></tr>
 * <tr><td>patch a call</td><td>as turning a key off</td><td>a release store</td><td>as {@code callsite}</td></tr>
 * <tr><td>memory</td><td>a call site and handles each</td><td>24 bytes each, handles shared by signature</td>
 *     <td>as {@code callsite}, and a daemon thread while keys wait to be folded</td></tr>
 * <tr><td>use for</td><td>tracepoints in {@code static final} fields, up to some ten thousand</td>
 *     <td>tracepoints by the million, or by name</td><td>as {@code callsite}, where they must be turned off fast or
 * are toggled all the time</td></tr>
 * </table>
 *
 * <p>The kernel's counterpart of {@code callsite} is {@code include/linux/jump_label.h} and
 * {@code include/linux/static_call.h} with text patching; that of {@code field} is the same two without the
 * architecture's support, where both become loads; that of {@code deferred} is
 * {@code include/linux/jump_label_ratelimit.h}, where a key that is toggled often is turned off late.
 *
 * <h2>What a patch is not</h2>
 * <p>A patch is not a grace period. It returns while a reader is still inside the old target, and while a reader that
 * has its arguments ready has not yet looked at the target. Who needs more has to wait for readers by other means; this
 * package knows of none, nor of what its keys and calls are used for.
 *
 * <h2>Batches</h2>
 * <p>Patching N call sites that compiled code depends on takes N walks over the code cache and N handshakes.
 * {@link org.tracepointlab.patching.Patcher#discardCompiledCode} takes one, after which each patch is cheap: what the
 * kernel's text patching queue does for its interrupts.
 */
package org.tracepointlab.patching;
