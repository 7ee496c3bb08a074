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
import java.util.function.BooleanSupplier;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.DuetFailedException;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.MachineLoad;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.rule.Seeds;

/**
 * Runs forks in blocks. A block of a benchmark is a fork of the baseline, one of the candidate and a second one of the
 * baseline as control, right behind each other in random order; the benchmarks of one round come in random order as
 * well. In a gate of duets one fork is a whole block.
 */
final class BlockRunner {

    /** How often a fork that was disturbed is run again. */
    private static final int MOST_AGAIN = 3;

    private final GatePlan plan;
    private final Path forks;
    private final PrintStream progress;
    private final Waiting waiting;
    private final double mostLoad;
    private final double mostLoadOfDuets;
    private final Duets duets;
    private final Set<Disturbance> told = new HashSet<>();
    private int ran;

    /** @throws WrongInputException if the environment says nonsense of how much else may run */
    BlockRunner(GatePlan plan, Path forks, PrintStream progress, Waiting waiting, BooleanSupplier stopped)
            throws WrongInputException {
        this.mostLoad = MachineLoad.limit();
        this.mostLoadOfDuets = MachineLoad.limit(MachineLoad.MOST_OF_DUETS);
        this.duets = new Duets(plan, forks, waiting, stopped);
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

    /** The sides of a duet in the order in which they are loaded. */
    List<Role> loading(int block, int cell) {
        return duets.first(block, cell) == 0 ? List.of(Role.BASELINE, Role.CANDIDATE)
                : List.of(Role.CANDIDATE, Role.BASELINE);
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
        String name = name(block, cell, role.folder());
        for (int again = 0;; again++) {
            Path folder = begin(block, benchmark, name, role.folder(), again);
            ObjectNode result = fork(side.runner(), benchmark, side, block, folder);
            if (counts(List.of(result), block, benchmark.cell(side), mostLoad, again, folder)) {
                return result;
            }
        }
    }

    /**
     * Runs both sides of one block in one fork, unless its results are there already, and adds them to the
     * benchmark's. It is run again as {@link #run} has it.
     *
     * @throws DuetFailedException if they cannot run in one virtual machine
     * @throws ForkFailedException if it gives no result, or is disturbed time and again
     */
    void duet(int block, int cell, CellBlocks to) throws DuetFailedException, IOException {
        GateCell benchmark = plan.timed().get(cell);
        if (!duets.isPrepared(cell)) {
            tell("duet of " + benchmark.label() + ": trying");
            duets.prepare(cell);
        }
        for (int again = 0;; again++) {
            Path folder = begin(block, benchmark, name(block, cell, "duet"), "duet", again);
            List<ObjectNode> results = duets.run(block, cell, folder);
            if (counts(results, block, benchmark.cell(plan.baseline()), mostLoadOfDuets, again, folder)) {
                to.addDuet(results, duets.first(block, cell), DuetSlices.read(folder));
                return;
            }
        }
    }

    private static String name(int block, int cell, String what) {
        return String.format(Locale.ROOT, "b%02d-c%03d-%s", block + 1, cell + 1, what);
    }

    private Path begin(int block, GateCell benchmark, String name, String what, int again) {
        say(String.format(Locale.ROOT, "block %d, %s, %s%s", block + 1, benchmark.label(), what,
                again == 0 ? "" : ", again"));
        return forks.resolve(again == 0 ? name : name + "-again" + again);
    }

    /** Whether it was left alone. */
    private boolean counts(List<ObjectNode> results, int block, Cell cell, double most, int again, Path folder) {
        String disturbed = disturbed(results, folder, most);
        if (disturbed.isEmpty()) {
            return true;
        }
        tell("fork " + ran + " does not count: " + disturbed);
        if (again == MOST_AGAIN) {
            throw new ForkFailedException(cell, block, "disturbed " + (again + 1)
                    + " times, the last time " + disturbed + "; run again when the machine does nothing else",
                    folder);
        }
        return false;
    }

    private String disturbed(List<ObjectNode> results, Path folder, double most) {
        String found = load(folder).flatMap(load -> load.tooMuch(most)).orElse("");
        for (Disturbance disturbance : plan.counts().disturbances()) {
            for (ObjectNode result : results) {
                if (disturbance.isToldBy(result)) {
                    told.add(disturbance);
                }
                found = found.isEmpty() ? disturbance.found(result).orElse("") : found;
            }
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

    /**
     * Runs the one fork of a side whose counts are judged, unless its result is there already.
     *
     * @param cache of the baseline's
     */
    ObjectNode count(int cell, Side side, String name, WorkCache cache) throws IOException {
        GateCell benchmark = plan.counted().get(cell);
        Path place = forks.resolve(String.format(Locale.ROOT, "counts-c%03d-%s", cell + 1, name));
        Path kept = name.equals(WorkRunner.BASELINE) ? cache.place(side, benchmark, "counts", List.of(), "") : null;
        boolean taken = WorkCache.take(kept, place);
        say("counts of " + benchmark.label() + ", " + name + (taken ? ", counted before" : ""));
        ObjectNode result = fork(side.runner(), benchmark, side, 0, place);
        WorkCache.keep(place, kept);
        return result;
    }

    private ObjectNode fork(ForkRunner runner, GateCell benchmark, Side side, int block, Path folder) {
        return runner.resume(benchmark.cell(side), block, folder, waiting);
    }

    private void say(String what) {
        ran++;
        tell("fork " + ran + ": " + what);
    }

    private void tell(String what) {
        progress.println("gate: " + what);
        progress.flush();
    }
}
