package org.tracepointlab.tracepoint;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/**
 * The class files of {@link Link}s of one shape {@code A...}. As Java source they would be
 *
 * <pre>
 *     abstract class LinkOfA extends Link {
 *         final Object data;
 *         final LinkOfA next;
 *
 *         LinkOfA(Object data, Link next) {
 *             this.data = data;
 *             this.next = (LinkOfA) next;
 *         }
 *
 *         abstract void fire(A... a);
 *     }
 *
 *     final class LinkOfA_ extends LinkOfA {
 *         final T callee;                       // or static, and a constant
 *
 *         LinkOfA_(Object callee, Object data, Link next) {
 *             super(data, next);
 *             this.callee = (T) callee;
 *         }
 *
 *         Link with(Object callee, Object data, Link next) {
 *             return new LinkOfA_(callee, data, next);
 *         }
 *
 *         void fire(A... a) {
 *             callee.invokeExact(data, a);      // or callee.probe(data, a), or callee.fire(a)
 *             if (next != null) {
 *                 next.fire(a);
 *             }
 *         }
 *     }
 * </pre>
 */
final class LinkClass {

    static final String FIRE = "fire";
    /** {@code (Object callee, Object data, Link next)}. */
    static final MethodType CONSTRUCTOR =
            MethodType.methodType(void.class, Object.class, Object.class, Link.class);

    private static final int ALOAD = 0x19;
    private static final int RETURN = 0xb1;
    private static final int ARETURN = 0xb0;
    private static final int DUP = 0x59;
    private static final int LDC_W = 0x13;
    private static final int GETSTATIC = 0xb2;
    private static final int PUTSTATIC = 0xb3;
    private static final int GETFIELD = 0xb4;
    private static final int PUTFIELD = 0xb5;
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int INVOKESPECIAL = 0xb7;
    private static final int INVOKEINTERFACE = 0xb9;
    private static final int NEW = 0xbb;
    private static final int CHECKCAST = 0xc0;
    private static final int IFNULL = 0xc6;

    private static final String INIT = "<init>";
    private static final String LINK = Link.class.getName().replace('.', '/');
    private static final String OBJECT_DESCRIPTOR = "Ljava/lang/Object;";
    private static final String SUPER_CONSTRUCTOR = "(" + OBJECT_DESCRIPTOR + "L" + LINK + ";)V";
    private static final String WITH = "(" + OBJECT_DESCRIPTOR + OBJECT_DESCRIPTOR + "L" + LINK + ";)L" + LINK + ";";

    private final MethodType erased;
    private final ConstantPool pool = new ConstantPool();
    private final ByteArrayOutputStream members = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(members);
    private final String baseName;

    private LinkClass(MethodType erased) {
        this.erased = erased;
        this.baseName = baseName(erased).replace('.', '/');
    }

    /** The binary name of the abstract class of that shape: it ends with the letters of its descriptor. */
    static String baseName(MethodType erased) {
        StringBuilder name = new StringBuilder(LINK.replace('/', '.')).append("Of");
        for (Class<?> parameter : erased.parameterArray()) {
            name.append(parameter.descriptorString().charAt(0));
        }
        return name.toString();
    }

    /** The abstract class. */
    static byte[] base(MethodType erased) {
        try {
            return new LinkClass(erased).writeBase();
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
    }

    /**
     * A class whose links each have a callee.
     *
     * @param callee MethodHandle, the abstract class, or an interface with a method {@code probe(Object, A...)}
     */
    static byte[] calling(MethodType erased, Class<?> callee) {
        try {
            return new LinkClass(erased).write(callee, false);
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
    }

    /** A class whose links all call the class's data, a method handle. */
    static byte[] ofConstant(MethodType erased) {
        try {
            return new LinkClass(erased).write(MethodHandle.class, true);
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
    }

    private byte[] writeBase() throws IOException {
        int self = pool.classRef(baseName);
        int parent = pool.classRef(LINK);
        int data = pool.field(self, "data", OBJECT_DESCRIPTOR);
        int next = pool.field(self, "next", "L" + baseName + ";");
        out.writeShort(2);
        member(ConstantPool.ACC_FINAL, "data", OBJECT_DESCRIPTOR);
        out.writeShort(0);
        member(ConstantPool.ACC_FINAL, "next", "L" + baseName + ";");
        out.writeShort(0);
        out.writeShort(2);
        Code init = new Code();
        init.load(0).op(INVOKESPECIAL, pool.method(parent, INIT, "()V"));
        init.load(0).load(1).op(PUTFIELD, data);
        init.load(0).load(2).op(CHECKCAST, self).op(PUTFIELD, next).op(RETURN);
        member(0, INIT, SUPER_CONSTRUCTOR);
        pool.code(out, 2, 3, init.bytes());
        member(ConstantPool.ACC_ABSTRACT, FIRE, erased.toMethodDescriptorString());
        out.writeShort(0);
        out.writeShort(0); // attributes
        return pool.classFile(ConstantPool.ACC_ABSTRACT, self, parent, new int[0], members.toByteArray());
    }

    private byte[] write(Class<?> callee, boolean constant) throws IOException {
        int self = pool.classRef(baseName + "_");
        int parent = pool.classRef(baseName);
        String type = callee.getName().replace('.', '/');
        int field = pool.field(self, "callee", "L" + type + ";");
        out.writeShort(1);
        member(ConstantPool.ACC_FINAL | (constant ? ConstantPool.ACC_STATIC : 0), "callee", "L" + type + ";");
        out.writeShort(0);
        out.writeShort(constant ? 4 : 3);
        member(0, INIT, CONSTRUCTOR.toMethodDescriptorString());
        pool.code(out, 3, 4, init(parent, constant ? -1 : field, type));
        member(0, "with", WITH);
        pool.code(out, 5, 4, with(self));
        fire(parent, field, callee, constant);
        if (!constant) {
            out.writeShort(0); // attributes
            return pool.classFile(ConstantPool.ACC_FINAL, self, parent, new int[0], members.toByteArray());
        }
        Code initializer = new Code();
        initializer.op(LDC_W, pool.dynamicConstant("_", "L" + type + ";")).op(PUTSTATIC, field).op(RETURN);
        member(ConstantPool.ACC_STATIC, "<clinit>", "()V");
        pool.code(out, 1, 0, initializer.bytes());
        out.writeShort(1);
        pool.classDataBootstrap(out);
        return pool.classFile(ConstantPool.ACC_FINAL, self, parent, new int[0], members.toByteArray());
    }

    private byte[] init(int parent, int field, String type) throws IOException {
        Code code = new Code();
        code.load(0).load(2).load(3).op(INVOKESPECIAL, pool.method(parent, INIT, SUPER_CONSTRUCTOR));
        if (field >= 0) {
            code.load(0).load(1).op(CHECKCAST, pool.classRef(type)).op(PUTFIELD, field);
        }
        return code.op(RETURN).bytes();
    }

    private byte[] with(int self) throws IOException {
        Code code = new Code();
        code.op(NEW, self).op(DUP).load(1).load(2).load(3);
        return code.op(INVOKESPECIAL, pool.method(self, INIT, CONSTRUCTOR.toMethodDescriptorString())).op(ARETURN)
                .bytes();
    }

    private void fire(int parent, int field, Class<?> callee, boolean constant) throws IOException {
        int next = pool.field(parent, "next", "L" + baseName + ";");
        int fireNext = pool.method(parent, FIRE, erased.toMethodDescriptorString());
        Code code = new Code();
        if (constant) {
            code.op(GETSTATIC, field);
        } else {
            code.load(0).op(GETFIELD, field);
        }
        call(code, parent, callee, fireNext);
        code.load(0).op(GETFIELD, next);
        int branch = code.size();
        int branchLength = 3;
        Code rest = new Code();
        rest.load(0).op(GETFIELD, next).arguments(erased).op(INVOKEVIRTUAL, fireNext);
        code.op(IFNULL, branchLength + rest.size()).append(rest);
        int end = branch + branchLength + rest.size();
        code.op(RETURN);
        int slots = FiringClass.slots(erased);
        member(0, FIRE, erased.toMethodDescriptorString());
        pool.code(out, 2 + slots, 1 + slots, code.bytes(), end);
    }

    private void call(Code code, int parent, Class<?> callee, int fireNext) throws IOException {
        if (Link.class.isAssignableFrom(callee)) {
            code.arguments(erased).op(INVOKEVIRTUAL, fireNext);
            return;
        }
        int owner = pool.classRef(callee.getName().replace('.', '/'));
        String descriptor = erased.insertParameterTypes(0, Object.class).toMethodDescriptorString();
        code.load(0).op(GETFIELD, pool.field(parent, "data", OBJECT_DESCRIPTOR)).arguments(erased);
        if (callee == MethodHandle.class) {
            code.op(INVOKEVIRTUAL, pool.method(owner, "invokeExact", descriptor));
        } else {
            code.op(INVOKEINTERFACE, pool.interfaceMethod(owner, "probe", descriptor));
            code.bytes(2 + FiringClass.slots(erased), 0);
        }
    }

    private void member(int access, String name, String descriptor) throws IOException {
        out.writeShort(access);
        out.writeShort(pool.utf8(name));
        out.writeShort(pool.utf8(descriptor));
    }

    /** Instructions, one after the other. */
    private static final class Code {

        private final ByteArrayOutputStream code = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(code);

        Code op(int opcode) throws IOException {
            out.writeByte(opcode);
            return this;
        }

        Code op(int opcode, int index) throws IOException {
            out.writeByte(opcode);
            out.writeShort(index);
            return this;
        }

        Code bytes(int first, int second) throws IOException {
            out.writeByte(first);
            out.writeByte(second);
            return this;
        }

        /** The reference in that local variable. */
        Code load(int local) throws IOException {
            return bytes(ALOAD, local);
        }

        /** The method's own arguments, which follow {@code this}. There are less than 256 slots of them. */
        Code arguments(MethodType type) throws IOException {
            int local = 1;
            for (Class<?> parameter : type.parameterArray()) {
                bytes(FiringClass.load(parameter), local);
                local += FiringClass.slots(parameter);
            }
            return this;
        }

        Code append(Code other) throws IOException {
            out.write(other.bytes());
            return this;
        }

        int size() {
            return code.size();
        }

        byte[] bytes() {
            return code.toByteArray();
        }
    }
}
