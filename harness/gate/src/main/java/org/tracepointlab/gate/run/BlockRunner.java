package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.Seeds;

/**
 * Runs forks in blocks. A block of a benchmark is a fork of the baseline, one of the candidate and a second one of the
 * baseline as control, right behind each other in random order; the benchmarks of one round come in random order as
 * well.
 */
final class BlockRunner {

    private final GatePlan plan;
    private final Path forks;
    private final PrintStream progress;
    private final Waiting waiting;
    private int ran;

    BlockRunner(GatePlan plan, Path forks, PrintStream progress, Waiting waiting) {
        this.plan = plan;
        this.forks = forks;
        this.progress = progress;
        this.waiting = waiting;
    }

    /** Indices of the timed benchmarks in the order of this block, from 0. */
    List<Integer> order(int block) {
        List<Integer> order = new ArrayList<>();
        for (int cell = 0; cell < plan.timed().size(); cell++) {
            order.add(cell);
        }
        Collections.shuffle(order, random(block, -1));
        return order;
    }

    /** The roles of one block of one benchmark in the order in which they run. */
    List<Role> roles(int block, int cell) {
        List<Role> roles = new ArrayList<>(List.of(Role.values()));
        Collections.shuffle(roles, random(block, cell));
        return roles;
    }

    private Random random(int block, int cell) {
        return Seeds.random(plan.seed(), block * 1_000_003L + cell + 2);
    }

    /**
     * Runs one fork, unless its result is there already.
     *
     * @throws org.tracepointlab.gate.core.ForkFailedException if it gives none
     */
    ObjectNode run(int block, int cell, Role role) {
        GateCell benchmark = plan.timed().get(cell);
        Side side = role == Role.CANDIDATE ? plan.candidate() : plan.baseline();
        Path folder = forks.resolve(String.format(Locale.ROOT, "b%02d-c%03d-%s", block + 1, cell + 1, role.folder()));
        say(String.format(Locale.ROOT, "block %d, %s, %s", block + 1, benchmark.label(), role.folder()));
        return fork(side.runner(), benchmark, side, block, folder);
    }

    /** Runs the one fork of a side whose counts are judged. */
    ObjectNode count(int cell, Side side, String name) {
        GateCell benchmark = plan.counted().get(cell);
        say("counts of " + benchmark.label() + ", " + name);
        return fork(side.runner(), benchmark, side, 0,
                forks.resolve(String.format(Locale.ROOT, "counts-c%03d-%s", cell + 1, name)));
    }

    private ObjectNode fork(ForkRunner runner, GateCell benchmark, Side side, int block, Path folder) {
        return runner.resume(benchmark.cell(side), block, folder, waiting);
    }

    private void say(String what) {
        ran++;
        progress.println("gate: fork " + ran + ": " + what);
        progress.flush();
    }
}
