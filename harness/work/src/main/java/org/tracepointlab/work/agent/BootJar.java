package org.tracepointlab.work.agent;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/** Puts the runtime package on the boot class path, so that code of the JDK can call it. */
final class BootJar {
    private static final String RUNTIME = "org/tracepointlab/work/runtime/";
    private static final String[] CLASSES = {"Work", "Work$Window", "ThreadCounts", "Roles", "Allocations"};

    private BootJar() {
    }

    static void append(Instrumentation vm) throws IOException {
        Path jar = Files.createTempFile("jmh-work-runtime", ".jar");
        jar.toFile().deleteOnExit();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : CLASSES) {
                copy(RUNTIME + name + ".class", out);
            }
        }
        vm.appendToBootstrapClassLoaderSearch(new JarFile(jar.toFile()));
    }

    private static void copy(String file, JarOutputStream out) throws IOException {
        try (InputStream in = BootJar.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("expected " + file + " beside the agent, found nothing: is the jar whole?");
            }
            out.putNextEntry(new JarEntry(file));
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
