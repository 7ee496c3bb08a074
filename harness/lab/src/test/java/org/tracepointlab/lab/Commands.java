package org.tracepointlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine;

/** Whether a line that a page shows is one that the project's programs take. */
final class Commands {

    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"']|\"[^\"]*\"|'[^']*')+");

    private Commands() {
    }

    /** What is wrong with a line, if anything. A line that begins with none of the project's programs is output. */
    static Optional<String> problem(String line, Path checkout) {
        List<String> words = words(line);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        int first = 0;
        while (first < words.size() - 1 && words.get(first).matches("[A-Z_0-9]+=.*|sudo")) {
            first++;
        }
        List<String> arguments = words.subList(first + 1, words.size());
        String program = words.get(first);
        if (program.equals("scripts/lab")) {
            return parsed(Lab.line(), arguments);
        }
        if (program.equals("scripts/gate")) {
            return parsed(Lab.line(), Stream.concat(Stream.of("gate"), arguments.stream()).toList());
        }
        if (program.equals("scripts/gate-mutants")) {
            return parsed(Lab.line(), Stream.concat(Stream.of("gate-mutants"), arguments.stream()).toList());
        }
        if (program.startsWith("scripts/")) {
            return Files.isExecutable(checkout.resolve(program)) ? Optional.empty() : Optional.of("no such program");
        }
        if (program.equals("mvn")) {
            return profile(arguments, checkout);
        }
        if (program.equals("java") && arguments.size() > 1 && arguments.get(0).equals("-jar")) {
            return jar(arguments.get(1), arguments.subList(2, arguments.size()), checkout);
        }
        return Optional.empty();
    }

    /** As a shell splits it: quotes keep blanks together. */
    private static List<String> words(String line) {
        String command = line.replaceAll("\\s#\\s.*$", "").replaceAll("\\$\\(\\([^)]*\\)\\)", "1").strip();
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group().replaceAll("[\"']", ""));
        }
        return words;
    }

    private static Optional<String> parsed(CommandLine line, List<String> arguments) {
        try {
            line.parseArgs(arguments.toArray(String[]::new));
            return Optional.empty();
        } catch (CommandLine.ParameterException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> jar(String jar, List<String> arguments, Path checkout) {
        if (jar.endsWith("jmh-gate.jar")) { // its commands are the lab's too
            return parsed(Lab.line(), arguments);
        }
        if (!jar.equals("bench/target/benchmarks.jar")) {
            return Optional.empty();
        }
        try {
            for (String benchmark : new CommandLineOptions(arguments.toArray(String[]::new)).getIncludes()) {
                if (Files.notExists(checkout.resolve("bench/src/main/java/org/tracepointlab/bench/" + benchmark
                        + ".java"))) {
                    return Optional.of("no such benchmark: " + benchmark);
                }
            }
            return Optional.empty();
        } catch (CommandLineOptionException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> profile(List<String> arguments, Path checkout) {
        for (String argument : arguments) {
            if (argument.startsWith("-P") && !pom(checkout.resolve("pom.xml"))
                    .contains("<id>" + argument.substring(2) + "</id>")) {
                return Optional.of("no such profile");
            }
        }
        return Optional.empty();
    }

    private static String pom(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError("expected a pom at " + file, e);
        }
    }

    /** What is wrong with a dependency that a page shows, if anything. */
    static Optional<String> coordinatesProblem(String xml, Path checkout) throws IOException {
        String artifact = element(xml, "artifactId");
        String version = element(pom(checkout.resolve("pom.xml")), "version");
        if (!element(xml, "version").equals(version)) {
            return Optional.of("expected version " + version + ", found " + element(xml, "version"));
        }
        try (Stream<Path> poms = Files.walk(checkout, 3)) {
            boolean found = poms.filter(f -> f.endsWith("pom.xml") && !f.toString().contains("target"))
                    .anyMatch(f -> pom(f).replaceAll("(?s)<parent>.*?</parent>", "")
                    .contains("<artifactId>" + artifact + "<"));
            return found ? Optional.empty() : Optional.of("no module " + artifact);
        }
    }

    private static String element(String xml, String name) {
        Matcher matcher = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(xml);
        return matcher.find() ? matcher.group(1) : "";
    }
}
