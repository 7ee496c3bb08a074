package org.tracepointlab.gate.core;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.tracepointlab.gate.duet.CommandProfiler;
import org.tracepointlab.gate.duet.CommandRecorder;

/**
 * How JMH would run a fork of one cell on one side: asked of the side's own JMH.
 *
 * @param java launcher
 * @param options of the virtual machine, without a file of compiler hints
 * @param hints for the compiler, one a line
 * @param jvmArgs the options that JMH's result would name
 * @param settings what the benchmark's annotations and the options say, by name: {@code mode}, {@code threads} and so
 *     on
 */
public record ForkCommand(String java, List<String> options, List<String> hints, List<String> jvmArgs,
        Map<String, String> settings) {

    private static final String CLASS_PATH = "-cp";

    /** Takes copies. */
    public ForkCommand {
        options = List.copyOf(options);
        hints = List.copyOf(hints);
        jvmArgs = List.copyOf(jvmArgs);
        settings = Map.copyOf(settings);
    }

    /**
     * Asks a side, in a folder that is made for it; takes the answer that is there already.
     *
     * @throws ForkFailedException if it does not answer, or with something else than one command
     */
    static ForkCommand ask(ForkRunner side, Cell cell, Path folder) throws IOException {
        Path log = folder.resolve(ForkProcess.LOG);
        Files.createDirectories(folder);
        Path file = folder.resolve(CommandRecorder.FILE);
        if (Files.notExists(file)) {
            Profiling asking = new Profiling(CommandProfiler.class.getName(), List.of(DuetRunner.home()));
            ForkProcess.run(cell, 0, side.command(cell, 0, log, "none.json", asking), folder);
        }
        Properties found = new Properties();
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(folder.resolve(CommandProfiler.FILE))) {
                found.load(in);
            }
        }
        if (!"1".equals(found.getProperty("results"))) {
            throw new ForkFailedException(cell, 0, "expected the command of one fork, found "
                    + found.getProperty("results", "none"), log);
        }
        List<String> command = Files.readAllLines(file, StandardCharsets.UTF_8);
        int end = command.lastIndexOf(CLASS_PATH);
        if (end < 1) {
            throw new ForkFailedException(cell, 0, "expected a class path in the command of a fork, found none", log);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        found.stringPropertyNames().forEach(name -> settings.put(name, found.getProperty(name)));
        settings.remove("jvmArgs");
        List<String> options = new ArrayList<>(command.subList(1, end));
        options.removeIf(option -> option.startsWith(CommandRecorder.HINTS_OPTION));
        return new ForkCommand(command.get(0), options, Files.readAllLines(folder.resolve(CommandRecorder.HINTS)),
                found.getProperty("jvmArgs", "").lines().toList(), settings);
    }

    /** Why both cannot run in one virtual machine, in one line; empty if they can. */
    String apart(ForkCommand other) {
        if (!java.equals(other.java)) {
            return "two JDKs, " + java + " and " + other.java;
        }
        if (!options.equals(other.options)) {
            return "two sets of JVM options, " + String.join(" ", options) + " and " + String.join(" ", other.options);
        }
        for (String name : new TreeSet<>(settings.keySet())) {
            if (!settings.get(name).equals(other.settings.get(name))) {
                return "two settings of " + name + ", " + settings.get(name) + " and " + other.settings.get(name);
            }
        }
        for (String hint : hints) {
            String method = hint.substring(hint.indexOf(',') + 1);
            for (String that : other.hints) {
                if (that.endsWith("," + method) && !that.equals(hint) && !hints.contains(that)) {
                    return "compiler hints that contradict each other, " + hint + " and " + that;
                }
            }
        }
        return "";
    }

    /** The hints of both, the other's behind. */
    List<String> hintsOfBoth(ForkCommand other) {
        List<String> all = new ArrayList<>(hints);
        other.hints.stream().filter(hint -> !hints.contains(hint)).forEach(all::add);
        return all;
    }

    /** A setting that is a number. */
    public long number(String name) {
        return Long.parseLong(settings.get(name));
    }
}
