package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.MachineLock;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.SideScores;
import org.tracepointlab.gate.rule.Verdict;

/**
 * One gate from its plan to its verdict: counts first, then work, then time. Two gates on one machine disturb
 * each other: who times has the {@link MachineLock}. Not thread-safe.
 */
public final class GateRun {

    static final String STOPPED = "the gate was stopped";

    private final GatePlan plan;
    private final Path folder;
    private final BlockRunner runner;
    private final PrintStream progress;
    private final Waiting waiting;
    private final Effort effort;
    private final TimeLayer timed;

    private GateRun(GatePlan plan, Path folder, PrintStream progress, Waiting waiting, Effort effort)
            throws IOException {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
        this.waiting = waiting.until(effort.stop()::isAsked);
        this.effort = effort;
        this.runner = new BlockRunner(plan, folder.resolve("forks"), progress, this.waiting,
                effort.stop()::isAsked);
        this.timed = new TimeLayer(plan, runner, progress, effort, System.nanoTime());
    }

    /** Begins a gate in a folder that has none yet, and runs it to its end. */
    public static Judgement start(GatePlan plan, Path folder, PrintStream progress, Waiting waiting)
            throws IOException {
        return start(plan, folder, progress, waiting, Effort.UNLIMITED);
    }

    /** The same, with less effort. */
    public static Judgement start(GatePlan plan, Path folder, PrintStream progress, Waiting waiting, Effort effort)
            throws IOException {
        Files.createDirectories(folder);
        return GateFolder.alone(folder, () -> {
            Json.write(folder.resolve(GatePlan.FILE), plan.toJson());
            return new GateRun(plan, folder, progress, waiting, effort).run(Rule.LOOKS, true);
        });
    }

    /**
     * Takes up a gate that was stopped, and runs it to its end.
     *
     * @throws org.tracepointlab.gate.core.BusyException if it has not been stopped
     */
    public static Judgement resume(Path folder, PrintStream progress, Waiting waiting) throws IOException {
        return resume(folder, progress, waiting, Effort.UNLIMITED);
    }

    /** The same, with less effort. */
    public static Judgement resume(Path folder, PrintStream progress, Waiting waiting, Effort effort)
            throws IOException {
        return GateFolder.alone(folder, () -> new GateRun(GatePlan.read(folder), folder, progress, waiting, effort)
                .run(Rule.LOOKS, true));
    }

    /** Runs this many blocks whatever they show, to see how unchanged code scores; takes up what is there already. */
    public static Judgement blocks(GatePlan plan, Path folder, int blocks, PrintStream progress, Waiting waiting)
            throws IOException {
        Files.createDirectories(folder);
        return GateFolder.alone(folder, () -> {
            GateFolder.requireSame(folder, plan);
            Json.write(folder.resolve(GatePlan.FILE), plan.toJson());
            return new GateRun(plan, folder, progress, waiting, Effort.UNLIMITED).run(List.of(blocks), false);
        });
    }

    private Judgement run(List<Integer> looks, boolean stopEarly) throws IOException {
        List<CountOutcome> counts = counts();
        if (!plan.work().isEmpty() && !(effort.failFast() && failed(counts))) {
            counts.addAll(new WorkLayer(plan, new WorkRunner(folder.resolve("forks"), progress, waiting,
                    effort.cache()), effort).judge());
        }
        boolean failed = failed(counts);
        List<Outcome> outcomes = new ArrayList<>();
        if (failed && stopEarly) {
            outcomes.addAll(timed.undecided("not measured: the counts FAIL"));
        } else if (!timed.cells().isEmpty()) {
            outcomes.addAll(time(looks, stopEarly));
            counts.addAll(timed.untold());
        }
        for (GatePlan.Unmatched u : plan.unmatched()) {
            outcomes.add(Outcome.not(new BenchmarkId(u.benchmark(), "", Map.of()),
                    u.onlyBaseline() ? Verdict.ONLY_BASELINE : Verdict.ONLY_CANDIDATE, u.reason()));
        }
        if (effort.stop().isAsked()) {
            outcomes.add(Outcome.not(new BenchmarkId("(all)", "", Map.of()), Verdict.INCONCLUSIVE, STOPPED
                    + "; this is what it knew (gate --resume goes on)"));
        }
        merge();
        List<SideScores> scores = begun().stream().map(CellBlocks::scores).toList();
        ObjectNode facts = facts();
        if (failed && effort.failFast()) {
            facts.put(Judgement.FAIL_FAST, true);
        }
        return Judgement.of(plan.title(), new Rule(plan.margin()), outcomes, counts, scores, facts);
    }

    private static boolean failed(List<CountOutcome> counts) {
        return counts.stream().anyMatch(c -> c.verdict() == Verdict.FAIL);
    }

    private List<Outcome> time(List<Integer> looks, boolean stopEarly) throws IOException {
        MachineLock alone = null;
        try {
            if (!effort.stop().isAsked()) {
                alone = MachineLock.take(waiting);
            }
            return effort.stop().isAsked() ? timed.undecided(STOPPED + " before anything was timed")
                    : timed.judge(looks, stopEarly);
        } catch (IOException e) {
            if (alone == null && effort.stop().isAsked()) {
                return timed.undecided(STOPPED + " while another process measured");
            }
            throw e;
        } finally {
            if (alone != null) {
                alone.close();
            }
        }
    }

    /** Benchmarks of which a block has run. */
    private List<CellBlocks> begun() {
        return timed.cells().stream().filter(c -> c.blocks() > 0).toList();
    }

    private List<CountOutcome> counts() throws IOException {
        ExactCounts judge = new ExactCounts(plan.counts());
        List<CountOutcome> outcomes = new ArrayList<>();
        if (!plan.counted().isEmpty()) {
            outcomes.addAll(judge.bindNothing(plan.counted(), plan.unmatched()));
        }
        for (int i = 0; i < plan.counted().size() && !effort.stop().isAsked()
                && !(effort.failFast() && failed(outcomes)); i++) {
            GateCell cell = plan.counted().get(i);
            try {
                ObjectNode now = runner.count(i, plan.candidate(), WorkRunner.CANDIDATE, effort.cache());
                ObjectNode old = plan.baseline() == null ? null
                        : runner.count(i, plan.baseline(), WorkRunner.BASELINE, effort.cache());
                outcomes.addAll(judge.judge(cell, old, now));
            } catch (ForkFailedException e) {
                if (!effort.stop().isAsked()) {
                    outcomes.add(new CountOutcome(cell.benchmark(), cell.params(), "(none)", Verdict.INVALID,
                            e.getMessage()));
                }
            }
        }
        return outcomes;
    }

    /** One standard JMH result a role, which any other tool reads too. */
    private void merge() throws IOException {
        if (begun().isEmpty()) {
            return;
        }
        String run = Long.toString(plan.seed(), Character.MAX_RADIX);
        for (Role role : Role.values()) {
            ArrayNode all = Json.object().putArray("all");
            begun().stream().filter(c -> c.roles().contains(role)).forEach(c -> all.add(c.merged(role, run)));
            if (!all.isEmpty()) { // duets have no control
                Json.write(folder.resolve(role.folder() + ".json"), all);
            }
        }
    }

    private ObjectNode facts() throws IOException {
        ObjectNode facts = plan.toJson();
        facts.put("blocks", timed.blocks());
        ArrayNode order = facts.putArray("order");
        timed.order().forEach(ran -> {
            ObjectNode one = order.addObject().put("block", ran.block()).put("benchmark", ran.benchmark());
            if (ran.duet()) {
                one.put("duet", true);
            }
            ArrayNode roles = one.putArray("roles");
            ran.roles().forEach(roles::add);
        });
        return facts;
    }
}
