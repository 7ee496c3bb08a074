package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.run.HlogMerge;
import org.tracepointlab.lab.run.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab merge}: the parts of one plan, measured on several machines, as one run. */
@Command(name = "merge", description = "Merge the parts of a plan that lab run --shard measured into one run.",
        footer = {"", "Examples:", "  lab merge part1 part2 part3 --out results/runs/nightly --report"})
final class MergeCommand implements Callable<Integer> {

    private static final Pattern PART = Pattern.compile("(.+)-([0-9]+)of([0-9]+)");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RUN_DIR", description = "Finished runs, one for each part.")
    private List<Path> runs;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "New folder for the merged run.")
    private Path out;

    @Option(names = "--report", description = "Also draw the charts and write the report.")
    private boolean report;

    @Override
    public Integer call() throws IOException {
        Path target = out.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            throw new UsageException("--out", "a folder that does not exist yet", target.toString());
        }
        Map<Integer, Path> parts = parts();
        Path building = target.resolveSibling(target.getFileName() + ".unfinished");
        begin(building);
        try {
            return merge(parts, building, target);
        } catch (IOException | RuntimeException e) {
            Folders.delete(building);
            throw e;
        }
    }

    /** Makes the folder; one that is there is somebody else's, or of a merge that was killed. */
    private static void begin(Path building) throws IOException {
        Files.createDirectories(building.getParent());
        try {
            Files.createDirectory(building);
        } catch (FileAlreadyExistsException e) {
            throw new UsageException("--out", "no " + building.getFileName() + " beside it",
                    building + "; if no merge is running, it is what a killed one left: remove it", e);
        }
    }

    private int merge(Map<Integer, Path> parts, Path building, Path target) throws IOException {
        ArrayNode jmh = Json.object().putArray("all");
        ObjectNode environment = merged(parts, jmh);
        Workspace workspace = Workspace.find();
        copyFirst(parts, building);
        RunData run = RunFiles.tables(building, jmh, environment, workspace.reference(workspace.results(null)));
        histograms(parts, building);
        List<Charts.Outcome> charts = report ? RunFiles.report(RunData.read(building,
                workspace.reference(workspace.results(null)))) : List.of();
        Manifest.write(building);
        AtomicFiles.moveFolder(building, target);
        spec.commandLine().getOut().println("run:    " + target + " (" + run.measurements().size() + " measurements of "
                + parts.size() + " parts, " + charts.stream().filter(Charts.Outcome::drawn).count() + " charts)");
        spec.commandLine().getOut().flush();
        return 0;
    }

    /** The runs by their part's number: each part exactly once, and all of one plan, commit and JDK. */
    private Map<Integer, Path> parts() throws IOException {
        Map<Integer, Path> parts = new TreeMap<>();
        String first = null;
        int of = 0;
        for (Path run : runs) {
            RunIntegrity.require(run);
            JsonNode environment = read(run);
            Matcher part = PART.matcher(environment.path("plan").asText());
            if (!part.matches()) {
                throw new UsageException("RUN_DIR", "a run made with --shard", run + " of plan "
                        + environment.path("plan").asText());
            }
            of = Integer.parseInt(part.group(3));
            String same = part.group(1) + " in " + of + " parts, commit "
                    + environment.path("git").path("commit").asText()
                    + ", JDK " + environment.path("jdk").path("version").asText();
            if (first != null && !first.equals(same)) {
                throw new UsageException("RUN_DIR", "parts of one plan, commit and JDK", first + " and " + same);
            }
            first = same;
            if (parts.put(Integer.parseInt(part.group(2)), run) != null) {
                throw new UsageException("RUN_DIR", "each part once", "part " + part.group(2) + " twice");
            }
        }
        if (parts.size() != of) {
            throw new UsageException("RUN_DIR", "all " + of + " parts", "only " + parts.keySet());
        }
        return parts;
    }

    private static JsonNode read(Path run) {
        try {
            return Json.read(run.resolve(RunData.ENVIRONMENT));
        } catch (IOException e) {
            throw new UsageException("RUN_DIR", "the folder of a finished run", e.getMessage(), e);
        }
    }

    private static ObjectNode merged(Map<Integer, Path> parts, ArrayNode jmh) throws IOException {
        ObjectNode merged = null;
        List<JsonNode> all = new ArrayList<>();
        for (Path run : parts.values()) {
            JsonNode results = Json.read(run.resolve(RunData.JMH));
            results.forEach(jmh::add);
            JsonNode environment = Json.read(run.resolve(RunData.ENVIRONMENT));
            all.add(environment);
            if (merged == null) {
                merged = environment.deepCopy();
                merged.put("plan", PART.matcher(environment.path("plan").asText()).replaceFirst("$1"));
            } else {
                ArrayNode cells = merged.withArray("/cells");
                environment.path("cells").forEach(cells::add);
            }
        }
        merged.put("id", merged.path("plan").asText() + "-merged");
        all.forEach(merged.putArray("parts")::add);
        return merged;
    }

    /** The parts' logs are merged from one folder that has nothing else in it. */
    private static void histograms(Map<Integer, Path> parts, Path building) throws IOException {
        Path logs = Files.createDirectory(building.resolve(".logs"));
        for (Map.Entry<Integer, Path> part : parts.entrySet()) {
            Path log = part.getValue().resolve(RunData.HLOG);
            if (Files.exists(log)) {
                Files.copy(log, logs.resolve(part.getKey() + ".hlog"));
            }
        }
        HlogMerge.merge(List.of(new HlogMerge.Source(logs, 0, "")), building.resolve(RunData.HLOG));
        Folders.delete(logs);
    }

    /** The check of the implementations is the same in all parts that have it. */
    private static void copyFirst(Map<Integer, Path> parts, Path building) throws IOException {
        for (Path run : parts.values()) {
            if (Files.exists(run.resolve(Correctness.FILE))) {
                Files.copy(run.resolve(Correctness.FILE), building.resolve(Correctness.FILE));
                return;
            }
        }
    }
}
