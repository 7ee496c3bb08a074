package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.run.Fit;

/**
 * What real kernels took ({@code results/reference/kernel-reference.csv}). Each row carries three further removals, the
 * tracer's own probes, so that slopes are comparable with the lab's as they are, and small N only where the lab makes
 * them too.
 *
 * @param rows all rows
 */
public record KernelReference(List<Row> rows) {

    /**
     * Deterministic virtual time on one CPU: slopes that follow from jiffies hold, ratios do not (patching is too
     * cheap).
     */
    public static final String VIRTUAL_TIME = "qemu-tcg-icount";
    /** Wall clock of an emulated machine with two CPUs. */
    public static final String EMULATED = "qemu-tcg";

    /** What {@code lab kernel} measured on the run's own machine, in a run's folder: rows of the same columns. */
    public static final String HOST_FILE = "host-kernel.csv";

    /** Columns of the file, in its order. */
    public static final List<String> COLUMNS = List.of("source", "kernel_release", "variant", "hz", "preempt", "cpus",
            "phase", "tracepoints", "repeat", "seconds");

    /**
     * One measurement.
     *
     * @param source how it was measured
     * @param release of the kernel
     * @param implementation in the lab's names
     * @param hz of the kernel's configuration; 0 if it could not be found out
     * @param cpus of the machine
     * @param phase enable, disable or reenable
     * @param tracepoints N
     * @param seconds for all N and the three further ones
     */
    public record Row(String source, String release, String implementation, int hz, int cpus, String phase,
            int tracepoints,
            double seconds) {
    }

    /** Reads the file; without one there are no rows. */
    public static KernelReference read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        if (Files.exists(file)) {
            for (CsvRow r : Csv.read(file, COLUMNS)) {
                rows.add(new Row(r.get("source"), r.get("kernel_release"), named(r.get("variant")),
                        r.get("hz").isEmpty() ? 0 : r.count("hz"), r.count("cpus"), r.get("phase"),
                        r.count("tracepoints"),
                        r.measured("seconds")));
            }
        }
        return new KernelReference(List.copyOf(rows));
    }

    /** Rows that were just measured. */
    public static KernelReference of(List<String> header, List<List<String>> fields) {
        return new KernelReference(fields.stream().map(f -> row(column -> f.get(header.indexOf(column)))).toList());
    }

    private static String named(String variant) {
        return variant.equals("cond_sync") ? "conditional" : variant;
    }

    private static Row row(UnaryOperator<String> field) {
        String variant = field.apply("variant");
        String hz = field.apply("hz");
        return new Row(field.apply("source"), field.apply("kernel_release"),
                named(variant), hz.isEmpty() ? 0 : Integer.parseInt(hz),
                Integer.parseInt(field.apply("cpus")), field.apply("phase"),
                Integer.parseInt(field.apply("tracepoints")),
                Double.parseDouble(field.apply("seconds")));
    }

    /** Seconds of every repeat by N. */
    public SortedMap<Integer, List<Double>> secondsByN(String source, String implementation, int hz, String phase) {
        SortedMap<Integer, List<Double>> byN = new TreeMap<>();
        rows.stream().filter(r -> r.source().equals(source) && r.implementation().equals(implementation)
                        && r.hz() == hz && r.phase().equals(phase))
                .forEach(r -> byN.computeIfAbsent(r.tracepoints(), n -> new ArrayList<>()).add(r.seconds()));
        return byN;
    }

    /** Median seconds at this N, or NaN. */
    public double medianAt(String source, String implementation, int hz, String phase, int tracepoints) {
        return Stats.median(Stats.array(
                secondsByN(source, implementation, hz, phase).getOrDefault(tracepoints, List.of())));
    }

    /** The disable-all line of one kernel, fitted as the lab's own is. */
    public Optional<Fit> fit(String source, String implementation, int hz) {
        return CostCurve.fit(secondsByN(source, implementation, hz, "disable"));
    }

    /** Greatest N measured for all of these, or 0. */
    public int largestCommonN(String source, int hz, String phase, List<String> implementations) {
        List<Integer> common = new ArrayList<>();
        for (String implementation : implementations) {
            List<Integer> ns = List.copyOf(secondsByN(source, implementation, hz, phase).keySet());
            if (common.isEmpty()) {
                common.addAll(ns);
            } else {
                common.retainAll(ns);
            }
        }
        return common.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
