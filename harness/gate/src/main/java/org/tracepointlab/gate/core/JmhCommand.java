package org.tracepointlab.gate.core;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line of one fork of one cell. */
final class JmhCommand {

    /**
     * System property: more jars for the forks, separated as in any class path, such as those that a service loader
     * finds.
     */
    static final String CLASS_PATH = "jmhgate.class.path";
    private static final String JMH = "org.openjdk.jmh.Main";
    private static final String META = "\\.[]{}()*+-?^$|";

    private JmhCommand() {
    }

    /**
     * @param artifacts where the fork may leave files of its own, relative to its working folder: JMH splits
     *     {@code -jvmArgsAppend} at blanks, so that an absolute path with a blank in it would not arrive
     * @param jvmArgs more options of the fork's JVM, without blanks
     */
    static List<String> of(Jdk jdk, Path jar, Cell cell, String result, String artifactsProperty, String artifacts,
            List<String> jvmArgs, Profiling profiling) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(jdk.quietFlags());
        if (!profiling.none()) {
            command.add("-Djmh.ignoreLock=true");
        }
        command.addAll(launch(jar, moreJars(profiling.jars())));
        command.add(exactly(cell.benchmark()));
        if (!profiling.none()) {
            command.addAll(List.of("-prof", profiling.option()));
        }
        cell.params().forEach((name, value) -> {
            if (!name.equals(Cell.JDK)) {
                command.addAll(List.of("-p", name + "=" + value));
            }
        });
        Iterations iterations = cell.iterations();
        command.addAll(List.of("-f", "1"));
        if (!iterations.declared()) {
            command.addAll(List.of("-wi", "" + iterations.warmups(), "-i", "" + iterations.measured()));
        }
        if (!iterations.time().isEmpty()) {
            command.addAll(List.of("-w", iterations.time(), "-r", iterations.time()));
        }
        List<String> appended = new ArrayList<>(jdk.quietFlags());
        appended.add("-D" + artifactsProperty + "=" + artifacts);
        appended.addAll(jvmArgs);
        command.addAll(List.of("-jvmArgsAppend", String.join(" ", appended)));
        command.addAll(List.of("-foe", "true", "-rf", "json", "-rff", result));
        return command;
    }

    /** The entries of {@link #CLASS_PATH} as they are found from here: a fork runs in a folder of its own. */
    static String moreJars() {
        return moreJars(List.of());
    }

    private static String moreJars(List<Path> last) {
        Stream<Path> given = Arrays.stream(System.getProperty(CLASS_PATH, "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty()).map(Path::of);
        return Stream.concat(given, last.stream()).map(jar -> jar.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** With more jars, the jar's main class is named; it is JMH's where the jar does not say. */
    static List<String> launch(Path jar, String more) {
        String file = jar.toAbsolutePath().toString();
        return more.isEmpty() ? List.of("-jar", file)
                : List.of("-cp", file + File.pathSeparator + more, mainClass(jar));
    }

    private static String mainClass(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String main = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            return main == null ? JMH : main;
        } catch (IOException e) {
            return JMH; // whoever starts it says what is wrong with the jar
        }
    }

    /** A regular expression that matches this name and nothing else. */
    static String exactly(String name) {
        StringBuilder regex = new StringBuilder("^");
        for (char c : name.toCharArray()) {
            if (META.indexOf(c) >= 0) {
                regex.append('\\');
            }
            regex.append(c);
        }
        return regex.append('$').toString();
    }
}
