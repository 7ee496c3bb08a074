package org.tracepointlab.tracepoint;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The class file behind {@link Tracepoints#declare}: a class without fields, with a constructor and one method that pushes
 * the class's data, a method handle, as a dynamic constant, then its own arguments, and calls {@code invokeExact}. Straight
 * code, so it needs no stack map. Written here, since the platform has no writer of class files before JDK 24.
 *
 * <p>The Java Virtual Machine Specification, chapter 4; {@code MethodHandles.classData} is the bootstrap of the constant.
 */
final class FiringClass {

    private static final int MAGIC = 0xCAFEBABE;
    private static final int JAVA_17 = 61;
    private static final int ACC_PUBLIC = 0x0001;
    private static final int ACC_FINAL_SUPER_SYNTHETIC = 0x0010 | 0x0020 | 0x1000;

    private static final int ALOAD_0 = 0x2a;
    private static final int INVOKESPECIAL = 0xb7;
    private static final int INVOKEVIRTUAL = 0xb6;
    private static final int LDC_W = 0x13;
    private static final int RETURN = 0xb1;
    private static final int WIDE = 0xc4;

    private static final String HANDLE = "java/lang/invoke/MethodHandle";
    private static final String BOOTSTRAP = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)"
            + "Ljava/lang/Object;";

    private final ByteArrayOutputStream poolBytes = new ByteArrayOutputStream();
    private final DataOutputStream pool = new DataOutputStream(poolBytes);
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

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
        int self = classRef((name.isEmpty() ? "" : name + "/") + "Tracepoint");
        int object = classRef("java/lang/Object");
        int implemented = classRef(type.getName().replace('.', '/'));
        int handle = classRef(HANDLE);
        String descriptor = signature.toMethodDescriptorString();
        int constructor = member(10, object, "<init>", "()V");
        int invokeExact = member(10, handle, "invokeExact", descriptor);
        int bootstrap = handleOfStatic(member(10, classRef("java/lang/invoke/MethodHandles"), "classData", BOOTSTRAP));
        int constant = entry("17:0:_", 17, 0, nameAndType("_", "L" + HANDLE + ";"));

        ByteArrayOutputStream members = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(members);
        out.writeShort(2);
        method(out, "<init>", "()V", 1, 1, construct(constructor));
        int slots = slots(signature);
        method(out, method, descriptor, 1 + slots, 1 + slots, fire(constant, invokeExact, signature));
        out.writeShort(1);
        out.writeShort(utf8("BootstrapMethods"));
        out.writeInt(6);
        out.writeShort(1);
        out.writeShort(bootstrap);
        out.writeShort(0);

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(file);
        head.writeInt(MAGIC);
        head.writeInt(JAVA_17);
        head.writeShort(indexes.size() + 1);
        head.write(poolBytes.toByteArray());
        head.writeShort(ACC_FINAL_SUPER_SYNTHETIC);
        head.writeShort(self);
        head.writeShort(object);
        head.writeShort(1);
        head.writeShort(implemented);
        head.writeShort(0); // fields
        head.write(members.toByteArray());
        return file.toByteArray();
    }

    private void method(DataOutputStream out, String name, String descriptor, int stack, int locals, byte[] code)
            throws IOException {
        out.writeShort(ACC_PUBLIC);
        out.writeShort(utf8(name));
        out.writeShort(utf8(descriptor));
        out.writeShort(1);
        out.writeShort(utf8("Code"));
        out.writeInt(12 + code.length);
        out.writeShort(stack);
        out.writeShort(locals);
        out.writeInt(code.length);
        out.write(code);
        out.writeShort(0); // handlers
        out.writeShort(0); // attributes
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
    private static int load(Class<?> parameter) {
        if (!parameter.isPrimitive()) {
            return 0x19;
        }
        return parameter == long.class ? 0x16 : parameter == float.class ? 0x17 : parameter == double.class ? 0x18 : 0x15;
    }

    private static int slots(Class<?> parameter) {
        return parameter == long.class || parameter == double.class ? 2 : 1;
    }

    private static int slots(MethodType signature) {
        return signature.parameterList().stream().mapToInt(FiringClass::slots).sum();
    }

    private int utf8(String text) throws IOException {
        Integer known = indexes.get("1:" + text);
        if (known != null) {
            return known;
        }
        pool.writeByte(1);
        pool.writeUTF(text);
        return added("1:" + text);
    }

    private int classRef(String name) throws IOException {
        int text = utf8(name);
        return entry("7:" + name, 7, text, -1);
    }

    private int nameAndType(String name, String descriptor) throws IOException {
        return entry("12:" + name + descriptor, 12, utf8(name), utf8(descriptor));
    }

    private int member(int tag, int owner, String name, String descriptor) throws IOException {
        return entry(tag + ":" + owner + name + descriptor, tag, owner, nameAndType(name, descriptor));
    }

    /** REF_invokeStatic. */
    private int handleOfStatic(int method) throws IOException {
        pool.writeByte(15);
        pool.writeByte(6);
        pool.writeShort(method);
        return added("15:" + method);
    }

    /** An entry of one or two indexes. */
    private int entry(String key, int tag, int first, int second) throws IOException {
        Integer known = indexes.get(key);
        if (known != null) {
            return known;
        }
        pool.writeByte(tag);
        pool.writeShort(first);
        if (second >= 0) {
            pool.writeShort(second);
        }
        return added(key);
    }

    private int added(String key) {
        indexes.put(key, indexes.size() + 1);
        return indexes.size();
    }
}
