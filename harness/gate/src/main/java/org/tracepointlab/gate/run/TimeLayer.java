package org.tracepointlab.gate.run;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.tracepointlab.gate.core.DuetFailedException;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Comparison;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Decision;
import org.tracepointlab.gate.rule.Look;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;

/**
 * The last layer: forks of both sides in blocks, judged look by look. A benchmark that has passed is not run any more,
 * so that the forks go to those of which nothing is decided. Not thread-safe.
 */
final class TimeLayer {

    /** A duet is one fork, and takes as long as a fork of each side. */
    private static final int SIDES = 2;

    private final GatePlan plan;
    private final BlockRunner runner;
    private final PrintStream progress;
    private final Rule rule;
    private final Pace pace;
    private final long deadline;
    private final boolean limited;
    private final Stop stop;
    private final List<CellBlocks> cells = new ArrayList<>();
    /** What the last look said. */
    private final Map<CellBlocks, List<Outcome>> looked = new LinkedHashMap<>();
    private int blocks;

    /** @param start when the gate began, as {@link System#nanoTime} has it */
    TimeLayer(GatePlan plan, BlockRunner runner, PrintStream progress, Effort effort, long start) {
        this.plan = plan;
        this.runner = runner;
        this.progress = progress;
        this.rule = new Rule(plan.margin());
        this.pace = new Pace(plan.timed(), plan.duet() ? SIDES : Role.values().length);
        this.stop = effort.stop();
        this.limited = effort.mostTime() != null;
        this.deadline = limited ? start + effort.mostTime().toNanos() : 0;
        plan.timed().forEach(cell -> cells.add(new CellBlocks(cell, plan.duet())));
    }

    List<CellBlocks> cells() {
        return cells;
    }

    /** Blocks that were begun. */
    int blocks() {
        return blocks;
    }

    /** Runs blocks until all is decided, or the last look is over, or the time is up. */
    List<Outcome> judge(List<Integer> looks, boolean stopEarly) throws IOException {
        int most = looks.get(looks.size() - 1);
        say("%d benchmark%s by time: %s", cells.size(), cells.size() == 1 ? "" : "s", expected(looks));
        for (int look : looks) {
            while (blocks < look) {
                if (isTimeUp()) {
                    return early("the time was up (--max-time)", look);
                }
                round();
                if (stop.isAsked()) {
                    return early(GateRun.STOPPED, look);
                }
                if (blocks == 1 && look > 1) {
                    say("a block took %s; %s to the first look, %s to the end at most", about(1),
                            about(look - blocks), about(most - blocks));
                }
            }
            List<Outcome> outcomes = decide(stopEarly ? Look.after(look) : Look.only(),
                    stopEarly ? Rule.mostBlocks() : look);
            boolean failed = outcomes.stream().anyMatch(o -> o.verdict() == Verdict.FAIL);
            boolean open = cells.stream().anyMatch(this::isOpen);
            boolean goesOn = look < most && !(stopEarly && (failed || !open));
            interim(outcomes);
            say("look after %d blocks: %s", look, failed ? "FAIL" : open && look < most
                    ? "more blocks, " + about(most - look) + " at most"
                    : Verdict.all(outcomes.stream().map(Outcome::verdict).toList()));
            if (!goesOn) {
                return outcomes;
            }
        }
        throw new IllegalStateException("expected a look at least, found none in " + looks);
    }

    private void say(String format, Object... args) {
        progress.println("gate: " + Text.format(format, args));
        progress.flush();
    }

    /** From as many forks as the first look needs to as many as the last one does. */
    private String expected(List<Integer> looks) {
        int least = looks.get(0);
        int most = looks.get(looks.size() - 1);
        int forks = (plan.duet() ? 1 : Role.values().length) * cells.size();
        String count = least == most ? forks * most + " forks" : forks * least + " to " + forks * most + " forks";
        if (!pace.isExpected()) {
            return count + "; the first block tells how long";
        }
        return count + ", about " + (least == most ? "" : about(least) + " to ") + about(most);
    }

    /** How long so many blocks of all that is open take. */
    private String about(int more) {
        return Pace.about(more * pace.round(runs()));
    }

    private IntPredicate runs() {
        return cell -> isOpen(cells.get(cell));
    }

    private boolean isOpen(CellBlocks cell) {
        return cell.wants() && !cell.passed();
    }

    private boolean isTimeUp() {
        double next = pace.isMeasured() ? pace.round(runs()) : 0;
        return limited && System.nanoTime() + (long) (1e9 * next) - deadline > 0;
    }

    /** What the last look said, if there was one. */
    private List<Outcome> early(String why, int look) {
        int whole = cells.stream().mapToInt(CellBlocks::blocks).max().orElse(0);
        say("%s after %d of %d blocks", why, whole, look);
        return undecided(why + " after " + whole + " blocks; the first look is after " + look);
    }

    /** What is known of each benchmark: that it cannot be judged, what the last look said, or why there was none. */
    List<Outcome> undecided(String why) {
        return cells.stream().flatMap(cell -> (cell.wants() ? looked.getOrDefault(cell, List.of(Outcome.not(cell.id(),
                Verdict.INCONCLUSIVE, why))) : invalid(cell)).stream()).toList();
    }

    private static List<Outcome> invalid(CellBlocks cell) {
        return List.of(Outcome.not(cell.id(), Verdict.INVALID, cell.broken()));
    }

    /** What a look has found so far, where something goes on. */
    private void interim(List<Outcome> outcomes) {
        if (outcomes.size() < 2) {
            return;
        }
        List<BenchmarkId> ids = outcomes.stream().map(Outcome::id).toList();
        for (Outcome o : outcomes) {
            say("  %s: ratio %s (%s to %s): %s", o.id().among(ids), Text.ratio(o.ratio()), Text.ratio(o.low()),
                    Text.ratio(o.high()), o.verdict() == Verdict.INCONCLUSIVE ? "open" : o.verdict());
        }
    }

    private void round() throws IOException {
        for (int cell : runner.order(blocks)) {
            if (stop.isAsked()) {
                return;
            }
            if (isOpen(cells.get(cell))) {
                long start = System.nanoTime();
                block(cell);
                pace.took(cell, (System.nanoTime() - start) / 1e9);
            }
        }
        blocks++;
    }

    private void block(int index) throws IOException {
        CellBlocks cell = cells.get(index);
        try {
            if (!cell.inDuets() || !duet(index, cell)) {
                // All of them, where duets are given up: forks of one kind are compared with each other.
                for (int block = cell.blocks(); block <= blocks && cell.wants() && !stop.isAsked(); block++) {
                    for (Role role : runner.roles(block, index)) {
                        cell.add(role, runner.run(block, index, role));
                    }
                    cell.check(plan);
                }
            }
        } catch (ForkFailedException e) {
            if (!stop.isAsked()) {
                cell.broken(e.getMessage());
            } // else it was killed, and its block is none
        }
    }

    /** False if it turns out that the benchmark cannot be run so. */
    private boolean duet(int index, CellBlocks cell) throws IOException {
        try {
            runner.duet(blocks, index, cell);
            cell.check(plan);
            return true;
        } catch (DuetFailedException e) {
            say("no duets of %s: %s; it runs in separate forks", plan.timed().get(index).label(), e.getMessage());
            cell.separate(e.getMessage());
            return false;
        }
    }

    private List<Outcome> decide(Look look, int finalBlocks) {
        Map<CellBlocks, List<Comparison>> comparisons = new LinkedHashMap<>();
        cells.forEach(c -> comparisons.put(c, c.wants() ? c.comparisons(finalBlocks, rule.logMargin()) : List.of()));
        Map<BenchmarkId, Outcome> decided = new LinkedHashMap<>();
        Decision.decide(rule, comparisons.values().stream().flatMap(List::stream).toList(), look)
                .forEach(o -> decided.put(o.id(), o));
        comparisons.forEach((cell, own) -> {
            List<Outcome> of = cell.wants() ? own.stream().map(c -> decided.get(c.id())).toList() : invalid(cell);
            if (cell.wants() && of.stream().allMatch(o -> o.verdict() == Verdict.PASS)) {
                cell.pass();
            }
            looked.put(cell, of);
        });
        return looked.values().stream().flatMap(List::stream).toList();
    }

    /** INVALID for each counter that no timed benchmark has: it would tell of nothing. */
    List<CountOutcome> untold() {
        return cells.stream().noneMatch(cell -> cell.blocks() > 0) ? List.of()
                : runner.untold().stream().map(disturbance -> new CountOutcome("(timed)", Map.of(),
                disturbance.counter(), Verdict.INVALID, "expected a timed benchmark that counts " + disturbance.of()
                + ", found none: nothing tells whether its forks were disturbed")).toList();
    }

    /**
     * A block of a benchmark, for the record.
     *
     * @param block from 1
     * @param benchmark with its parameters
     * @param duet true if both sides ran in one fork, in turn
     * @param roles in the order in which they ran, or were loaded
     */
    record Ran(int block, String benchmark, boolean duet, List<String> roles) {
    }

    /** The blocks in the order in which they ran. */
    List<Ran> order() {
        List<Ran> order = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            for (int cell : runner.order(block)) {
                if (cells.get(cell).blocks() > block) {
                    boolean duet = cells.get(cell).inDuets();
                    order.add(new Ran(block + 1, cells.get(cell).id().toString(), duet,
                            (duet ? runner.loading(block, cell) : runner.roles(block, cell)).stream()
                            .map(Role::folder).toList()));
                }
            }
        }
        return order;
    }
}
