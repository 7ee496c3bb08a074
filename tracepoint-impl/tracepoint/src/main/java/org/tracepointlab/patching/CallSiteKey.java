package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A key that is a call site of type {@code ()boolean}: compiled code folds it, and is thrown away when it changes.
 *
 * <p>No {@link MutableCallSite#syncAll}: HotSpot deoptimises dependent code before {@code setTarget} returns, and a
 * stale read by code that is not compiled is no worse than a reader that tested the key a little earlier.
 */
final class CallSiteKey implements StaticKey {

    private static final MethodHandle ON = MethodHandles.constant(boolean.class, true);
    private static final MethodHandle OFF = MethodHandles.constant(boolean.class, false);

    private final MutableCallSite site = new MutableCallSite(OFF);
    private final AtomicLong patches;
    private final CodeGroup group;

    CallSiteKey(AtomicLong patches, CodeGroup group) {
        this.patches = patches;
        this.group = group;
    }

    @Override
    public boolean isEnabled() {
        return site.getTarget() == ON;
    }

    @Override
    public boolean enable() {
        return patch(ON);
    }

    @Override
    public boolean disable() {
        return patch(OFF);
    }

    private boolean patch(MethodHandle value) {
        if (site.getTarget() == value) {
            return false;
        }
        site.setTarget(value);
        patches.incrementAndGet();
        return true;
    }

    @Override
    public MethodHandle test() {
        return group.join(site.dynamicInvoker());
    }
}
