package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;

/**
 * The read sides of one tracepoint, or of all of a signature. A record, since the JIT trusts its final fields: reached
 * from a {@code static final} tracepoint, all of them are constants.
 *
 * <p>The facades test the key and call an enabled path of their own, which leaves it to the JIT whether that path is
 * worth inlining, as the kernel keeps it out of line; the whole read side as one handle is for everyone else.
 *
 * @param test           {@code (TracepointState)boolean}, whether the key is on
 * @param enabled        {@code (TracepointState, A...)void}, from lock to unlock, readers in the RCU domain
 * @param enabledRcuIdle the same, readers in the SRCU domain
 * @param fire           {@code (TracepointState, A...)void}, test and enabled path, readers in the RCU domain
 * @param fireRcuIdle    the same, readers in the SRCU domain
 * @param iterator       {@code (TracepointState, Object, A...)void}
 */
record ReadHandles(
        MethodHandle test,
        MethodHandle enabled,
        MethodHandle enabledRcuIdle,
        MethodHandle fire,
        MethodHandle fireRcuIdle,
        MethodHandle iterator) {
}
