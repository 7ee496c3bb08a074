package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.MachineLoad;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.rule.Seeds;

/**
 * Runs forks in blocks. A block of a benchmark is a fork of the baseline, one of the candidate and a second one of the
 * baseline as control, right behind each other in random order; the benchmarks of one round come in random order as
 * well.
 */
final class BlockRunner {

    /** How often a fork that was disturbed is run again. */
    private static final int MOST_AGAIN = 3;

    private final GatePlan plan;
    private final Path forks;
    private final PrintStream progress;
    private final Waiting waiting;
    private final double mostLoad;
    private final Set<Disturbance> told = new HashSet<>();
    private int ran;

    /** @throws WrongInputException if the environment says nonsense of how much else may run */
    BlockRunner(GatePlan plan, Path forks, PrintStream progress, Waiting waiting) throws WrongInputException {
        this.mostLoad = MachineLoad.limit();
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
     * Runs one fork, unless its result is there already. One that says that it was disturbed does not count, and is run
     * again.
     *
     * @throws ForkFailedException if it gives no result, or is disturbed time and again
     */
    ObjectNode run(int block, int cell, Role role) {
        GateCell benchmark = plan.timed().get(cell);
        Side side = role == Role.CANDIDATE ? plan.candidate() : plan.baseline();
        String name = String.format(Locale.ROOT, "b%02d-c%03d-%s", block + 1, cell + 1, role.folder());
        for (int again = 0;; again++) {
            Path folder = forks.resolve(again == 0 ? name : name + "-again" + again);
            say(String.format(Locale.ROOT, "block %d, %s, %s%s", block + 1, benchmark.label(), role.folder(),
                    again == 0 ? "" : ", again"));
            ObjectNode result = fork(side.runner(), benchmark, side, block, folder);
            String disturbed = disturbed(result, folder);
            if (disturbed.isEmpty()) {
                return result;
            }
            progress.println("gate: fork " + ran + " does not count: " + disturbed);
            progress.flush();
            if (again == MOST_AGAIN) {
                throw new ForkFailedException(benchmark.cell(side), block, "disturbed " + (again + 1)
                        + " times, the last time " + disturbed + "; run again when the machine does nothing else",
                        folder);
            }
        }
    }

    private String disturbed(ObjectNode result, Path folder) {
        String found = load(folder).flatMap(load -> load.tooMuch(mostLoad)).orElse("");
        for (Disturbance disturbance : plan.counts().disturbances()) {
            if (disturbance.isToldBy(result)) {
                told.add(disturbance);
            }
            found = found.isEmpty() ? disturbance.found(result).orElse("") : found;
        }
        return found;
    }

    private static Optional<MachineLoad> load(Path folder) {
        try {
            return MachineLoad.read(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What no fork so far could have told. */
    List<Disturbance> untold() {
        return plan.counts().disturbances().stream().filter(disturbance -> !told.contains(disturbance)).toList();
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
