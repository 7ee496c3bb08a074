package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Profiling;
import org.tracepointlab.gate.core.Waiting;

/** Runs forks whose work is counted, in folders of their own. Thread-safe: what is counted does not mind the others. */
final class WorkRunner {

    private static final String BY_METHOD = "work";
    private final List<Path> jars = WorkJars.find();
    private final Path forks;
    private final PrintStream progress;
    private final Waiting waiting;

    WorkRunner(Path forks, PrintStream progress, Waiting waiting) {
        this.forks = forks;
        this.progress = progress;
        this.waiting = waiting;
    }

    /**
     * What one fork counted.
     *
     * @param result JMH's
     * @param methods the counts of each method, of all operations together; null if there are none
     */
    record Counted(ObjectNode result, JsonNode methods) {
    }

    /**
     * Runs a fork, unless its result is there already.
     *
     * @param folder name of its folder
     * @throws ForkFailedException if it gives none
     */
    Counted run(String folder, GateCell cell, WorkRules rules, Side side) {
        progress.println("gate: work of " + cell.label() + ", " + folder.substring(folder.lastIndexOf('-') + 1));
        progress.flush();
        Path place = forks.resolve(folder);
        Profiling profiling = new Profiling("work:ops=" + rules.operations() + ";vm=" + rules.ofTheMachine() + ";dir="
                + BY_METHOD, jars);
        ObjectNode result = side.runner(profiling).resume(cell.cell(side), 0, place, waiting);
        return new Counted(result, methods(place.resolve(BY_METHOD)));
    }

    private static JsonNode methods(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "work-*.json")) {
            for (Path file : files) {
                return Json.read(file);
            }
        } catch (IOException e) {
            return null; // the counts are JMH's; only who grew cannot be told
        }
        return null;
    }
}
