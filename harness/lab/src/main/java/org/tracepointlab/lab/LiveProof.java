package org.tracepointlab.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracepointlab.gate.chart.GateChart;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;
import org.tracepointlab.gate.run.CellFinder;
import org.tracepointlab.gate.run.GateCell;
import org.tracepointlab.gate.run.GateFile;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.GateRun;
import org.tracepointlab.gate.run.Side;

/**
 * The gate on real forks whose truth is known: a slower implementation, the same one, and one that is slower by a known
 * share. Each run has a seed and a folder of its own; a run that is there already is not run again.
 */
final class LiveProof {

    /** Name of the table. */
    static final String FILE = "live.md";
    private static final int CLAIMS = 3;
    private final Path jar;
    private final GateFile file;
    private final Path folder;
    private final PrintStream progress;
    private final Waiting waiting;

    /** @param file what is timed: one benchmark for each claim, in their order; the implementation is the sides' own */
    LiveProof(Path jar, GateFile file, Path folder, PrintStream progress, Waiting waiting) {
        this.jar = jar;
        this.file = file;
        this.folder = folder;
        this.progress = progress;
        this.waiting = waiting;
    }

    /**
     * A claim about a number of gates.
     *
     * @param benchmark its number in the file, from 1
     * @param baseline implementation
     * @param candidate implementation
     * @param claim in words
     * @param holds whether the outcomes bear it out
     */
    private record Claim(String name, int benchmark, String baseline, String candidate, double margin, int runs,
            String claim,
            Predicate<List<Outcome>> holds) {
    }

    private static long count(List<Outcome> outcomes, Verdict verdict) {
        return outcomes.stream().filter(o -> o.verdict() == verdict).count();
    }

    private static List<Claim> claims(String slower, int runs) {
        return Stream.of(
                new Claim("fix", 1, "conditional", "unconditional", Rule.DEFAULT_MARGIN, 1, "FAIL at the first look",
                        o -> o.get(0).verdict() == Verdict.FAIL && o.get(0).n() == Rule.LOOKS.get(0)),
                new Claim("slower", 2, "unconditional", slower, Rule.STRICT_MARGIN, runs, "FAIL in 9 of 10 or more",
                        o -> 10 * count(o, Verdict.FAIL) >= 9L * o.size()),
                new Claim("same", CLAIMS, "conditional", "conditional", Rule.DEFAULT_MARGIN, runs,
                        "no FAIL, PASS in 7 of 10 or more",
                        o -> count(o, Verdict.FAIL) == 0 && 10 * count(o, Verdict.PASS) >= 7L * o.size()))
                .filter(claim -> claim.candidate() != null).toList();
    }

    /**
     * Runs all gates, and writes {@code live.md} anew after each round of them.
     *
     * @param slower an implementation that is slower than {@code unconditional}, or null to leave that out
     * @param runs gates of each kind but the first
     * @return true if each claim holds
     */
    boolean run(String slower, int runs, long seed) throws IOException {
        if (file.timed().size() != CLAIMS) {
            throw new UsageException("--gate-file", CLAIMS + " benchmarks, one a claim", "" + file.timed().size());
        }
        Map<Claim, List<Outcome>> outcomes = new LinkedHashMap<>();
        claims(slower, runs).forEach(claim -> outcomes.put(claim, new ArrayList<>()));
        for (int run = 1; run <= runs; run++) {
            for (Map.Entry<Claim, List<Outcome>> entry : outcomes.entrySet()) {
                if (run <= entry.getKey().runs()) {
                    entry.getValue().add(gate(entry.getKey(), run, seed + run));
                }
            }
            AtomicFiles.write(folder.resolve(FILE), page(outcomes, seed));
        }
        return outcomes.entrySet().stream().allMatch(entry -> entry.getKey().holds().test(entry.getValue()));
    }

    private String page(Map<Claim, List<Outcome>> outcomes, long seed) {
        StringBuilder page = new StringBuilder();
        Text.line(page, "# The gate on real forks");
        Text.line(page, "");
        Text.line(page, "Whole gates, each with its own random seed: looks after 6, 10 and 20 blocks of three forks, "
                + "JDK %d. The benchmarks:",
                Jdk.current().feature());
        Text.line(page, "");
        for (int i = 0; i < file.timed().size(); i++) {
            GateFile.Entry e = file.timed().get(i);
            Text.line(page, "%d. `%s`, %s, %d + %d iterations a fork", i + 1,
                    e.benchmark().replaceAll(".*\\.(.+\\..+)", "$1"),
                    e.params().entrySet().stream().map(p -> p.getKey() + "=" + String.join(",", p.getValue()))
                            .collect(Collectors.joining(", ")), e.iterations().warmups(), e.iterations().measured());
        }
        Text.line(page, "");
        Text.line(page,
                "Made by `scripts/gate-proof`. Intervals: below the first with 1%% at most, above the second with "
                + "5%%, over all looks.");
        Text.line(page, "");
        Text.line(page,
                "| candidate | baseline | benchmark | margin | runs | PASS | FAIL | INCONCLUSIVE | INVALID | measured "
                + "ratio"
                + " | claim | shown |");
        Text.line(page, "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---|---|");
        outcomes.forEach((claim, all) -> {
            double mean = all.stream().mapToDouble(o -> Math.log(o.ratio())).average().orElse(Double.NaN);
            Text.line(page, "| %s | %s | %d | %.0f%% | %d | %d | %d | %d | %d | %s | %s | %s |", claim.candidate(),
                    claim.baseline(),
                    claim.benchmark(), 100 * claim.margin(), all.size(), count(all, Verdict.PASS),
                    count(all, Verdict.FAIL),
                    count(all, Verdict.INCONCLUSIVE), count(all, Verdict.INVALID), Text.ratio(Math.exp(mean)),
                    claim.claim(),
                    claim.holds().test(all) ? "yes" : "**no**");
        });
        Text.line(page, "");
        Text.line(page,
                "| candidate | baseline | run | seed | verdict | blocks | ratio | interval | control | detects with "
                + "80%% power |");
        Text.line(page, "|---|---|---:|---:|---|---:|---:|---|---:|---:|");
        outcomes.forEach((claim, all) -> {
            for (int run = 1; run <= all.size(); run++) {
                Outcome o = all.get(run - 1);
                Text.line(page, "| %s | %s | %d | %d | %s | %d | %s | %s to %s | %s | %s |", claim.candidate(),
                        claim.baseline(), run,
                        seed + run, o.verdict(), o.n(), Text.ratio(o.ratio()), Text.ratio(o.low()),
                        Text.ratio(o.high()),
                        Text.ratio(o.control()), Text.percent(o.detectable()));
            }
        });
        return page.toString();
    }

    private Outcome gate(Claim claim, int run, long seed) throws IOException {
        Path own = folder.resolve(Text.format("%s-%s-%02d", claim.name(), claim.candidate(), run));
        Judgement judgement;
        if (Files.exists(own.resolve(GatePlan.FILE))) {
            judgement = GateRun.resume(own, progress, waiting);
        } else {
            Side baseline = side(claim.baseline());
            Side candidate = side(claim.candidate());
            List<GateCell> cells = new CellFinder(baseline, candidate, Map.of(), null).cells(
                    List.of(file.timed().get(claim.benchmark() - 1)));
            judgement = GateRun.start(new GatePlan(claim.candidate() + " against " + claim.baseline(), baseline,
                    candidate, cells, List.of(),
                    file.counts().timedOnly(), List.of(), claim.margin(), seed, List.of()), own, progress, waiting);
        }
        GateChart.files(own, judgement);
        return judgement.outcomes().get(0);
    }

    private Side side(String implementation) {
        return new Side(jar, Jdk.current(), List.of(), Map.of("implementation", implementation));
    }
}
