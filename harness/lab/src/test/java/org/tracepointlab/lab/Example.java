package org.tracepointlab.lab;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles and runs what a page shows, in a folder of its own. */
final class Example {

    private static final long SECONDS = 120;

    private Example() {
    }

    /** What a finished process said. */
    record Ended(int code, String out) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Writes a class and compiles it with every warning as an error; returns the folder of its class files. */
    static Path compile(Path folder, String className, String code) throws IOException {
        Path source = folder.resolve(className.replace('.', '/') + ".java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, code);
        Path classes = Files.createDirectories(folder.resolve("compiled"));
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of("--release", "17", "-Xlint:all,-processing,-classfile,-path,-options",
                    "-Werror",
                    "-proc:none", "-cp", System.getProperty("java.class.path"), "-d", classes.toString());
            if (!javac.getTask(said, files, null, options, null, files.getJavaFileObjects(source)).call()) {
                throw new AssertionError("expected an example that compiles, found:\n" + said);
            }
        }
        return classes;
    }

    /** Runs a class of a folder in a JVM of its own. */
    static Ended java(Path classes, String className) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(classes, "err", ".txt"); // a newer JVM warns there of JNA's native access
        return run(classes, Map.of(), List.of(javaCommand(), "-cp",
                classes + java.io.File.pathSeparator + System.getProperty("java.class.path"), className), errors);
    }

    private static String javaCommand() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Runs the lines as a shell would, in a folder in which {@code scripts/lab} is the lab of this build. */
    static Ended shell(Path folder, String lines) throws IOException, InterruptedException {
        Path lab = folder.resolve("scripts/lab");
        if (Files.notExists(lab)) {
            Files.createDirectories(lab.getParent());
            Files.writeString(lab, "#!/bin/sh\nexec \"" + javaCommand() + "\" -Djava.awt.headless=true"
                    + " -Djmhgate.class.path=\"${LAB_CLASSPATH:-}\" -cp \"" + System.getProperty("java.class.path")
                    + "${LAB_CLASSPATH:+:$LAB_CLASSPATH}\" org.tracepointlab.lab.Lab \"$@\"\n");
            if (!lab.toFile().setExecutable(true)) {
                throw new AssertionError("expected that " + lab + " can be made executable");
            }
        }
        String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
        return run(folder, Map.of("PATH", path), List.of("sh", "-ec", lines), null);
    }

    /** With its errors among its output, or in a file of their own. */
    private static Ended run(Path folder, Map<String, String> environment, List<String> command, Path errors)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(folder.toFile())
                .redirectErrorStream(errors == null).redirectOutput(out.toFile());
        if (errors != null) {
            builder.redirectError(errors.toFile());
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            try (Stream<ProcessHandle> children = process.descendants()) {
                children.forEach(ProcessHandle::destroyForcibly);
            }
            process.destroyForcibly();
            throw new AssertionError("expected an end within " + SECONDS + " s of " + command
                    + ", found none; it said:\n"
                    + Files.readString(out));
        }
        return new Ended(process.exitValue(), Files.readString(out));
    }
}
