package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Tracepoints of any signature, declared by an interface of their own:
 *
 * <pre>
 *     interface SchedSwitch {
 *         void fire(long previous, long next, String name);
 *     }
 *
 *     static final SchedSwitch SCHED_SWITCH =
 *             Tracepoints.declare(MethodHandles.lookup(), REGISTRY, "sched_switch", SchedSwitch.class);
 *     ...
 *     SCHED_SWITCH.fire(previous, next, name);
 * </pre>
 *
 * <p>The instance is of a hidden class made for it, whose method does nothing but invoke the tracepoint's handle, a
 * constant of that class: no argument is boxed and no array made. From a {@code static final} field the call folds away
 * while no probe is attached. Costs one class each, so it is for tracepoints that a program names, not for those that
 * it makes by the million.
 *
 * <p>A program that is unloaded before its registry is closed takes its tracepoints out of it
 * ({@link TracepointRegistry#undeclare}); then its class loader, these classes and their code are the collector's.
 *
 * <p>Thread-safe.
 */
public final class Tracepoints {

    private Tracepoints() {
    }

    /**
     * Declares a tracepoint and returns what fires it, from a thread that RCU watches.
     *
     * @param caller   a lookup with full access to a class that sees the interface; the hidden class is its nestmate
     * @param registry where it is declared
     * @param name     unique in the registry, by which {@link TracepointRegistry#tracepoint} finds it, to attach probes
     * @param type an interface with exactly one abstract method, which returns void; its parameters are the signature
     * @throws TracepointException      EINVAL if the interface is not of that form, EEXIST if the name is taken
     * @throws IllegalArgumentException if the lookup has no full access or does not see the interface
     * @throws IllegalStateException    as {@link TracepointRegistry#declare(String, MethodType)}
     */
    public static <T> T declare(Lookup caller, TracepointRegistry registry, String name, Class<T> type) {
        Objects.requireNonNull(name, "name");
        Method method = method(name, type);
        if (!caller.hasFullPrivilegeAccess()) {
            throw new IllegalArgumentException(
                    "expected a lookup with full access, such as MethodHandles.lookup(), to declare"
                    + " tracepoint '" + name + "'; found " + caller);
        }
        MethodType signature = MethodType.methodType(void.class, method.getParameterTypes());
        requireVisible(caller, name, type);
        Tracepoint tracepoint = registry.declare(name, signature);
        byte[] code = FiringClass.bytes(caller.lookupClass(), type, method.getName(), signature);
        try {
            Lookup hidden = caller.defineHiddenClassWithClassData(code, tracepoint.fireUnmarked(), true,
                    Lookup.ClassOption.NESTMATE);
            FiringFrames.add(hidden.lookupClass());
            MethodHandle constructor = hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class));
            return type.cast(constructor.invoke());
        } catch (Throwable e) {
            throw undeclared(registry, tracepoint, e);
        }
    }

    /** The name is free again, for another attempt. */
    private static LinkageError undeclared(TracepointRegistry registry, Tracepoint tracepoint, Throwable reason) {
        LinkageError error = new LinkageError("cannot define the class of " + tracepoint, reason);
        try {
            registry.undeclare(tracepoint);
        } catch (RuntimeException another) {
            error.addSuppressed(another);
        }
        return error;
    }

    private static Method method(String name, Class<?> type) {
        if (!type.isInterface() || type.isSealed()) {
            throw invalid(name, "expected an interface that is not sealed, found " + type);
        }
        List<Method> methods = Arrays.stream(type.getMethods()).filter(m -> Modifier.isAbstract(m.getModifiers()))
                .toList();
        if (methods.size() != 1) {
            throw invalid(name, "expected one abstract method in " + type.getName() + ", found " + methods.size());
        }
        Method method = methods.get(0);
        if (method.getReturnType() != void.class) {
            throw invalid(name, method + " must return void");
        }
        return method;
    }

    private static void requireVisible(Lookup caller, String name, Class<?> type) {
        try {
            caller.accessClass(type);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException("expected an interface that " + caller.lookupClass().getName()
                    + " may use, to declare tracepoint '" + name + "'; found " + type.getName(), e);
        }
    }

    private static TracepointException invalid(String name, String what) {
        return new TracepointException(Errno.EINVAL, "tracepoint '" + name + "': " + what);
    }
}
