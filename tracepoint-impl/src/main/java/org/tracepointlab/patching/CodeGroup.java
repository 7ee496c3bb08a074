package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * All code compiled around some keys and calls, to be thrown away in one go.
 *
 * <p>Each of them first invokes a call site that they share and that does nothing: compiled, it is nothing but one more
 * thing that the code depends on. To patch it throws away the code of all, with one walk over the virtual machine's code
 * cache and one handshake of its threads, where patching each of N by itself takes N of both (HotSpot:
 * {@code MethodHandles::flush_dependent_nmethods}, {@code CodeCache::make_marked_nmethods_deoptimized}).
 *
 * <p>Thread-safe.
 */
final class CodeGroup {

    private static final MethodHandle NOTHING = MethodHandles.empty(MethodType.methodType(void.class));

    private final MutableCallSite site = new MutableCallSite(NOTHING);

    /** The handle, as one of this group. */
    MethodHandle join(MethodHandle handle) {
        return MethodHandles.foldArguments(handle, site.dynamicInvoker());
    }

    /** The target stays what it is: what counts is that the site is patched. */
    void discard() {
        site.setTarget(NOTHING);
    }
}
