package org.tracepointlab.gate.run;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;
import org.tracepointlab.work.Growth;

/** Where the work profiler is: the jar that this program has it from, and a folder of classes with ASM beside it. */
final class WorkJars {

    private static final List<String> ASM = List.of("org.objectweb.asm.ClassReader",
            "org.objectweb.asm.tree.ClassNode");

    private WorkJars() {
    }

    static List<Path> find() {
        return Stream.concat(Stream.of(Growth.class.getName()), ASM.stream()).flatMap(WorkJars::home).distinct()
                .toList();
    }

    private static Stream<Path> home(String name) {
        try {
            CodeSource source = Class.forName(name, false, WorkJars.class.getClassLoader()).getProtectionDomain()
                    .getCodeSource();
            return source == null ? Stream.empty() : Stream.of(Path.of(source.getLocation().toURI()));
        } catch (ClassNotFoundException e) {
            return Stream.empty(); // the profiler's jar has ASM under another name
        } catch (URISyntaxException e) {
            throw new IllegalStateException("expected classes in a file, found " + e.getInput(), e);
        }
    }
}
