package org.tracepointlab.lab.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.PatchingFiles;
import org.tracepointlab.lab.data.PatchingRound;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Measurement;

/** What patching costs: ratios between cells of this run, with intervals over its forks. */
final class PatchingSection {

    private static final int FIRST = 2;
    private static final int LAST = 20;

    private final RunData run;
    private final RatioTable table = new RatioTable();

    private PatchingSection(RunData run) {
        this.run = run;
    }

    /** The section, or nothing for runs of other plans. */
    static Optional<String> of(RunData run) {
        List<PatchingRound> rounds = PatchingRound.of(run.measurements()).stream()
                .filter(r -> r.patching().equals("callsite")).toList();
        List<Measurement> reads = new ArrayList<>(PatchingFiles.reads(run.measurements()));
        reads.addAll(PatchingFiles.disabled(run.measurements()).stream().filter(m -> !m.param(Cell.JDK).isEmpty())
                .toList());
        if (rounds.isEmpty() && reads.isEmpty()) {
            return Optional.empty();
        }
        PatchingSection section = new PatchingSection(run);
        List<String> jdks = new ArrayList<>(rounds.stream().map(PatchingRound::jdk).distinct().sorted().toList());
        if (jdks.isEmpty()) {
            jdks.addAll(reads.stream().map(m -> m.param(Cell.JDK)).distinct().toList());
        }
        for (String jdk : jdks) {
            section.readSide(jdk);
            section.rounds(jdk, rounds.stream().filter(r -> r.jdk().equals(jdk)).toList());
        }
        return section.table.isEmpty() ? Optional.empty()
                : Optional.of(RatioTable.CAPTION + "\n\n" + section.table.markdown() + "\n" + scale(run));
    }

    private void readSide(String jdk) {
        for (String patching : List.of("callsite", "field")) {
            List<Double> inTurn = RatioTable.medians(PatchingFiles.disabled(run.measurements()),
                    m -> m.param(Cell.JDK).equals(jdk) && m.param("patching").equals(patching), m -> m.metric("ratio"));
            table.ratio(jdk, "disabled, " + patching + " / no tracepoint, in turn in each fork", inTurn,
                    Collections.nCopies(inTurn.size(), 1.0));
            table.ratio(jdk, "disabled, " + patching + " / no tracepoint", read(jdk, "disabled, " + patching),
                    read(jdk, "no tracepoint"));
            for (String implementation : List.of("conditional", "paired")) {
                String one = "one probe, " + patching + ", " + implementation + ", qsbr";
                table.ratio(jdk, one + " / direct call", read(jdk, one), read(jdk, "direct call"));
            }
        }
    }

    private List<Double> read(String jdk, String name) {
        return RatioTable.medians(PatchingFiles.reads(run.measurements()), m -> m.param(Cell.JDK).equals(jdk)
                && PatchingFiles.readSideCase(m).equals(name), Measurement::score);
    }

    private void rounds(String jdk, List<PatchingRound> rounds) {
        for (String mode : List.of("one-by-one", "batch")) {
            table.ratio(jdk, Markdown.format("conditional / original, N=%,d, %s", Names.SEED_TRACEPOINTS, mode),
                    toggles(rounds, "conditional", mode, Names.SEED_TRACEPOINTS, 0),
                    toggles(rounds, "original", mode, Names.SEED_TRACEPOINTS, 0));
        }
        for (int n : rounds.stream().map(PatchingRound::tracepoints).distinct().sorted().toList()) {
            table.ratio(jdk, Markdown.format("one by one / batch, conditional, N=%,d", n),
                    toggles(rounds, "conditional", "one-by-one", n, 0), toggles(rounds, "conditional", "batch", n, 0));
            for (String mode : List.of("one-by-one", "batch")) {
                table.ratio(jdk, Markdown.format("round %d / round %d, N=%,d, %s", LAST, FIRST, n, mode),
                        toggles(rounds, "conditional", mode, n, LAST), toggles(rounds, "conditional", mode, n, FIRST));
            }
        }
    }

    /** Median of each fork, over that round or over all (0). */
    private static List<Double> toggles(List<PatchingRound> rounds, String implementation, String mode, int n,
            int round) {
        List<PatchingRound> own = rounds.stream().filter(r -> r.implementation().equals(implementation)
                && r.mode().equals(mode) && r.tracepoints() == n && (round == 0 || r.round() == round)).toList();
        return own.stream().map(PatchingRound::fork).distinct().sorted().map(fork -> Stats.median(own.stream()
                .filter(r -> r.fork() == fork).mapToDouble(PatchingRound::seconds).toArray())).toList();
    }

    private static String scale(RunData run) {
        Table scale = new Table("patching", "N", "enable and disable one", "bytes of one", "declare one",
                "look one up");
        PatchingFiles.scale(run.measurements()).forEach(row -> scale.row(row.patching(),
                Markdown.format("%,d", row.tracepoints()), Units.seconds(row.secondsEach()),
                Markdown.format("%.0f", row.bytesEach()), Units.seconds(row.declareSecondsEach()),
                Units.seconds(row.lookupSecondsEach())));
        return scale.isEmpty() ? "" : scale.markdown();
    }
}
