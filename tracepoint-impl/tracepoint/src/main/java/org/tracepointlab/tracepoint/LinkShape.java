package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The links of all signatures that differ in classes of objects only. Immutable and thread-safe. There are as many as
 * there are such shapes in use; none refers to a class of anyone's.
 *
 * <ul>
 * <li>A func that is a handle gets a class of its own, with the handle as a constant: it is inlined there. The class is
 *     made when the func first shares a tracepoint with another one, and is unloaded once nobody refers to the func and
 *     its links any more.
 * <li>A func that is a probe object gets the class of all probes of its own class. The compiler finds one class of
 *     probes there, so it inlines that one.
 * <li>A func that is alone at its tracepoint is called without any link; only a delayed reader meets the iterator
 *     there. Its link calls a handle that is no constant, which takes some 10 ns and no class.
 * </ul>
 */
final class LinkShape {

    private static final Lookup LOOKUP = MethodHandles.lookup();
    private static final Map<MethodType, LinkShape> SHAPES = new ConcurrentHashMap<>();

    /** {@code (A...)void}, all objects being of class Object. */
    private final MethodType erased;
    private final Class<?> base;
    /** The callee is a handle. */
    private final Link ofAnyHandle;
    /** The callee is the first link of a chain. */
    private final Link ofChain;

    private LinkShape(MethodType erased) {
        this.erased = erased;
        this.base = base(erased);
        this.ofAnyHandle = define(LinkClass.calling(erased, MethodHandle.class), null);
        this.ofChain = define(LinkClass.calling(erased, base), null);
    }

    /** @param signature of a tracepoint, {@code (A...)void} */
    static LinkShape of(MethodType signature) {
        MethodType erased = signature.erase();
        LinkShape known = SHAPES.get(erased);
        return known != null ? known : SHAPES.computeIfAbsent(erased, LinkShape::new);
    }

    /** The class is found where an attempt before this one ended after it had been defined. */
    private static Class<?> base(MethodType erased) {
        try {
            return LOOKUP.findClass(LinkClass.baseName(erased));
        } catch (ClassNotFoundException expected) {
            return defineBase(erased);
        } catch (IllegalAccessException e) {
            throw new LinkageError("no access to the links of " + erased, e);
        }
    }

    private static Class<?> defineBase(MethodType erased) {
        try {
            return LOOKUP.defineClass(LinkClass.base(erased));
        } catch (IllegalAccessException e) {
            throw new LinkageError("cannot define the links of " + erased, e);
        }
    }

    /** @param constant what the class is made for, or null */
    private static Link define(byte[] code, Object constant) {
        try {
            Lookup hidden = constant == null ? LOOKUP.defineHiddenClass(code, true)
                    : LOOKUP.defineHiddenClassWithClassData(code, constant, true);
            MethodHandle constructor = hidden.findConstructor(hidden.lookupClass(), LinkClass.CONSTRUCTOR);
            return (Link) constructor.invoke((Object) null, (Object) null, (Link) null);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("cannot define a class of links", e);
        }
    }

    /** Fires a chain: {@code (Link, A...)void} for a signature of this shape. Not kept, as it refers to its classes. */
    MethodHandle fire(MethodType signature) {
        try {
            return LOOKUP.findVirtual(base, LinkClass.FIRE, erased)
                    .asType(signature.insertParameterTypes(0, Link.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no method to fire in " + base, e);
        }
    }

    /** A link that calls the handle it is given, of type {@code (Object, A...)void}, erased. */
    Link ofAnyHandle() {
        return ofAnyHandle;
    }

    /** A link that fires the chain that it is given. */
    Link ofChain() {
        return ofChain;
    }

    /**
     * Makes a class whose links call that handle.
     *
     * @param target of type {@code (Object, A...)void}, erased
     */
    Link ofHandle(MethodHandle target) {
        return define(LinkClass.ofConstant(erased), target);
    }

    /** The links of one interface's probes: a class for each class of probes, kept by that class. */
    static final class OfProbes extends ClassValue<Link> {

        private final Class<?> type;
        private final MethodType signature;

        /** @param type an interface with one method, {@code probe(Object, A...)} */
        OfProbes(Class<?> type, Class<?>... arguments) {
            this.type = type;
            this.signature = MethodType.methodType(void.class, arguments);
        }

        Class<?> type() {
            return type;
        }

        MethodType signature() {
            return signature;
        }

        @Override
        protected Link computeValue(Class<?> probeClass) {
            LinkShape.of(signature); // the class that it extends
            return define(LinkClass.calling(signature, type), null);
        }
    }
}
