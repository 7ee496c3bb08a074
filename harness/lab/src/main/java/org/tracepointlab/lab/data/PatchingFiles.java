package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.run.Measurement;
import org.tracepointlab.lab.run.Summary;

/** The tables of the {@code patching} plan; each is written if the run has rows for it. */
public final class PatchingFiles {

    private static final double NANO = 1e-9;

    private PatchingFiles() {
    }

    /** Writes those that there are rows for. */
    public static void write(List<Measurement> measurements, Path folder) throws IOException {
        List<PatchingRound> rounds = PatchingRound.of(measurements);
        if (!rounds.isEmpty()) {
            PatchingRound.write(folder.resolve("patching.csv"), rounds);
        }
        table(folder.resolve("bystander.csv"), List.of("patching", "toggling", "bystander", "fork", "iteration",
                "nanoseconds", "longest_pause_nanoseconds", "toggles", "thrown_away"),
                measurements.stream().filter(m -> m.benchmark().startsWith(Names.BYSTANDER))
                .map(PatchingFiles::bystander)
                        .toList());
        table(folder.resolve("scale.csv"), List.of("patching", "tracepoints", "seconds_per_tracepoint",
                "bytes_per_tracepoint", "declare_seconds_per_tracepoint", "lookup_seconds_per_tracepoint", "forks"),
                scale(measurements).stream().map(ScaleRow::fields).toList());
        table(folder.resolve("disabled.csv"), List.of("jdk", "patching", "fork", "iteration", "ratio"),
                disabled(measurements).stream().map(m -> List.of(m.param(Cell.JDK), m.param("patching"), "" + m.fork(),
                        "" + m.iteration(), Csv.number(m.metric("ratio")))).toList());
        table(folder.resolve("read-side.csv"), List.of("jdk", "case", "nanoseconds", "error", "forks"),
                Summary.of(reads(measurements)).stream().map(PatchingFiles::readSide).toList());
    }

    private static void table(Path file, List<String> header, List<List<String>> rows) throws IOException {
        if (!rows.isEmpty()) {
            Csv.write(file, header, rows);
        }
    }

    private static List<String> bystander(Measurement m) {
        return List.of(m.param("patching"), m.param("toggling"), method(m), "" + m.fork(), "" + m.iteration(),
                Csv.number(m.score()), Csv.number(m.metric("longestPauseNanos")), Csv.number(m.metric("toggles")),
                Csv.number(m.metric("thrownAway")));
    }

    /** Which method of its class it measures. */
    public static String method(Measurement m) {
        return m.benchmark().substring(m.benchmark().lastIndexOf('.') + 1);
    }

    /** Measurements of a disabled tracepoint and none, in turn. */
    public static List<Measurement> disabled(List<Measurement> measurements) {
        return measurements.stream().filter(m -> m.benchmark().equals(Names.DISABLED)).toList();
    }

    /** Measurements of the read side on several JDKs. */
    public static List<Measurement> reads(List<Measurement> measurements) {
        return measurements.stream()
                .filter(m -> m.benchmark().startsWith(Names.READ_SIDE) && !m.param(Cell.JDK).isEmpty()).toList();
    }

    /** What a row of read-side.csv is of: method, patching, implementation and flavour, as far as they matter. */
    public static String readSideCase(Measurement m) {
        String method = method(m);
        return switch (method) {
            case "noTracepoint" -> "no tracepoint";
            case "directCall" -> "direct call";
            case "disabled" -> "disabled, " + m.param("patching");
            case "typedDisabled" -> "disabled, " + m.param("patching") + ", by interface";
            case "typedOneProbe" -> "one probe, " + probed(m) + ", by interface";
            case "oneProbe" -> "one probe, " + probed(m);
            case "rawOneProbe" -> "one probe, " + probed(m) + ", by handle";
            default -> "three probes, " + probed(m);
        };
    }

    private static String probed(Measurement m) {
        return m.param("patching") + ", " + m.param("implementation") + ", " + m.param("rcu");
    }

    private static List<String> readSide(Summary s) {
        Measurement m = s.first();
        return List.of(m.param(Cell.JDK), readSideCase(m), Csv.number(s.median()), Csv.number((s.high() - s.low()) / 2),
                "" + s.forks());
    }

    /**
     * A size of the scale benchmark: medians over all iterations of all forks.
     *
     * @param patching flavour
     * @param tracepoints N
     * @param secondsEach to enable and disable one
     * @param bytesEach of one
     * @param declareSecondsEach to declare one
     * @param lookupSecondsEach to find one by name
     * @param forks how many
     */
    public record ScaleRow(String patching, int tracepoints, double secondsEach, double bytesEach,
            double declareSecondsEach, double lookupSecondsEach, int forks) {

        List<String> fields() {
            return List.of(patching, "" + tracepoints, Csv.number(secondsEach), Csv.number(bytesEach),
                    Csv.number(declareSecondsEach), Csv.number(lookupSecondsEach), "" + forks);
        }
    }

    /** One row for each patching and N. */
    public static List<ScaleRow> scale(List<Measurement> measurements) {
        List<Measurement> scale = measurements.stream().filter(m -> m.benchmark().equals(Names.SCALE)).toList();
        return Summary.of(scale).stream().map(s -> {
            List<Measurement> own = scale.stream().filter(m -> m.params().equals(s.first().params())).toList();
            int n = Integer.parseInt(s.first().param("tracepoints"));
            return new ScaleRow(s.first().param("patching"), n, s.median() / n, median(own, "bytesEach"),
                    median(own, "declareNanosEach") * NANO, median(own, "lookupNanosEach") * NANO, s.forks());
        }).toList();
    }

    private static double median(List<Measurement> measurements, String metric) {
        return Stats.median(measurements.stream().mapToDouble(m -> m.metric(metric)).toArray());
    }
}
