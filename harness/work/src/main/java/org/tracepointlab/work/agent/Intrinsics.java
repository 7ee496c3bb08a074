package org.tracepointlab.work.agent;

import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Methods that the VM may replace by code of its own once it compiles their callers. What they do, and what they
 * call, must not count while they are interpreted, or else counts would depend on when the JIT is done.
 */
final class Intrinsics {
    /**
     * Marked as such, but replaced by two optimisations only, of string concatenation and of boxing, which a counted
     * run turns off.
     */
    private static final Set<String> KEPT = Set.of("java/lang/StringBuilder", "java/lang/StringBuffer",
            "java/lang/Boolean", "java/lang/Byte", "java/lang/Short", "java/lang/Character", "java/lang/Integer",
            "java/lang/Long", "java/lang/Float", "java/lang/Double");
    private static final Set<String> KEPT_METHODS = Set.of("<init>", "append", "toString", "valueOf");

    /**
     * Never replaced, but taken for one call all the same: in which place of the table an entry lies, and so how many
     * are looked at, depends on how many thread locals other threads have made before.
     */
    private static final String THREAD_LOCALS = "java/lang/ThreadLocal$ThreadLocalMap";

    private Intrinsics() {
    }

    static boolean mayReplace(String owner, MethodNode method) {
        if (method.name.equals("<init>") || KEPT.contains(owner) && isKept(method.name)
                || callsTheProgram(owner, method.name)) {
            return false;
        }
        return owner.equals(THREAD_LOCALS) || method.visibleAnnotations != null
                && method.visibleAnnotations.stream().anyMatch(Intrinsics::marks);
    }

    /**
     * Marked for other reasons (stack traces, how loops are compiled), and never replaced; what they call is the
     * program's.
     */
    private static boolean callsTheProgram(String owner, String name) {
        return owner.equals("java/lang/reflect/Method") && name.equals("invoke")
                || owner.startsWith("java/util/stream/") && name.equals("forEachRemaining");
    }

    private static boolean isKept(String name) {
        return KEPT_METHODS.contains(name) || name.endsWith("Value");
    }

    private static boolean marks(AnnotationNode annotation) {
        return annotation.desc.endsWith("IntrinsicCandidate;");
    }

    /** Suspends counting from the method's head to wherever it is left. */
    static void suspendIn(String owner, MethodNode method) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (BasicBlocks.returns(insn)) {
                method.instructions.insertBefore(insn, MethodCounter.work("resume", "()V"));
            }
        }
        LabelNode from = new LabelNode();
        LabelNode to = new LabelNode();
        FrameNode frame = Frames.ofHandler(owner, method);
        InsnList head = new InsnList();
        head.add(MethodCounter.work("suspend", "()V"));
        head.add(from);
        method.instructions.insert(head);
        method.instructions.add(to);
        method.instructions.add(frame);
        method.instructions.add(MethodCounter.work("resume", "()V"));
        method.instructions.add(new InsnNode(Opcodes.ATHROW));
        method.tryCatchBlocks.add(new TryCatchBlockNode(from, to, to, null));
        method.maxStack = Math.max(method.maxStack, 1);
    }
}
