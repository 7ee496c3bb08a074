package org.tracepointlab.work.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Keeps a method's stack map true to what is put into it. Frames are expanded ones. */
final class Frames {
    private Frames() {
    }

    /** Adds a local variable, at index {@code local}, that holds an array of long wherever a frame is. */
    static void addCells(MethodNode method, int local) {
        for (AbstractInsnNode insn = method.instructions.getFirst(); insn != null; insn = insn.getNext()) {
            if (insn instanceof FrameNode frame) {
                frame.local = withCells(frame.local, local);
            }
        }
    }

    private static List<Object> withCells(List<Object> locals, int local) {
        List<Object> all = new ArrayList<>(locals);
        int index = 0;
        for (Object one : locals) {
            index += Opcodes.LONG.equals(one) || Opcodes.DOUBLE.equals(one) ? 2 : 1;
        }
        for (; index < local; index++) {
            all.add(Opcodes.TOP);
        }
        all.add("[J");
        return all;
    }

    /**
     * An object that is not initialised yet is named, in a frame, by the label of its {@code new}. Gives each of
     * these a label of its own, right before it, so that what is put at the head of the block does not part the two.
     */
    static void bindToNew(MethodNode method) {
        Map<LabelNode, LabelNode> own = new HashMap<>();
        for (AbstractInsnNode insn = method.instructions.getFirst(); insn != null; insn = insn.getNext()) {
            if (insn instanceof FrameNode frame) {
                frame.local = bound(method, frame.local, own);
                frame.stack = bound(method, frame.stack, own);
            }
        }
    }

    private static List<Object> bound(MethodNode method, List<Object> types, Map<LabelNode, LabelNode> own) {
        if (types == null) {
            return null;
        }
        List<Object> all = new ArrayList<>(types);
        all.replaceAll(type -> type instanceof LabelNode label
                ? own.computeIfAbsent(label, l -> before(method, l)) : type);
        return all;
    }

    private static LabelNode before(MethodNode method, LabelNode label) {
        AbstractInsnNode insn = label;
        while (insn.getOpcode() != Opcodes.NEW) {
            insn = insn.getNext();
        }
        LabelNode own = new LabelNode();
        method.instructions.insertBefore(insn, own);
        return own;
    }

    /** The frame of a handler around all of a method: its parameters, and what was thrown. */
    static FrameNode ofHandler(String owner, MethodNode method) {
        List<Object> locals = new ArrayList<>();
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            locals.add(owner);
        }
        for (Type type : Type.getArgumentTypes(method.desc)) {
            locals.add(verified(type));
        }
        return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"});
    }

    private static Object verified(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.CHAR, Type.BYTE, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }
}
