package org.tracepointlab.work.agent;

import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** What calls mean that say it by their names: updates that are atomic, and objects that native code allocates. */
final class Calls {
    private static final Set<String> UNSAFE = Set.of("jdk/internal/misc/Unsafe", "sun/misc/Unsafe");
    private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";
    private static final String ATOMIC_PACKAGE = "java/util/concurrent/atomic/";
    private static final Set<String> PLAIN = Set.of("get", "set", "getPlain", "setPlain", "lazySet",
            "getAcquire", "setRelease", "getOpaque", "setOpaque", "toString", "<init>", "intValue", "longValue",
            "floatValue", "doubleValue", "length");
    /** Owner, name: the result is an object that no counted code has allocated. */
    private static final Set<String> ALLOCATES = Set.of(
            "java/lang/reflect/Array.newArray", "java/lang/reflect/Array.multiNewArray",
            "java/lang/reflect/Constructor.newInstance",
            "jdk/internal/misc/Unsafe.allocateInstance", "jdk/internal/misc/Unsafe.allocateUninitializedArray",
            "sun/misc/Unsafe.allocateInstance");
    /** The same, where the JDK's code is not counted. */
    private static final Set<String> JDK_ALLOCATES =
            Set.of("java/lang/reflect/Array.newInstance", "java/lang/Class.newInstance");

    private final boolean jdk;

    /** @param jdk whether the JDK's own classes are counted, and with them the atomic updates inside of them */
    Calls(boolean jdk) {
        this.jdk = jdk;
    }

    boolean isAtomic(MethodInsnNode call) {
        if (UNSAFE.contains(call.owner) || call.owner.equals(VAR_HANDLE)) {
            return isUpdate(call.name);
        }
        return !jdk && call.owner.startsWith(ATOMIC_PACKAGE) && !PLAIN.contains(call.name);
    }

    private static boolean isUpdate(String name) {
        return name.startsWith("compareAnd") || name.startsWith("weakCompareAnd") || name.startsWith("getAnd")
                && !name.startsWith("getAndCheck") || name.equals("fullFence") || name.equals("setVolatile")
                || name.startsWith("put") && name.endsWith("Volatile");
    }

    boolean allocates(MethodInsnNode call) {
        if (call.name.equals("clone") && call.desc.equals("()Ljava/lang/Object;")) {
            return call.owner.startsWith("[") || call.owner.equals("java/lang/Object");
        }
        if (call.owner.equals("java/util/Arrays") && call.name.startsWith("copyOf")) {
            return !jdk || call.desc.contains("Ljava/lang/Class;");
        }
        if (call.owner.equals("java/lang/StringUTF16") && call.name.equals("toBytes")) {
            return call.desc.equals("([CII)[B");
        }
        String method = call.owner + '.' + call.name;
        return ALLOCATES.contains(method) || !jdk && JDK_ALLOCATES.contains(method);
    }

    /** A lambda or method reference that captures something is an object of its own; others are made once. */
    static boolean allocates(InvokeDynamicInsnNode call) {
        Handle bootstrap = call.bsm;
        return bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory") && !call.desc.startsWith("()");
    }
}
