package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;

/**
 * All code compiled around some keys and calls, to be thrown away in one go.
 *
 * <p>Each of them first invokes a call site that they share and that does nothing: compiled, it is nothing but one more
 * thing that the code depends on. To patch it throws away the code of all, with one walk over the virtual machine's
 * code cache and one handshake of its threads, where patching each of N by itself takes N of both (HotSpot:
 * {@code MethodHandles::flush_dependent_nmethods}, {@code CodeCache::make_marked_nmethods_deoptimized}).
 *
 * <p>Thread-safe.
 */
class CodeGroup {

    private static final MethodHandle EVEN = nothing("even");
    private static final MethodHandle ODD = nothing("odd");

    private final MutableCallSite site = new MutableCallSite(EVEN);

    private static MethodHandle nothing(String method) {
        try {
            return MethodHandles.lookup().findStatic(CodeGroup.class, method, MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // by nothing
    private static void even() {
        // does nothing
    }

    @SuppressWarnings("unused") // by nothing
    private static void odd() {
        // does nothing, in another way: code that was compiled with even() is not valid with it
    }

    /** The handle, as one of this group. */
    MethodHandle join(MethodHandle handle) {
        return MethodHandles.foldArguments(handle, site.dynamicInvoker());
    }

    /** Open to a subclass that counts. Setting the target that is there already would leave the code valid. */
    synchronized void discard() {
        site.setTarget(site.getTarget() == EVEN ? ODD : EVEN);
    }
}
