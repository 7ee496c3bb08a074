package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.lab.run.Measurement;

/**
 * One disable-all of N tracepoints in compiled code, of a fork that toggles them again and again.
 *
 * @param jdk feature version
 * @param mode {@code one-by-one} or {@code batch}
 * @param round which one of the fork's, from 1
 * @param tracepoints N
 * @param seconds for all N
 * @param implementation its name
 * @param patching its flavour
 * @param fork from 1
 */
public record PatchingRound(String jdk, String mode, int round, int tracepoints, double seconds, String implementation,
        String patching, int fork) {

    private static final List<String> HEADER =
            List.of("jdk", "mode", "round", "tracepoints", "seconds", "implementation", "patching", "fork");

    /** Those among these measurements, in a fixed order. */
    public static List<PatchingRound> of(List<Measurement> measurements) {
        return measurements.stream()
                .filter(m -> m.benchmark().equals(Names.DISABLE_ALL) && !m.param(Cell.JDK).isEmpty()
                        && !m.param("rcu").equals("kernel"))
                .map(m -> new PatchingRound(m.param(Cell.JDK), m.param("mode"), m.iteration(),
                        Integer.parseInt(m.param("tracepoints")), m.score(), m.param("implementation"),
                        m.param("patching"), m.fork()))
                .sorted(Comparator.comparing(PatchingRound::jdk).thenComparing(PatchingRound::implementation)
                        .thenComparing(PatchingRound::patching).thenComparing(PatchingRound::tracepoints)
                        .thenComparing(PatchingRound::mode)
                        .thenComparing(PatchingRound::fork).thenComparing(PatchingRound::round))
                .toList();
    }

    /** Seconds of one of the N. */
    public double secondsEach() {
        return seconds / tracepoints;
    }

    static void write(Path file, List<PatchingRound> rounds) throws IOException {
        Csv.write(file, HEADER, rounds.stream().map(r -> List.of(r.jdk, r.mode, "" + r.round, "" + r.tracepoints,
                Csv.number(r.seconds), r.implementation, r.patching, "" + r.fork)).toList());
    }
}
