package org.tracepointlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The smallest run of the lab over a stub, in this JVM or in one of its own. */
final class TinyRun {

    private final Path results;
    private final Path jar;

    TinyRun(Path results, Path jar) {
        this.results = results;
        this.jar = jar;
    }

    /** The arguments of {@code lab}. */
    List<String> args(String... more) {
        List<String> args = new ArrayList<>(List.of("run", "--plan", "smoke", "--hz", "1000", "--tracepoints", "2",
                "--results",
                results.toString(), "--benchmarks-jar", jar.toString(), "--seed", "1", "--implementation", "original"));
        args.addAll(Arrays.asList(more));
        return args;
    }

    /** A command that runs a main class of these tests or of the lab, behind these options of the JVM. */
    static List<String> java(List<String> options, Class<?> main, List<String> args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(args);
        return command;
    }

    /** Folders below {@code runs} whose names end so; finished ones end in the plan's name. */
    List<Path> runs(String ending) throws IOException {
        if (Files.notExists(results.resolve("runs"))) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(results.resolve("runs"))) {
            return all.filter(f -> f.getFileName().toString().endsWith(ending)).toList();
        }
    }

    /** The one finished run. */
    Path finished() throws IOException {
        List<Path> all = runs("smoke");
        if (all.size() != 1) {
            throw new AssertionError("expected one finished run, found " + all);
        }
        return all.get(0);
    }
}
