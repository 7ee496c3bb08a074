package org.tracepointlab.gate.bisect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.WrongInputException;

/**
 * What a bisection has found so far, in its folder: whole at any time, so that a stopped one goes on. Not thread-safe.
 */
final class Journal {

    static final String FILE = "bisect.json";
    private static final int SCHEMA = 1;

    private final Path file;
    private final Range range;
    private final List<Step> steps = new ArrayList<>();
    private Measure measure;

    /**
     * What is asked.
     *
     * @param good whole name of the commit that was fast
     * @param bad whole name of the one that is not
     * @param firstParent whether commits of merged branches are left out
     */
    record Range(String good, String bad, boolean firstParent) {
    }

    private Journal(Path file, Range range) {
        this.file = file;
        this.range = range;
    }

    static Journal begin(Path folder, Range range) throws IOException {
        Journal journal = new Journal(folder.resolve(FILE), range);
        journal.write();
        return journal;
    }

    /** @throws WrongInputException if it is none; the message names the file */
    static Journal read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        JsonNode root = Json.read(file);
        try {
            if (root.path("schema").asInt() != SCHEMA) {
                throw new IllegalArgumentException("expected schema " + SCHEMA + ", found " + root.path("schema"));
            }
            Journal journal = new Journal(file, new Range(root.path("good").asText(), root.path("bad").asText(),
                    root.path("firstParent").asBoolean()));
            journal.measure = root.has("measure") ? Measure.of(root.path("measure")) : null;
            root.path("steps").forEach(step -> journal.steps.add(Step.of(step)));
            return journal;
        } catch (IllegalArgumentException e) {
            throw new WrongInputException(file + ": " + Printable.of("" + e.getMessage()), e);
        }
    }

    Range range() {
        return range;
    }

    /** Null as long as the two ends were not compared. */
    Measure measure() {
        return measure;
    }

    void measure(Measure found) throws IOException {
        measure = found;
        write();
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    void add(Step step) throws IOException {
        steps.add(step);
        write();
    }

    private void write() throws IOException {
        ObjectNode root = Json.object().put("schema", SCHEMA).put("good", range.good()).put("bad", range.bad())
                .put("firstParent", range.firstParent());
        if (measure != null) {
            root.set("measure", measure.toJson());
        }
        ArrayNode all = root.putArray("steps");
        steps.forEach(step -> all.add(step.toJson()));
        Json.write(file, root);
    }
}
