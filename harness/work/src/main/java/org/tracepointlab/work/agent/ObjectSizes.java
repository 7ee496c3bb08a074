package org.tracepointlab.work.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The size of an instance of a class, as this virtual machine lays it out. Asked for classes of which instances were
 * allocated, so that it initialises none. Not thread-safe.
 */
final class ObjectSizes {
    private final Instrumentation vm;
    private final Map<Class<?>, OptionalLong> known = new HashMap<>();
    private final Object unsafe;
    private final Method allocate;

    /**
     * @throws ReflectiveOperationException if this virtual machine has no {@code jdk.internal.misc.Unsafe} to
     * allocate with
     */
    ObjectSizes(Instrumentation vm) throws ReflectiveOperationException {
        this.vm = vm;
        Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
        unsafe = type.getMethod("getUnsafe").invoke(null);
        allocate = type.getMethod("allocateInstance", Class.class);
    }

    /** Empty if no instance can be had. */
    OptionalLong of(Class<?> type) {
        return known.computeIfAbsent(type, this::measure);
    }

    private OptionalLong measure(Class<?> type) {
        try {
            return OptionalLong.of(vm.getObjectSize(allocate.invoke(unsafe, type)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }
}
