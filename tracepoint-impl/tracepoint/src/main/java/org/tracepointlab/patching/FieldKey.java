package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A key that is a boolean field. The updater's store-release pairs with the reader's load-acquire: a reader that sees
 * the key on sees what was set up before it was turned on.
 */
final class FieldKey implements StaticKey {

    private static final VarHandle ENABLED;

    /** The shared read side, of type {@code (StaticKey)boolean}. */
    static final MethodHandle TEST;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ENABLED = lookup.findVarHandle(FieldKey.class, "enabled", boolean.class);
            TEST = lookup.findVirtual(FieldKey.class, "loadAcquireEnabled", MethodType.methodType(boolean.class))
                    .asType(MethodType.methodType(boolean.class, StaticKey.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final AtomicLong patches;
    @SuppressWarnings("unused") // by ENABLED
    private boolean enabled;

    FieldKey(AtomicLong patches) {
        this.patches = patches;
    }

    private boolean loadAcquireEnabled() {
        return (boolean) ENABLED.getAcquire(this);
    }

    private void storeReleaseEnabled(boolean value) {
        ENABLED.setRelease(this, value);
    }

    @Override
    public boolean isEnabled() {
        return loadAcquireEnabled();
    }

    @Override
    public boolean enable() {
        return patch(true);
    }

    @Override
    public boolean disable() {
        return patch(false);
    }

    private boolean patch(boolean value) {
        if (loadAcquireEnabled() == value) {
            return false;
        }
        storeReleaseEnabled(value);
        patches.incrementAndGet();
        return true;
    }

    @Override
    public MethodHandle test() {
        return TEST.bindTo(this);
    }
}
