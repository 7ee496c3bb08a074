package org.tracepointlab.harness.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of one fork of one cell. */
final class JmhCommand {

    private static final String META = "\\.[]{}()*+-?^$|";

    private JmhCommand() {
    }

    /**
     * @param artifacts where the fork may leave files of its own, relative to its working folder: JMH splits
     *     {@code -jvmArgsAppend} at blanks, so that an absolute path with a blank in it would not arrive
     */
    static List<String> of(Jdk jdk, Path jar, Cell cell, String result, String artifactsProperty, String artifacts) {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(jdk.quietFlags());
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), exactly(cell.benchmark())));
        cell.params().forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
        Iterations iterations = cell.iterations();
        command.addAll(List.of("-f", "1", "-wi", "" + iterations.warmups(), "-i", "" + iterations.measured()));
        if (!iterations.time().isEmpty()) {
            command.addAll(List.of("-w", iterations.time(), "-r", iterations.time()));
        }
        List<String> appended = new ArrayList<>(jdk.quietFlags());
        appended.add("-D" + artifactsProperty + "=" + artifacts);
        command.addAll(List.of("-jvmArgsAppend", String.join(" ", appended)));
        command.addAll(List.of("-foe", "true", "-rf", "json", "-rff", result));
        return command;
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
