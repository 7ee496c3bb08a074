package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.MachineLock;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Comparison;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Decision;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Look;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.SideScores;
import org.tracepointlab.gate.rule.Verdict;

/**
 * One gate from its plan to its verdict: counts first, then time, look by look. Two gates on one machine disturb
 * each other: who times has the {@link MachineLock}. Not thread-safe.
 */
public final class GateRun {

    private final GatePlan plan;
    private final Path folder;
    private final Rule rule;
    private final BlockRunner runner;
    private final PrintStream progress;
    private final Waiting waiting;
    private final List<CellBlocks> cells = new ArrayList<>();
    private int blocks;

    private GateRun(GatePlan plan, Path folder, PrintStream progress, Waiting waiting) {
        this.plan = plan;
        this.folder = folder;
        this.progress = progress;
        this.waiting = waiting;
        this.rule = new Rule(plan.margin());
        this.runner = new BlockRunner(plan, folder.resolve("forks"), progress, waiting);
        plan.timed().forEach(cell -> cells.add(new CellBlocks(cell)));
    }

    /** Begins a gate in a folder that has none yet, and runs it to its end. */
    public static Judgement start(GatePlan plan, Path folder, PrintStream progress, Waiting waiting)
            throws IOException {
        Files.createDirectories(folder);
        return GateFolder.alone(folder, () -> {
            Json.write(folder.resolve(GatePlan.FILE), plan.toJson());
            return new GateRun(plan, folder, progress, waiting).run(Rule.LOOKS, true);
        });
    }

    /**
     * Takes up a gate that was stopped, and runs it to its end.
     *
     * @throws org.tracepointlab.gate.core.BusyException if it has not been stopped
     */
    public static Judgement resume(Path folder, PrintStream progress, Waiting waiting) throws IOException {
        return GateFolder.alone(folder,
                () -> new GateRun(GatePlan.read(folder), folder, progress, waiting).run(Rule.LOOKS, true));
    }

    /** Runs this many blocks whatever they show, to see how unchanged code scores; takes up what is there already. */
    public static Judgement blocks(GatePlan plan, Path folder, int blocks, PrintStream progress, Waiting waiting)
            throws IOException {
        Files.createDirectories(folder);
        return GateFolder.alone(folder, () -> {
            GateFolder.requireSame(folder, plan);
            Json.write(folder.resolve(GatePlan.FILE), plan.toJson());
            return new GateRun(plan, folder, progress, waiting).run(List.of(blocks), false);
        });
    }

    private Judgement run(List<Integer> looks, boolean stopEarly) throws IOException {
        List<CountOutcome> counts = counts();
        if (!plan.work().isEmpty()) {
            counts.addAll(new WorkLayer(plan, new WorkRunner(folder.resolve("forks"), progress, waiting)).judge());
        }
        boolean failed = counts.stream().anyMatch(c -> c.verdict() == Verdict.FAIL);
        List<Outcome> outcomes = new ArrayList<>();
        if (!cells.isEmpty() && !(failed && stopEarly)) {
            MachineLock alone = MachineLock.take(waiting);
            try {
                outcomes.addAll(time(looks, stopEarly));
            } finally {
                alone.close();
            }
        } else {
            cells.forEach(c -> outcomes.add(Outcome.not(c.id(), Verdict.INCONCLUSIVE,
                    "not measured: the counts FAIL")));
        }
        for (GatePlan.Unmatched u : plan.unmatched()) {
            outcomes.add(Outcome.not(new BenchmarkId(u.benchmark(), "", Map.of()),
                    u.onlyBaseline() ? Verdict.ONLY_BASELINE : Verdict.ONLY_CANDIDATE, u.reason()));
        }
        merge();
        List<SideScores> scores = cells.stream().filter(c -> c.blocks() > 0).map(CellBlocks::scores).toList();
        return Judgement.of(plan.title(), rule, outcomes, counts, scores, facts());
    }

    private List<CountOutcome> counts() {
        ExactCounts judge = new ExactCounts(plan.counts());
        List<CountOutcome> outcomes = new ArrayList<>();
        if (!plan.counted().isEmpty()) {
            outcomes.addAll(judge.bindNothing(plan.counted(), plan.unmatched()));
        }
        for (int i = 0; i < plan.counted().size(); i++) {
            GateCell cell = plan.counted().get(i);
            try {
                ObjectNode now = runner.count(i, plan.candidate(), "candidate");
                ObjectNode old = plan.baseline() == null ? null
                        : runner.count(i, plan.baseline(), "baseline");
                outcomes.addAll(judge.judge(cell, old, now));
            } catch (ForkFailedException e) {
                outcomes.add(new CountOutcome(cell.benchmark(), cell.params(), "(none)", Verdict.INVALID,
                        e.getMessage()));
            }
        }
        return outcomes;
    }

    private List<Outcome> time(List<Integer> looks, boolean stopEarly) throws IOException {
        List<Outcome> outcomes = List.of();
        for (int look : looks) {
            boolean last = look == looks.get(looks.size() - 1);
            for (; blocks < look; blocks++) {
                for (int cell : runner.order(blocks)) {
                    block(cell);
                }
            }
            outcomes = decide(stopEarly ? Look.after(look) : Look.only(), stopEarly ? Rule.mostBlocks() : look);
            boolean failed = outcomes.stream().anyMatch(o -> o.verdict() == Verdict.FAIL);
            boolean open = cells.stream().anyMatch(c -> c.wants() && !c.passed());
            progress.printf(Locale.ROOT, "gate: look after %d blocks: %s%n", look, failed ? "FAIL"
                    : open && !last ? "more blocks" : Verdict.all(outcomes.stream().map(Outcome::verdict).toList()));
            if (stopEarly && (failed || !open)) {
                break;
            }
        }
        return outcomes;
    }

    private void block(int index) throws IOException {
        CellBlocks cell = cells.get(index);
        if (!cell.wants() || cell.passed()) {
            return;
        }
        try {
            for (Role role : runner.roles(blocks, index)) {
                cell.add(role, runner.run(blocks, index, role));
            }
            cell.check(plan);
        } catch (ForkFailedException e) {
            cell.broken(e.getMessage());
        }
    }

    private List<Outcome> decide(Look look, int finalBlocks) {
        List<CellBlocks> judged = cells.stream().filter(CellBlocks::wants).toList();
        List<Comparison> comparisons = judged.stream().map(c -> c.comparison(finalBlocks)).toList();
        Map<BenchmarkId, Outcome> decided = new LinkedHashMap<>();
        Decision.decide(rule, comparisons, look).forEach(o -> decided.put(o.id(), o));
        List<Outcome> outcomes = new ArrayList<>();
        for (CellBlocks cell : cells) {
            Outcome outcome = cell.wants() ? decided.get(cell.id())
                    : Outcome.not(cell.id(), Verdict.INVALID, cell.broken());
            if (cell.wants() && outcome.verdict() == Verdict.PASS) {
                cell.pass();
            }
            outcomes.add(outcome);
        }
        return outcomes;
    }

    /** One standard JMH result a role, which any other tool reads too. */
    private void merge() throws IOException {
        if (cells.stream().noneMatch(c -> c.blocks() > 0)) {
            return;
        }
        String run = Long.toString(plan.seed(), Character.MAX_RADIX);
        for (Role role : Role.values()) {
            ArrayNode all = Json.object().putArray("all");
            cells.stream().filter(c -> c.blocks() > 0).forEach(c -> all.add(c.merged(role, run)));
            Json.write(folder.resolve(role.folder() + ".json"), all);
        }
    }

    private ObjectNode facts() throws IOException {
        ObjectNode facts = plan.toJson();
        facts.put("blocks", blocks);
        ArrayNode order = facts.putArray("order");
        for (int block = 0; block < blocks; block++) {
            for (int cell : runner.order(block)) {
                if (cells.get(cell).blocks() > block) {
                    ObjectNode node = order.addObject().put("block", block + 1)
                            .put("benchmark", cells.get(cell).id().toString());
                    ArrayNode roles = node.putArray("roles");
                    runner.roles(block, cell).forEach(role -> roles.add(role.folder()));
                }
            }
        }
        return facts;
    }
}
