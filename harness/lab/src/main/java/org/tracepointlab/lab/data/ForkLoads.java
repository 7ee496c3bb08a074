package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.MachineLoad;

/**
 * What else ran beside the forks of a run. Late ticks tell of it in benchmarks that have ticks; this is for all.
 *
 * @param known forks of which the machine told
 * @param disturbed forks among them beside which too much ran
 * @param worst what ran beside one of those, in a few words; empty if there is none
 */
public record ForkLoads(int known, int disturbed, String worst) {

    /** None of them tells anything, as on a system without {@code /proc}, and in runs that are older than this. */
    public static final ForkLoads UNKNOWN = new ForkLoads(0, 0, "");

    /** A run of which more forks than this share were disturbed is invalid: medians of five bear less than that. */
    public static final double MAX_DISTURBED = 0.1;

    /**
     * Of the forks in a run's folder.
     *
     * @param limit as {@link MachineLoad#limit()}
     * @throws IOException if what a fork left cannot be read
     */
    public static ForkLoads of(Path run, double limit) throws IOException {
        Path forks = run.resolve("forks");
        if (!Files.isDirectory(forks)) {
            return UNKNOWN;
        }
        List<MachineLoad> loads = new ArrayList<>();
        for (Path fork : list(forks)) {
            MachineLoad.read(fork).ifPresent(loads::add);
        }
        List<MachineLoad> disturbed = loads.stream().filter(load -> load.tooMuch(limit).isPresent()).toList();
        String worst = disturbed.stream().max(Comparator.comparingDouble(load -> load.others() + load.steal()))
                .flatMap(load -> load.tooMuch(limit)).orElse("");
        return new ForkLoads(loads.size(), disturbed.size(), worst);
    }

    private static List<Path> list(Path forks) throws IOException {
        try (Stream<Path> all = Files.list(forks)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** Why the run cannot be believed; empty if it can. */
    Optional<String> reason() {
        return disturbed <= MAX_DISTURBED * known ? Optional.empty() : Optional.of(String.format(Locale.ROOT,
                "%d of %d forks ran beside something else, the worst: %s (allowed: %.0f%% of forks)", disturbed, known,
                worst, 100 * MAX_DISTURBED));
    }
}
