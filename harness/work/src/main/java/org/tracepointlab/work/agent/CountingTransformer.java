package org.tracepointlab.work.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.tracepointlab.work.runtime.Work;

/** Puts counters into each class as it is loaded or transformed again, and hooks into JMH's loops. Thread-safe. */
final class CountingTransformer implements ClassFileTransformer {
    private final Exclusions exclusions;
    private final Calls known;
    private final Registry registry;

    CountingTransformer(boolean jdk, Registry registry) {
        this.exclusions = new Exclusions(jdk);
        this.known = new Calls(jdk);
        this.registry = registry;
    }

    boolean excludes(String type) {
        return exclusions.excludes(type);
    }

    /**
     * What this does on a thread does not count as that thread's work. A class that it fails on stays as it was, and
     * is said.
     */
    @Override
    public byte[] transform(ClassLoader loader, String type, Class<?> redefined, ProtectionDomain domain, byte[] file) {
        Work.suspend();
        try {
            if (type != null && Exclusions.isGenerated(type)) {
                return hookLoops(file);
            }
            return excludes(type) ? null : count(loader, type, file);
        } catch (Throwable e) {
            registry.addFailure(type + ": " + e);
            return null;
        } finally {
            Work.resume();
        }
    }

    private byte[] count(ClassLoader loader, String type, byte[] file) {
        ClassCounter counter = new ClassCounter(file, known);
        byte[] counted = counter.count();
        String name = type.replace('/', '.');
        if (counted != null) {
            WeakReference<ClassLoader> weak = new WeakReference<>(loader);
            CountedClass version = new CountedClass(name, loader == null, weak, counter.methods());
            registry.add(counter.id(), version, counter.intrinsics());
        }
        counter.tooLarge().forEach(method ->
                registry.addFailure(name + '.' + method + ": too long with counters in it"));
        return counted;
    }

    private byte[] hookLoops(byte[] file) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, 0);
        if (!JmhLoops.hook(node)) {
            return null;
        }
        registry.addLoop();
        ClassWriter writer = new ClassWriter(0);
        node.methods.forEach(method -> method.maxStack += 2);
        node.accept(writer);
        return writer.toByteArray();
    }
}
