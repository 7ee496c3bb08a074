package org.tracepointlab.work;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Which methods differ between two jars: what their code does, not where it stands in a file. Any thread. */
public final class JarMethods {

    private static final String CLASS = ".class";

    private JarMethods() {
    }

    /**
     * Methods of the second jar that the first one does not have, or has with other code, as {@code
     * org.example.Table.scan}: all of a name in a class are one. Line numbers are not code.
     *
     * @throws IOException if a jar cannot be read
     */
    public static Set<String> changed(Path before, Path after) throws IOException {
        Set<String> changed = new TreeSet<>();
        try (JarFile old = new JarFile(before.toFile(), false); JarFile now = new JarFile(after.toFile(), false)) {
            Enumeration<JarEntry> entries = now.entries();
            while (entries.hasMoreElements()) {
                String name = entries.nextElement().getName();
                if (name.endsWith(CLASS) && !name.startsWith("META-INF/")) {
                    compare(name, bytes(old, name), bytes(now, name), changed);
                }
            }
        }
        return changed;
    }

    private static byte[] bytes(JarFile jar, String name) throws IOException {
        JarEntry entry = jar.getJarEntry(name);
        if (entry == null) {
            return new byte[0];
        }
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static void compare(String name, byte[] before, byte[] after, Set<String> changed) {
        if (Arrays.equals(before, after)) {
            return;
        }
        String type = name.substring(0, name.length() - CLASS.length()).replace('/', '.');
        Map<String, ByteBuffer> old = before.length == 0 ? Map.of() : methods(before);
        methods(after).forEach((method, code) -> {
            if (!code.equals(old.get(method))) {
                changed.add(type + "." + method.substring(0, method.indexOf('(')));
            }
        });
    }

    /** Each method's code by name and descriptor, with a constant pool of its own: equal code has equal bytes. */
    private static Map<String, ByteBuffer> methods(byte[] file) {
        ClassNode type = new ClassNode();
        try {
            new ClassReader(file).accept(type, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Map.of(); // a class file that no virtual machine of today takes either
        }
        Map<String, ByteBuffer> methods = new HashMap<>();
        for (MethodNode method : type.methods) {
            ClassWriter alone = new ClassWriter(0);
            alone.visit(Opcodes.V1_8, 0, "A", null, null, null);
            method.accept(alone);
            methods.put(method.name + method.desc, ByteBuffer.wrap(alone.toByteArray()));
        }
        return methods;
    }
}
