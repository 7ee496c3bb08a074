package org.tracepointlab.gate.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.chart.GateChart;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.report.GateConsole;
import org.tracepointlab.gate.report.VerdictJson;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.FileComparison;
import org.tracepointlab.gate.rule.JmhFile;
import org.tracepointlab.gate.rule.JmhResult;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.SideScores;
import org.tracepointlab.gate.rule.Verdict;
import org.tracepointlab.gate.rule.WorkComparison;
import org.tracepointlab.gate.rule.WorkRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code compare}: the gate's decision from finished JMH results. */
@Command(name = "compare",
        description = "Decide from two finished JMH results (any project's) whether the second is slower.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:PASS", "1:FAIL", "2:INCONCLUSIVE", "3:INVALID", "64:wrong use",
            "65:a file is not what it has to be; the message names it", "70:internal error"},
        footer = {"", "Examples:", "  ${COMMAND-FULL-NAME} before.json after.json --margin 5%%",
            "  ${COMMAND-FULL-NAME} --pairs pairs.csv --json     (columns id,baseline,candidate)"})
public final class CompareCommand implements Callable<Integer> {

    private static final List<String> COLUMNS = List.of("id", "baseline", "candidate");

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..2", paramLabel = "JMH_JSON", description = "Results of baseline and candidate.")
    private List<Path> files = List.of();

    @Option(names = "--pairs", paramLabel = "FILE",
            description = "CSV with the columns id, baseline, candidate; paths are relative to it. Each pair gets its "
                    + "own decision.")
    private Path pairs;

    @Option(names = "--json", description = "Print one line of JSON for each benchmark of each pair.")
    private boolean json;

    @Mixin
    private Margin margin;

    @Option(names = "--work-margin", defaultValue = "1%", paramLabel = "M", description =
            "How much more work, or allocation (-prof gc), an operation may do where both files have counts; default: "
            + "1%%.")
    private String workMargin;

    @Option(names = "--across", paramLabel = "PARAM",
            description = "Parameter in which the two files differ; benchmarks are matched without it.")
    private String across;

    @Option(names = "--allow-different", split = ",", paramLabel = "NAMES",
            description = "What may differ between the two environments, like jdkVersion,vmVersion,jvmArgs; or all.")
    private Set<String> different = Set.of();

    @Option(names = "--paired",
            description = "Fork i of both files ran in the same block, in turn: pair them, whatever ids they carry.")
    private boolean paired;

    @Option(names = "--out", paramLabel = "DIR", description = "Also write verdict.json, JUnit XML, Markdown and more "
            + "into DIR.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Rule rule = margin.rule();
        FileComparison comparison = new FileComparison(rule, different, across, paired);
        if (pairs != null) {
            if (!files.isEmpty() || out != null) {
                throw new UsageException("--pairs", "no files and no --out beside it", files + " " + out);
            }
            return pairs(comparison);
        }
        if (files.size() != 2) {
            throw new UsageException("JMH_JSON", "two files, baseline and candidate, or --pairs",
                    files.size() + " files");
        }
        Pair pair = new Pair("", files.get(0), files.get(1));
        Compared compared = compared(pair, comparison);
        if (out != null) {
            Project.requireWritable("--out", out);
        }
        List<Outcome> outcomes = compared.outcomes();
        Judgement judgement = Judgement.of(files.get(1).getFileName() + " against " + files.get(0).getFileName(), rule,
                outcomes, work(compared), compared.scores(), Json.object());
        PrintWriter console = spec.commandLine().getOut();
        if (json) {
            outcomes.forEach(o -> console.println(line("", o)));
            judgement.counts().forEach(c -> console.println(line("", c)));
        } else {
            GateConsole.lines(judgement).forEach(console::println);
        }
        console.flush();
        if (out != null) {
            GateChart.files(out, judgement);
        }
        return judgement.verdict().exitCode();
    }

    private List<CountOutcome> work(Compared compared) {
        return WorkComparison.compare(WorkRule.of(Margin.fraction("--work-margin", workMargin)), across,
                compared.baseline(), compared.candidate());
    }

    private static Compared compared(Pair pair, FileComparison comparison) {
        try {
            return pair.read(comparison);
        } catch (IOException e) {
            throw new InputException(e);
        }
    }

    private int pairs(FileComparison comparison) {
        List<Pair> all = readPairs();
        PrintWriter console = spec.commandLine().getOut();
        List<Verdict> verdicts = new ArrayList<>();
        all.parallelStream().map(pair -> Map.entry(pair, pair.compare(comparison))).forEachOrdered(done -> {
            for (Outcome outcome : done.getValue().outcomes()) {
                verdicts.add(outcome.verdict());
                console.println(json ? line(done.getKey().id(), outcome) : text(done.getKey().id(), outcome));
            }
            for (CountOutcome count : work(done.getValue())) {
                verdicts.add(count.verdict());
                console.println(json ? line(done.getKey().id(), count)
                        : done.getKey().id() + " " + count.verdict() + " "
                        + count + ": " + count.reason());
            }
            console.flush();
        });
        return Verdict.all(verdicts).exitCode();
    }

    private List<Pair> readPairs() {
        Path folder = pairs.toAbsolutePath().getParent();
        List<Pair> all = new ArrayList<>();
        try {
            for (CsvRow row : Csv.read(pairs, COLUMNS)) {
                all.add(new Pair(Printable.escaped(row.get("id")), folder.resolve(row.get("baseline")),
                        folder.resolve(row.get("candidate"))));
            }
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new UsageException("--pairs", "a CSV file with the columns " + String.join(",", COLUMNS),
                    e.getMessage(), e);
        } catch (IOException e) {
            throw new InputException(e);
        }
        return all;
    }

    private static String line(String id, Outcome outcome) {
        ObjectNode node = Json.object().put("id", id);
        node.setAll(VerdictJson.outcome(outcome));
        return node.toString();
    }

    private static String line(String id, CountOutcome count) {
        ObjectNode node = Json.object().put("id", id);
        node.setAll(VerdictJson.count(count));
        return node.toString();
    }

    private static String text(String id, Outcome o) {
        return String.format(Locale.ROOT, "%s %s %s: %.4f (%.4f to %.4f) %s", id, o.verdict(), o.id(), o.ratio(),
                o.low(), o.high(), o.reason());
    }

    /** What two files gave. */
    private record Compared(List<Outcome> outcomes, List<JmhResult> baseline, List<JmhResult> candidate) {

        /** Forks of what both have. */
        List<SideScores> scores() {
            Map<BenchmarkId, JmhResult> now = new HashMap<>();
            candidate.forEach(n -> now.putIfAbsent(n.id(), n));
            return baseline.stream().filter(old -> now.containsKey(old.id()))
                    .map(old -> new SideScores(old.id(), old.unit(), old.forks(), now.get(old.id()).forks())).toList();
        }
    }

    /** Two files to compare. */
    private record Pair(String id, Path baseline, Path candidate) {

        /** @throws IOException if one is no JMH result; the message names it */
        Compared read(FileComparison comparison) throws IOException {
            List<JmhResult> old = JmhFile.read(baseline);
            List<JmhResult> now = JmhFile.read(candidate);
            return new Compared(comparison.compare(old, now), old, now);
        }

        /** Never fails: what cannot be read is INVALID, with the file's name in the reason. */
        Compared compare(FileComparison comparison) {
            try {
                return read(comparison);
            } catch (IOException | RuntimeException e) {
                String reason = e instanceof IOException ? e.getMessage() : baseline + ", " + candidate + ": " + e;
                return new Compared(List.of(Outcome.not(new BenchmarkId("", "", Map.of()), Verdict.INVALID,
                        Printable.escaped(reason.replaceAll("\\s+", " ")))), List.of(), List.of());
            }
        }
    }
}
