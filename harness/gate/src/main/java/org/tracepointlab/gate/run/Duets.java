package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.tracepointlab.gate.core.DuetFailedException;
import org.tracepointlab.gate.core.DuetRunner;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.ForkCommand;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.Seeds;

/**
 * Runs the duets of a gate. Before the first of a benchmark it is found out how JMH would fork it, whether a short duet
 * works, and how long an iteration takes; {@code duet.json} keeps what was found, so that a gate that is taken up does
 * the same. Not thread-safe.
 */
final class Duets {

    private static final String FILE = "duet.json";
    private static final String REFUSED = "refused";
    /** Apart from the seeds of the order of forks. */
    private static final long TURNS = 1L << 40;
    private static final long LOADING = 1L << 41;

    private final GatePlan plan;
    private final Path forks;
    private final Waiting waiting;
    private final BooleanSupplier stopped;
    private final Map<Integer, Prepared> prepared = new HashMap<>();

    private record Prepared(DuetRunner runner, List<ForkCommand> commands, DuetRunner.Turns turns) {
    }

    /** @param stopped tells whether the forks are being killed */
    Duets(GatePlan plan, Path forks, Waiting waiting, BooleanSupplier stopped) {
        this.plan = plan;
        this.forks = forks;
        this.waiting = waiting;
        this.stopped = stopped;
    }

    /** False where {@link #prepare} has to try first. */
    boolean isPrepared(int cell) {
        return prepared.containsKey(cell);
    }

    /**
     * Finds out how this benchmark runs in duets.
     *
     * @throws DuetFailedException if it does not
     * @throws ForkFailedException if the gate was stopped meanwhile
     */
    void prepare(int cell) throws DuetFailedException, IOException {
        GateCell benchmark = plan.timed().get(cell);
        DuetRunner runner = new DuetRunner(plan.baseline().runner(), plan.candidate().runner(),
                benchmark.cell(plan.baseline()), benchmark.cell(plan.candidate()));
        Path folder = forks.resolve(String.format(Locale.ROOT, "duet-c%03d", cell + 1));
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            JsonNode known = Json.read(file);
            if (known.has(REFUSED)) {
                throw new DuetFailedException(known.path(REFUSED).asText());
            }
            prepared.put(cell, new Prepared(runner, runner.commands(folder), new DuetRunner.Turns(
                    known.path("warmups").asInt(), known.path("measured").asInt(), known.path("millis").asLong())));
            return;
        }
        Folders.delete(folder);
        try {
            Prepared found = tried(runner, benchmark, folder);
            prepared.put(cell, found);
            Json.write(file, Json.object().put("warmups", found.turns().warmups())
                    .put("measured", found.turns().measured()).put("millis", found.turns().millis()));
        } catch (DuetFailedException e) {
            if (stopped.getAsBoolean()) {
                throw new ForkFailedException(runner.old(), 0, e.getMessage(), folder);
            }
            Files.createDirectories(folder);
            Json.write(file, Json.object().put(REFUSED, e.getMessage()));
            throw e;
        }
    }

    private Prepared tried(DuetRunner runner, GateCell benchmark, Path folder)
            throws DuetFailedException, IOException {
        List<ForkCommand> commands = runner.commands(folder);
        DuetTurns turns = new DuetTurns(commands.get(0), !benchmark.iterations().declared());
        Path trial = folder.resolve("trial");
        try {
            runner.resume(commands, turns.trial(), 0, plan.seed(), 0, trial, waiting);
        } catch (ForkFailedException e) {
            throw new DuetFailedException("a short one failed: " + e.getMessage());
        }
        return new Prepared(runner, commands, turns.of(DuetSlices.read(trial).undisturbed()));
    }

    /** The side that is loaded first, 0 or 1: drawn for two blocks at a time, and the other way round in the second. */
    int first(int block, int cell) {
        Random random = Seeds.random(plan.seed(), LOADING + block / 2 * 1_000_003L + cell);
        return random.nextInt(DuetRunner.SIDES.size()) ^ block % 2;
    }

    /**
     * Runs one duet, unless its results are there already.
     *
     * @return the baseline's result and the candidate's
     * @throws DuetFailedException if it is void
     * @throws ForkFailedException if it gives no result
     */
    List<ObjectNode> run(int block, int cell, Path folder) throws DuetFailedException, IOException {
        Prepared found = prepared.get(cell);
        long seed = Seeds.random(plan.seed(), TURNS + block * 1_000_003L + cell).nextLong();
        return found.runner().resume(found.commands(), found.turns(), first(block, cell), seed, block, folder,
                waiting);
    }
}
