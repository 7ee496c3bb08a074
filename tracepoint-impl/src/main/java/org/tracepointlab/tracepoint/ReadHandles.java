package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;

/**
 * The read sides of one tracepoint, or of all of a signature. A record, since the JIT trusts its final fields: reached
 * from a {@code static final} tracepoint, all three are constants.
 *
 * @param fire        {@code (TracepointState, A...)void}, readers in the RCU domain
 * @param fireRcuIdle the same, readers in the SRCU domain
 * @param iterator    {@code (TracepointState, Object, A...)void}
 */
record ReadHandles(MethodHandle fire, MethodHandle fireRcuIdle, MethodHandle iterator) {
}
