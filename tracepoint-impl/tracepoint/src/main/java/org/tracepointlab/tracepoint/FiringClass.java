package org.tracepointlab.tracepoint;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;

/**
 * The class file behind {@link Tracepoints#declare}: a class without fields, with a constructor and one method that
 * pushes the class's data, a method handle, as a dynamic constant, then its own arguments, and calls
 * {@code invokeExact}. Straight code, so it needs no stack map. {@code MethodHandles.classData} is the bootstrap of the
 * constant.
 */
final class FiringClass {

    private static final int ACC_PUBLIC = 0x0001;

    private static final int ALOAD_0 = 0x2a;
    private static final int INVOKESPECIAL = 0xb7;
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int LDC_W = 0x13;
    private static final int RETURN = 0xb1;
    private static final int WIDE = 0xc4;

    private static final String HANDLE = "java/lang/invoke/MethodHandle";

    private final ConstantPool pool = new ConstantPool();

    private FiringClass() {
    }

    /** The class file: in {@code host}'s package, implementing {@code type}'s one method. */
    static byte[] bytes(Class<?> host, Class<?> type, String method, MethodType signature) {
        try {
            return new FiringClass().write(host, type, method, signature);
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        }
    }

    private byte[] write(Class<?> host, Class<?> type, String method, MethodType signature) throws IOException {
        String name = host.getPackageName().replace('.', '/');
        int self = pool.classRef((name.isEmpty() ? "" : name + "/") + "Tracepoint");
        int object = pool.classRef("java/lang/Object");
        int implemented = pool.classRef(type.getName().replace('.', '/'));
        int handle = pool.classRef(HANDLE);
        String descriptor = signature.toMethodDescriptorString();
        int constructor = pool.method(object, "<init>", "()V");
        int invokeExact = pool.method(handle, "invokeExact", descriptor);
        int constant = pool.dynamicConstant("_", "L" + HANDLE + ";");

        ByteArrayOutputStream members = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(members);
        out.writeShort(0); // fields
        out.writeShort(2);
        method(out, "<init>", "()V", 1, 1, construct(constructor));
        int slots = slots(signature);
        method(out, method, descriptor, 1 + slots, 1 + slots, fire(constant, invokeExact, signature));
        out.writeShort(1);
        pool.classDataBootstrap(out);
        return pool.classFile(self, object, new int[] {implemented}, members.toByteArray());
    }

    private void method(DataOutputStream out, String name, String descriptor, int stack, int locals, byte[] code)
            throws IOException {
        out.writeShort(ACC_PUBLIC);
        out.writeShort(pool.utf8(name));
        out.writeShort(pool.utf8(descriptor));
        pool.code(out, stack, locals, code);
    }

    private static byte[] construct(int constructor) throws IOException {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(code);
        out.writeByte(ALOAD_0);
        out.writeByte(INVOKESPECIAL);
        out.writeShort(constructor);
        out.writeByte(RETURN);
        return code.toByteArray();
    }

    private static byte[] fire(int constant, int invokeExact, MethodType signature) throws IOException {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(code);
        out.writeByte(LDC_W);
        out.writeShort(constant);
        int local = 1;
        for (Class<?> parameter : signature.parameterArray()) {
            out.writeByte(WIDE);
            out.writeByte(load(parameter));
            out.writeShort(local);
            local += slots(parameter);
        }
        out.writeByte(INVOKEVIRTUAL);
        out.writeShort(invokeExact);
        out.writeByte(RETURN);
        return code.toByteArray();
    }

    /** iload, lload, fload, dload or aload. */
    static int load(Class<?> parameter) {
        if (!parameter.isPrimitive()) {
            return 0x19;
        }
        return parameter == long.class ? 0x16 : parameter == float.class ? 0x17 : parameter == double.class
                ? 0x18 : 0x15;
    }

    static int slots(Class<?> parameter) {
        return parameter == long.class || parameter == double.class ? 2 : 1;
    }

    static int slots(MethodType signature) {
        return signature.parameterList().stream().mapToInt(FiringClass::slots).sum();
    }
}
