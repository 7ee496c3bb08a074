package org.tracepointlab.tracepoint;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;

/**
 * Calls a method through one whose frame is so large that whoever gets through it has stack left for all that must not
 * run out of it afterwards: a lock goes through it, so that its unlock cannot throw a StackOverflowError. Either that
 * error is thrown before the lock has any effect, or there is room for the unlock.
 *
 * <p>Interpreted, the frame is there. Compiled, the method is inlined and costs no instruction; but HotSpot's compiled
 * code looks on entry whether the stack has room for the interpreter's frames of all that was inlined into it, which it
 * would need to go back to the interpreter at any point where it may ({@code Compile::bang_size_in_bytes}). So there
 * must be such a point in what is called: any check that hardly ever fails is one.
 *
 * <p>The large frame is a number in a class file, which no Java source can say shortly: hence the class is written
 * here.
 */
final class LargeFrame {

    /** Slots of 8 bytes. Locks and unlocks of all flavours take less than a tenth of it where interpreted. */
    private static final int SLOTS = 2_048;

    private static final String NAME = "through";

    private LargeFrame() {
    }

    /**
     * A handle of type {@code (T)void}.
     *
     * @param type   an interface
     * @param method one of its methods, without arguments and result
     */
    static MethodHandle of(Class<?> type, String method) {
        Lookup lookup = MethodHandles.lookup();
        try {
            Lookup hidden = lookup.defineHiddenClass(bytes(type, method), true);
            return hidden.findStatic(hidden.lookupClass(), NAME, MethodType.methodType(void.class, type));
        } catch (IOException e) {
            throw new UncheckedIOException("in memory", e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("cannot define a class that calls " + type + "." + method, e);
        }
    }

    private static byte[] bytes(Class<?> type, String method) throws IOException {
        ConstantPool pool = new ConstantPool();
        int self = pool.classRef(LargeFrame.class.getPackageName().replace('.', '/') + "/LargeFrame");
        int object = pool.classRef("java/lang/Object");
        String target = type.getName().replace('.', '/');
        int called = pool.interfaceMethod(pool.classRef(target), method, "()V");
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(members);
        out.writeShort(0); // fields
        out.writeShort(1);
        out.writeShort(ConstantPool.ACC_STATIC);
        out.writeShort(pool.utf8(NAME));
        out.writeShort(pool.utf8("(L" + target + ";)V"));
        pool.code(out, 1, SLOTS, call(called));
        out.writeShort(0); // attributes
        return pool.classFile(self, object, new int[0], members.toByteArray());
    }

    private static byte[] call(int called) throws IOException {
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(code);
        out.writeByte(0x2a); // aload_0
        out.writeByte(0xb9); // invokeinterface
        out.writeShort(called);
        out.writeByte(1);
        out.writeByte(0);
        out.writeByte(0xb1); // return
        return code.toByteArray();
    }
}
