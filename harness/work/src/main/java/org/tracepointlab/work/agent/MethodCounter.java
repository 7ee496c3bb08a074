package org.tracepointlab.work.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Puts the counters into one method: at its entry it asks for its class's cells, at the head of each basic block it
 * adds one to the block's cell, and where it allocates what is known only then, it says so.
 */
final class MethodCounter {
    private static final String RUNTIME = "org/tracepointlab/work/runtime/";
    private static final String WORK = RUNTIME + "Work";
    private static final String ALLOCATIONS = RUNTIME + "Allocations";
    private static final int REFERENCE = 12;
    /** What the longest piece of code put in pushes. */
    private static final int MORE_STACK = 8;
    /** A method has these besides one for each block: bytes and objects that are known only when they are allocated. */
    static final int EXTRA_CELLS = 2;

    private final MethodNode method;
    private final Calls known;
    private final int firstCell;
    private final int local;
    private final List<Costs> blocks = new ArrayList<>();
    private boolean measuresBytes;
    private boolean measuresObjects;

    MethodCounter(MethodNode method, Calls known, int firstCell) {
        this.method = method;
        this.known = known;
        this.firstCell = firstCell;
        local = method.maxLocals;
    }

    /** Its cells. */
    int cells() {
        return blocks.size() + EXTRA_CELLS;
    }

    CountedMethod count(int id) {
        List<AbstractInsnNode> heads = BasicBlocks.heads(method);
        addCosts(new HashSet<>(heads));
        measure();
        for (int i = 0; i < heads.size(); i++) {
            method.instructions.insertBefore(heads.get(i), increment(firstCell + i));
        }
        Frames.bindToNew(method);
        method.instructions.insert(entry(id));
        Frames.addCells(method, local);
        method.maxLocals++;
        method.maxStack += MORE_STACK;
        return new CountedMethod(method.name + method.desc, firstCell, blocks, measuresBytes ? bytesCell() : -1,
                measuresObjects ? bytesCell() + 1 : -1);
    }

    private int bytesCell() {
        return firstCell + blocks.size();
    }

    private void addCosts(Set<AbstractInsnNode> heads) {
        Costs costs = null;
        for (AbstractInsnNode insn = method.instructions.getFirst(); insn != null; insn = insn.getNext()) {
            if (heads.contains(insn)) {
                costs = new Costs();
                blocks.add(costs);
            }
            if (insn.getOpcode() >= 0) {
                add(insn, costs);
            }
        }
        if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            blocks.get(0).monitors++;
        }
    }

    private void add(AbstractInsnNode insn, Costs costs) {
        costs.bytecodes++;
        switch (insn.getOpcode()) {
            case Opcodes.MONITORENTER -> costs.monitors++;
            case Opcodes.NEW -> costs.allocates(((TypeInsnNode) insn).desc);
            case Opcodes.NEWARRAY, Opcodes.ANEWARRAY -> costs.objects++;
            case Opcodes.INVOKEDYNAMIC -> {
                costs.calls++;
                costs.objects += Calls.allocates((InvokeDynamicInsnNode) insn) ? 1 : 0;
            }
            default -> {
                if (insn instanceof MethodInsnNode call) {
                    costs.calls++;
                    costs.atomics += known.isAtomic(call) ? 1 : 0;
                    costs.objects += known.allocates(call) ? 1 : 0;
                }
            }
        }
    }

    private void measure() {
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn.getOpcode() == Opcodes.NEWARRAY) {
                before(insn, ((IntInsnNode) insn).operand);
            } else if (insn.getOpcode() == Opcodes.ANEWARRAY) {
                before(insn, REFERENCE);
            } else if (insn instanceof MultiANewArrayInsnNode nested) {
                after(nested);
            } else if (insn instanceof MethodInsnNode call && known.allocates(call)
                    || insn instanceof InvokeDynamicInsnNode lambda && Calls.allocates(lambda)) {
                after(insn);
            }
        }
    }

    /** Its length is on the stack. */
    private void before(AbstractInsnNode newArray, int kind) {
        measuresBytes = true;
        InsnList list = new InsnList();
        list.add(new InsnNode(Opcodes.DUP));
        list.add(constant(kind));
        list.add(new VarInsnNode(Opcodes.ALOAD, local));
        list.add(constant(bytesCell()));
        list.add(call(ALLOCATIONS, "array", "(II[JI)V"));
        method.instructions.insertBefore(newArray, list);
    }

    private void after(AbstractInsnNode allocation) {
        measuresBytes = true;
        InsnList list = new InsnList();
        list.add(new InsnNode(Opcodes.DUP));
        list.add(new VarInsnNode(Opcodes.ALOAD, local));
        list.add(constant(bytesCell()));
        list.add(call(ALLOCATIONS, "object", "(Ljava/lang/Object;[JI)V"));
        method.instructions.insert(allocation, list);
    }

    private void after(MultiANewArrayInsnNode nested) {
        measuresBytes = true;
        measuresObjects = true;
        InsnList list = new InsnList();
        list.add(new InsnNode(Opcodes.DUP));
        list.add(constant(nested.dims));
        list.add(new VarInsnNode(Opcodes.ALOAD, local));
        list.add(constant(bytesCell()));
        list.add(constant(bytesCell() + 1));
        list.add(call(ALLOCATIONS, "nested", "(Ljava/lang/Object;I[JII)V"));
        method.instructions.insert(nested, list);
    }

    private InsnList entry(int id) {
        InsnList list = new InsnList();
        list.add(constant(id));
        list.add(call(WORK, "cells", "(I)[J"));
        list.add(new VarInsnNode(Opcodes.ASTORE, local));
        return list;
    }

    private InsnList increment(int cell) {
        InsnList list = new InsnList();
        list.add(new VarInsnNode(Opcodes.ALOAD, local));
        list.add(constant(cell));
        list.add(new InsnNode(Opcodes.DUP2));
        list.add(new InsnNode(Opcodes.LALOAD));
        list.add(new InsnNode(Opcodes.LCONST_1));
        list.add(new InsnNode(Opcodes.LADD));
        list.add(new InsnNode(Opcodes.LASTORE));
        return list;
    }

    static MethodInsnNode call(String owner, String name, String descriptor) {
        return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    static MethodInsnNode work(String name, String descriptor) {
        return call(WORK, name, descriptor);
    }

    private static AbstractInsnNode constant(int value) {
        if (value >= -1 && value <= 5) {
            return new InsnNode(Opcodes.ICONST_0 + value);
        }
        if (value == (byte) value) {
            return new IntInsnNode(Opcodes.BIPUSH, value);
        }
        return value == (short) value ? new IntInsnNode(Opcodes.SIPUSH, value) : new LdcInsnNode(value);
    }
}
