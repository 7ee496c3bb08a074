package org.tracepointlab.work.agent;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Puts hooks into the measurement loops that JMH generates: around each call of the benchmark method, where the loop
 * asks whether its time is up, and where it begins and ends. A loop {@code X_<mode>_jmhStub} calls the benchmark
 * method {@code X}, on a class that is generated as well. Calls outside of these loops (other threads are not ready
 * yet, or not yet done) have none.
 */
final class JmhLoops {
    private static final String SUFFIX = "_jmhStub";

    private JmhLoops() {
    }

    /** Whether it found such a loop. */
    static boolean hook(ClassNode type) {
        boolean found = false;
        for (MethodNode method : type.methods) {
            if (method.name.endsWith(SUFFIX)) {
                hook(method, benchmarkOf(method.name));
                found = true;
            }
        }
        return found;
    }

    /** {@code X} of {@code X_<mode>_jmhStub}. */
    static String benchmarkOf(String loop) {
        String withMode = loop.substring(0, loop.length() - SUFFIX.length());
        return withMode.substring(0, withMode.lastIndexOf('_'));
    }

    private static void hook(MethodNode method, String benchmark) {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof MethodInsnNode call && isBenchmark(call, benchmark)) {
                method.instructions.insertBefore(call, MethodCounter.work("enter", "()V"));
                method.instructions.insert(call, MethodCounter.work("exit", "()V"));
            } else if (insn instanceof FieldInsnNode field && isTimeUp(field)) {
                method.instructions.insert(field, MethodCounter.work("done", "(Z)Z"));
            } else if (BasicBlocks.returns(insn)) {
                method.instructions.insertBefore(insn, MethodCounter.work("loopEnds", "()V"));
            }
        }
        InsnList head = new InsnList();
        head.add(MethodCounter.work("loopBegins", "()V"));
        method.instructions.insert(head);
    }

    private static boolean isBenchmark(MethodInsnNode call, String benchmark) {
        return call.name.equals(benchmark) && call.getOpcode() != Opcodes.INVOKESTATIC
                && Exclusions.isGenerated(call.owner);
    }

    private static boolean isTimeUp(FieldInsnNode field) {
        return field.getOpcode() == Opcodes.GETFIELD && field.name.equals("isDone")
                && field.owner.startsWith("org/openjdk/jmh/");
    }
}
