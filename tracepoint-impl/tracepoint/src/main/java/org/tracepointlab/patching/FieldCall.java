package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A call through a field. The updater's store-release pairs with the reader's load-acquire: what the updater wrote
 * before it changed the target is seen by whoever is called.
 */
final class FieldCall implements StaticCall {

    private static final VarHandle TARGET_FIELD;

    /** Loads the target: of type {@code (StaticCall)MethodHandle}. */
    static final MethodHandle TARGET;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            TARGET_FIELD = lookup.findVarHandle(FieldCall.class, "target", MethodHandle.class);
            TARGET = lookup.findVirtual(FieldCall.class, "loadAcquireTarget", MethodType.methodType(MethodHandle.class))
                    .asType(MethodType.methodType(MethodHandle.class, StaticCall.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final AtomicLong patches;
    @SuppressWarnings("unused") // by TARGET_FIELD
    private MethodHandle target;

    FieldCall(MethodHandle initial, AtomicLong patches) {
        this.patches = patches;
        storeReleaseTarget(initial);
    }

    private MethodHandle loadAcquireTarget() {
        return (MethodHandle) TARGET_FIELD.getAcquire(this);
    }

    private void storeReleaseTarget(MethodHandle value) {
        TARGET_FIELD.setRelease(this, value);
    }

    @Override
    public MethodType type() {
        return loadAcquireTarget().type();
    }

    @Override
    public MethodHandle target() {
        return loadAcquireTarget();
    }

    @Override
    public boolean update(MethodHandle newTarget) {
        MethodHandle old = loadAcquireTarget();
        if (old == Types.exactly(old.type(), newTarget)) {
            return false;
        }
        storeReleaseTarget(newTarget);
        patches.incrementAndGet();
        return true;
    }

    @Override
    public MethodHandle invoker() {
        return FieldPatcher.Templates.INSTANCE.invoker(type()).bindTo(this);
    }
}
