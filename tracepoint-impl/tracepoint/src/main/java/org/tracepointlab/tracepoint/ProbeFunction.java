package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;

/**
 * What a probe calls: a method handle of type {@code (Object data, A...)void}, and an identity. Immutable.
 *
 * <p>Two are equal if they were made of the same object (the same handle, or the same probe instance), as func pointers
 * are in the kernel. Make one for each func and keep it: a second one of the same probe is equal, but is another target
 * to patch to. One of a handle, or isolated, has a small class of its own once it has been attached beside other
 * probes.
 */
public final class ProbeFunction {

    /** {@code (ProbeFunction, ProbeFailureHandler, Throwable, Object data)void}. */
    private static final MethodHandle FAILED;

    static {
        try {
            FAILED = MethodHandles.lookup().findStatic(ProbeFunction.class, "failed", MethodType.methodType(
                    void.class, ProbeFunction.class, ProbeFailureHandler.class, Throwable.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final LinkShape.OfProbes NO_ARG = new LinkShape.OfProbes(NoArgProbe.class);
    private static final LinkShape.OfProbes LONG = new LinkShape.OfProbes(LongProbe.class, long.class);
    private static final LinkShape.OfProbes LONG_LONG =
            new LinkShape.OfProbes(LongLongProbe.class, long.class, long.class);
    private static final LinkShape.OfProbes OBJECT = new LinkShape.OfProbes(ObjectProbe.class, Object.class);

    private final Object identity;
    private final MethodHandle target;
    private final MethodHandle callTarget;
    private final LinkShape shape;
    /** The target for objects of any class. Interfaces are not checked, as little as by the verifier. */
    private final MethodHandle erased;
    /** What its links are like, if it is a probe object and nothing else; or null. */
    private final LinkShape.OfProbes probes;
    /** Any link of its own, once there is one. Two threads may each make one, of which either will do. */
    private Link link;

    private ProbeFunction(Object identity, MethodHandle target, LinkShape.OfProbes probes) {
        this.identity = identity;
        this.target = target;
        this.shape = LinkShape.of(signature());
        this.erased = MethodHandles.explicitCastArguments(target, target.type().erase());
        this.probes = probes;
        this.callTarget = MethodHandles.dropArguments(target, 0, TracepointState.class);
    }

    /**
     * A func that is a method handle.
     *
     * @param target of type {@code (Object, A...)void}
     * @throws TracepointException EINVAL if it is of another type
     */
    public static ProbeFunction of(MethodHandle target) {
        MethodType type = target.type();
        if (type.returnType() != void.class || type.parameterCount() == 0 || type.parameterType(0) != Object.class) {
            throw new TracepointException(Errno.EINVAL,
                    "a func has type (Object,...)void, the first being its data; found " + type + ": use asType");
        }
        return new ProbeFunction(target, target, null);
    }

    /** A func that is a probe of a tracepoint without arguments. */
    public static ProbeFunction ofNoArg(NoArgProbe<?> probe) {
        return bind(NO_ARG, probe);
    }

    /** A func that is a probe of a tracepoint with one {@code long}. */
    public static ProbeFunction ofLong(LongProbe<?> probe) {
        return bind(LONG, probe);
    }

    /** A func that is a probe of a tracepoint with two {@code long}s. */
    public static ProbeFunction ofLongLong(LongLongProbe<?> probe) {
        return bind(LONG_LONG, probe);
    }

    /** A func that is a probe of a tracepoint with one object. */
    public static ProbeFunction ofObject(ObjectProbe<?, ?> probe) {
        return bind(OBJECT, probe);
    }

    private static ProbeFunction bind(LinkShape.OfProbes probes, Object probe) {
        Objects.requireNonNull(probe, "probe");
        MethodType type = probes.signature().insertParameterTypes(0, Object.class);
        try {
            return new ProbeFunction(probe,
                    MethodHandles.lookup().findVirtual(probes.type(), "probe", type).bindTo(probe), probes);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no method probe" + type + " in " + probes.type(), e);
        }
    }

    /**
     * The same func, but what it throws goes to a handler, and whoever fires goes on with the next probe. Without, it
     * reaches the caller of the tracepoint once the section has ended, and the probes after it are not called: that is
     * the default, as in the kernel nothing stands between a probe and whoever fires either. Costs readers of other
     * funcs nothing, and is decided here so that a tracepoint with one probe keeps calling it directly.
     *
     * <p>Equal to this one, so each detaches what the other attached. Keep it, as any func.
     */
    public ProbeFunction isolated(ProbeFailureHandler handler) {
        Objects.requireNonNull(handler, "handler");
        MethodHandle told = MethodHandles.insertArguments(FAILED, 0, this, handler);
        return new ProbeFunction(identity, MethodHandles.catchException(target, Throwable.class, told), null);
    }

    @SuppressWarnings("unused") // by FAILED
    private static void failed(ProbeFunction func, ProbeFailureHandler handler, Throwable thrown, Object data) {
        if (thrown instanceof VirtualMachineError error) {
            throw error;
        }
        handler.failed(func, data, thrown);
    }

    /** What is called, of type {@code (Object data, A...)void}. */
    public MethodHandle target() {
        return target;
    }

    /** {@link #target()} as a static call wants it: of type {@code (TracepointState, Object data, A...)void}. */
    MethodHandle callTarget() {
        return callTarget;
    }

    /** The links of its signature. */
    LinkShape shape() {
        return shape;
    }

    /**
     * A link that calls it.
     *
     * @param alone whether the chain has no other: then no class is made for it
     */
    Link link(Object data, Link next, boolean alone) {
        Link own = link;
        if (own == null) {
            if (alone) {
                return shape.ofAnyHandle().with(erased, data, next);
            }
            own = probes == null ? shape.ofHandle(erased) : probes.get(identity.getClass());
            link = own;
        }
        return own.with(identity, data, next);
    }

    /** The arguments of the tracepoints that it fits: {@code (A...)void}. */
    public MethodType signature() {
        return target.type().dropParameterTypes(0, 1);
    }

    /** Whether the tracepoint has the same arguments. */
    boolean fits(Tracepoint tracepoint) {
        return callTarget.type().equals(tracepoint.state().callType());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProbeFunction that && that.identity == identity;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(identity);
    }

    @Override
    public String toString() {
        return "func " + identity;
    }
}
