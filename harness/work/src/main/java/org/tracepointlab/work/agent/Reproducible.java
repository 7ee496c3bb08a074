package org.tracepointlab.work.agent;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Takes out of the virtual machine what differs from one to the next by intent: in which order {@code Set.of} and
 * {@code Map.of} are iterated. Their elements lie where they lay; only where an iteration begins, and which way it
 * goes, is set.
 */
final class Reproducible {
    private static final int SALT = 0x2545F491;

    private Reproducible() {
    }

    /** @throws ReflectiveOperationException if this JDK has other names for them */
    static void fixIterationOrder() throws ReflectiveOperationException {
        Class<?> collections = Class.forName("java.util.ImmutableCollections");
        Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
        Object unsafe = type.getMethod("getUnsafe").invoke(null);
        Field salt = collections.getDeclaredField("SALT32L");
        Field reverse = collections.getDeclaredField("REVERSE");
        Method offset = type.getMethod("staticFieldOffset", Field.class);
        Object base = type.getMethod("staticFieldBase", Field.class).invoke(unsafe, salt);
        type.getMethod("putLong", Object.class, long.class, long.class)
                .invoke(unsafe, base, offset.invoke(unsafe, salt), (long) SALT);
        type.getMethod("putBoolean", Object.class, long.class, boolean.class)
                .invoke(unsafe, base, offset.invoke(unsafe, reverse), false);
    }
}
