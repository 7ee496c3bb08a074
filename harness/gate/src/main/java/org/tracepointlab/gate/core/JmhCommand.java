package org.tracepointlab.gate.core;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of one fork of one cell. */
final class JmhCommand {

    /**
     * System property: more jars for the forks, separated as in any class path, such as those that a service loader
     * finds.
     */
    static final String CLASS_PATH = "jmhgate.class.path";
    private static final String META = "\\.[]{}()*+-?^$|";

    private JmhCommand() {
    }

    /**
     * @param artifacts where the fork may leave files of its own, relative to its working folder: JMH splits
     *     {@code -jvmArgsAppend} at blanks, so that an absolute path with a blank in it would not arrive
     * @param jvmArgs more options of the fork's JVM, without blanks
     */
    static List<String> of(Jdk jdk, Path jar, Cell cell, String result, String artifactsProperty, String artifacts,
            List<String> jvmArgs) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(jdk.quietFlags());
        command.addAll(launch(jar, moreJars()));
        command.add(exactly(cell.benchmark()));
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
        return Arrays.stream(System.getProperty(CLASS_PATH, "").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** With more jars, the jar's own main class cannot be asked for: it is JMH's. */
    static List<String> launch(Path jar, String more) {
        String file = jar.toAbsolutePath().toString();
        return more.isEmpty() ? List.of("-jar", file)
                : List.of("-cp", file + File.pathSeparator + more, "org.openjdk.jmh.Main");
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
