package org.tracepointlab.tracepoint;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The constants of a class file that is being written, and what goes around them. The Java Virtual Machine
 * Specification, chapter 4. Written here, since the platform has no writer of class files before JDK 24.
 */
final class ConstantPool {

    static final int ACC_STATIC = 0x0008;
    static final int ACC_FINAL = 0x0010;
    static final int ACC_ABSTRACT = 0x0400;

    private static final int MAGIC = 0xCAFEBABE;
    private static final int JAVA_17 = 61;
    private static final int ACC_SUPER_SYNTHETIC = 0x0020 | 0x1000;
    private static final String CLASS_DATA =
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;";
    private static final int SAME_FRAME_EXTENDED = 251;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream pool = new DataOutputStream(bytes);
    private final Map<String, Integer> indexes = new LinkedHashMap<>();

    /** The file of a class that is final. Nothing may be added to the pool afterwards. */
    byte[] classFile(int self, int parent, int[] interfaces, byte[] members) throws IOException {
        return classFile(ACC_FINAL, self, parent, interfaces, members);
    }

    /** The class file. Nothing may be added to the pool afterwards. */
    byte[] classFile(int access, int self, int parent, int[] interfaces, byte[] members) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(file);
        head.writeInt(MAGIC);
        head.writeInt(JAVA_17);
        head.writeShort(indexes.size() + 1);
        head.write(bytes.toByteArray());
        head.writeShort(access | ACC_SUPER_SYNTHETIC);
        head.writeShort(self);
        head.writeShort(parent);
        head.writeShort(interfaces.length);
        for (int each : interfaces) {
            head.writeShort(each);
        }
        head.write(members);
        return file.toByteArray();
    }

    /** A method's one attribute: straight code, so it needs no stack map. */
    void code(DataOutputStream out, int stack, int locals, byte[] code) throws IOException {
        code(out, stack, locals, code, new byte[0]);
    }

    /**
     * The same for code that branches once, forwards.
     *
     * @param joint where it branches to, with the locals of the start and nothing on the stack
     */
    void code(DataOutputStream out, int stack, int locals, byte[] code, int joint) throws IOException {
        ByteArrayOutputStream map = new ByteArrayOutputStream();
        DataOutputStream frames = new DataOutputStream(map);
        frames.writeShort(utf8("StackMapTable"));
        frames.writeInt(5);
        frames.writeShort(1);
        frames.writeByte(SAME_FRAME_EXTENDED);
        frames.writeShort(joint);
        code(out, stack, locals, code, map.toByteArray());
    }

    private void code(DataOutputStream out, int stack, int locals, byte[] code, byte[] map) throws IOException {
        out.writeShort(1);
        out.writeShort(utf8("Code"));
        out.writeInt(12 + code.length + map.length);
        out.writeShort(stack);
        out.writeShort(locals);
        out.writeInt(code.length);
        out.write(code);
        out.writeShort(0); // handlers
        out.writeShort(map.length == 0 ? 0 : 1); // attributes
        out.write(map);
    }

    /** The attribute with the bootstrap method of {@link #dynamicConstant}: it makes it the class's data. */
    void classDataBootstrap(DataOutputStream out) throws IOException {
        int bootstrap = handleOfStatic(method(classRef("java/lang/invoke/MethodHandles"), "classData", CLASS_DATA));
        out.writeShort(utf8("BootstrapMethods"));
        out.writeInt(6);
        out.writeShort(1);
        out.writeShort(bootstrap);
        out.writeShort(0);
    }

    int utf8(String text) throws IOException {
        Integer known = indexes.get("1:" + text);
        if (known != null) {
            return known;
        }
        pool.writeByte(1);
        pool.writeUTF(text);
        return added("1:" + text);
    }

    int classRef(String name) throws IOException {
        int text = utf8(name);
        return entry("7:" + name, 7, text, -1);
    }

    int field(int owner, String name, String descriptor) throws IOException {
        return member(9, owner, name, descriptor);
    }

    int method(int owner, String name, String descriptor) throws IOException {
        return member(10, owner, name, descriptor);
    }

    int interfaceMethod(int owner, String name, String descriptor) throws IOException {
        return member(11, owner, name, descriptor);
    }

    private int member(int tag, int owner, String name, String descriptor) throws IOException {
        return entry(tag + ":" + owner + name + descriptor, tag, owner, nameAndType(name, descriptor));
    }

    /** A constant that the first bootstrap method makes. */
    int dynamicConstant(String name, String descriptor) throws IOException {
        return entry("17:0:" + name, 17, 0, nameAndType(name, descriptor));
    }

    private int nameAndType(String name, String descriptor) throws IOException {
        return entry("12:" + name + descriptor, 12, utf8(name), utf8(descriptor));
    }

    /** REF_invokeStatic. */
    int handleOfStatic(int method) throws IOException {
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
