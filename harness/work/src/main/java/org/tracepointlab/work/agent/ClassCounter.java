package org.tracepointlab.work.agent;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.tracepointlab.work.runtime.Work;

/** Puts the counters into one class file. Not thread-safe; one for each class. */
final class ClassCounter {
    private final byte[] file;
    private final Calls known;
    private final Set<String> tooLarge = new HashSet<>();
    private List<CountedMethod> methods;
    private int intrinsics;
    private int number;

    ClassCounter(byte[] file, Calls known) {
        this.file = file;
        this.known = known;
    }

    /** The class file with counters, or null if there is nothing to count. */
    byte[] count() {
        while (true) {
            try {
                return tryToCount();
            } catch (MethodTooLargeException e) {
                tooLarge.add(e.getMethodName() + e.getDescriptor());
            }
        }
    }

    private byte[] tryToCount() {
        ClassNode type = new ClassNode();
        new ClassReader(file).accept(type, ClassReader.EXPAND_FRAMES);
        methods = new ArrayList<>();
        intrinsics = 0;
        List<MethodNode> counted = countedMethods(type);
        if (counted.isEmpty() && intrinsics == 0) {
            return null;
        }
        putCounters(counted);
        ClassWriter writer = new ClassWriter(0);
        type.accept(writer);
        return writer.toByteArray();
    }

    private List<MethodNode> countedMethods(ClassNode type) {
        List<MethodNode> counted = new ArrayList<>();
        for (MethodNode method : type.methods) {
            boolean hasCode = (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
            if (!hasCode || Exclusions.excludesMethod(type.name, method.name)
                    || tooLarge.contains(method.name + method.desc)) {
                continue;
            }
            if (Intrinsics.mayReplace(type.name, method)) {
                Intrinsics.suspendIn(type.name, method);
                intrinsics++;
            } else {
                counted.add(method);
            }
        }
        return counted;
    }

    private void putCounters(List<MethodNode> counted) {
        int size = 0;
        for (MethodNode method : counted) {
            size += BasicBlocks.heads(method).size() + MethodCounter.EXTRA_CELLS;
        }
        int id = Work.define(size);
        int cell = 0;
        for (MethodNode method : counted) {
            MethodCounter counter = new MethodCounter(method, known, cell);
            methods.add(counter.count(id));
            cell += counter.cells();
        }
        number = id;
    }

    /** The class's number among counted ones. */
    int id() {
        return number;
    }

    List<CountedMethod> methods() {
        return methods;
    }

    /** Methods that cannot hold the counters: they would be longer than a method may be. */
    Set<String> tooLarge() {
        return tooLarge;
    }

    /** Methods inside of which nothing counts. */
    int intrinsics() {
        return intrinsics;
    }
}
