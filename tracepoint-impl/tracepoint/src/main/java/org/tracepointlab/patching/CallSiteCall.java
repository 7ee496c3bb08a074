package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A call that is a call site: compiled code calls its target directly or inlines it, and is thrown away when it
 * changes.
 *
 * <p>By specification the target is a plain variable. That is enough for guarantee 2 of {@link StaticCall}: the
 * updater's release store comes after {@code setTarget} and the reader's acquire load before its read of the target, so
 * the write of the target happens-before the read.
 */
final class CallSiteCall implements StaticCall {

    private final MutableCallSite site;
    private final AtomicLong patches;
    private final CodeGroup group;

    CallSiteCall(MethodHandle initial, AtomicLong patches, CodeGroup group) {
        this.site = new MutableCallSite(initial);
        this.patches = patches;
        this.group = group;
    }

    @Override
    public MethodType type() {
        return site.type();
    }

    @Override
    public MethodHandle target() {
        return site.getTarget();
    }

    @Override
    public boolean update(MethodHandle target) {
        if (site.getTarget() == Types.exactly(site.type(), target)) {
            return false;
        }
        site.setTarget(target);
        patches.incrementAndGet();
        return true;
    }

    @Override
    public MethodHandle invoker() {
        return group.join(site.dynamicInvoker());
    }
}
