package org.tracepointlab.lab.report;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.CostPoint;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.PatchingFiles;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Measurement;
import org.tracepointlab.lab.run.Summary;

/** Sections that set nothing of the kernel's beside the lab's figures. */
final class OtherSections {

    private static final String MISSING = "Not measured in this run.";
    private static final double MICROS = 1e-6;
    private static final String NOTE = "Each row is of a JVM of its own, and those differ by more than a disabled "
            + "tracepoint costs: a row below `noTracepoint` does not mean that a tracepoint costs less than none.";

    private OtherSections() {
    }

    /** Disable-all over other flavours, CPUs or patching than the main line's. */
    static String flavours(RunData run) {
        CostCurve main = run.curve().main("disable");
        CostCurve others = run.curve().where(p -> p.isPlain() && p.phase().equals("disable")
                && !main.points().contains(p));
        Table table = new Table("implementation", "rcu", "HZ", "CPUs", "patching", "N", "median", "waits");
        List<CostPoint> firsts = others.points().stream().filter(p -> p.fork() == 1 && p.iteration() == 1).toList();
        for (CostPoint first : firsts) {
            CostCurve cell = others.where(p -> p.implementation().equals(first.implementation())
                    && p.rcu().equals(first.rcu()) && p.hz() == first.hz() && p.cpus() == first.cpus()
                    && p.patching().equals(first.patching()) && p.tracepoints() == first.tracepoints());
            boolean ticks = first.rcu().equals("kernel");
            table.row(run.marks().flagged(first.implementation()), first.rcu(), ticks ? "" + first.hz() : Markdown.NONE,
                    ticks ? "" + first.cpus() : Markdown.NONE, first.patching(), "" + first.tracepoints(),
                    Units.seconds(cell.medianAt(first.tracepoints())), Markdown.waits(cell));
        }
        return table.isEmpty() ? MISSING
                : "Disable-all with other flavours, numbers of CPUs or patching than above.\n\n" + table.markdown();
    }

    /** What a tracepoint costs its code. */
    static String readSide(RunData run) {
        List<Measurement> reads = run.measurements().stream()
                .filter(m -> m.benchmark().startsWith(Names.READ_SIDE)).toList();
        Table table = new Table("what", "implementation", "rcu", "patching", "median", "smallest to greatest");
        for (Summary s : Summary.of(reads)) {
            Measurement m = s.first();
            table.row(m.benchmark().substring(m.benchmark().lastIndexOf('.') + 1),
                    run.marks().flagged(m.param("implementation")),
                    m.param("rcu"), m.param("patching"), Units.digits(s.median()) + " " + m.unit(),
                    Units.digits(s.min()) + " to " + Units.digits(s.max()));
        }
        return (table.isEmpty() ? MISSING : NOTE + "\n\n" + table.markdown() + fences(reads)) + inTurn(run, reads);
    }

    /** What is fences in a firing: one probe over the kernel flavour beside one over qsbr. */
    private static String fences(List<Measurement> reads) {
        List<Measurement> ones = reads.stream().filter(m -> m.benchmark().endsWith(".oneProbe")
                && m.param(Cell.JDK).isEmpty() && m.param("patching").equals("callsite")).toList();
        double[] nanos = Stream.of("kernel", "qsbr").mapToDouble(rcu -> Stats.median(ones.stream()
                .filter(m -> m.param("rcu").equals(rcu)).mapToDouble(Measurement::score).toArray())).toArray();
        return Double.isFinite(nanos[0] - nanos[1]) ? Markdown.format("\nOne probe at a patched call site takes %s ns "
                + "over the kernel flavour and %s ns over `qsbr`, whose readers mark nothing: the rest is the fences "
                + "by which the kernel flavour's readers mark their sections.\n", Units.digits(nanos[0]),
                Units.digits(nanos[1])) : "";
    }

    /** The ratio of a disabled tracepoint to none, which two JVMs cannot tell. */
    private static String inTurn(RunData run, List<Measurement> reads) {
        RatioTable ratios = new RatioTable();
        String jdk = run.environment().path("jdk").path("version").asText(Markdown.NONE).replaceFirst("[.+-].*", "");
        for (String patching : List.of("callsite", "field")) {
            List<Double> forks = RatioTable.medians(PatchingFiles.disabled(run.measurements()), m ->
                    m.param(Cell.JDK).isEmpty() && m.param("patching").equals(patching), m -> m.metric("ratio"));
            ratios.ratio(jdk, "disabled, " + patching + " / no tracepoint, in turn", forks,
                    Collections.nCopies(forks.size(), 1.0));
        }
        return !ratios.isEmpty() ? "\nA disabled tracepoint and none, taken in turn in one JVM. " + RatioTable.CAPTION
                + "\n\n" + ratios.markdown()
                : reads.isEmpty() ? "" : "\nThis run did not take a disabled tracepoint and none in turn "
                        + "(`DisabledBenchmark`), so that it cannot tell what a disabled one costs.\n";
    }

    /** Latency of one synchronize. */
    static String gracePeriods(RunData run) {
        List<Measurement> waits = run.measurements().stream()
                .filter(m -> m.benchmark().equals(Names.GRACE_PERIOD) && m.unit().equals("us/op")
                && m.samples() != null)
                .toList();
        Table table = new Table("rcu", "HZ", "readers", "mean", "median", "99%", "greatest", "mean in jiffies");
        for (Summary s : Summary.of(waits)) {
            Measurement first = s.first();
            List<Measurement.Samples> samples = waits.stream().filter(m -> m.params().equals(first.params()))
                    .map(Measurement::samples).toList();
            boolean ticks = first.param("rcu").equals("kernel");
            String jiffies = ticks ? Markdown.format("%.3f", s.mean() * MICROS * Double.parseDouble(first.param("hz")))
                    : Markdown.NONE;
            table.row(first.param("rcu"), ticks ? first.param("hz") : Markdown.NONE, first.param("readers"),
                    Units.seconds(s.mean() * MICROS),
                    Units.seconds(Stats.median(samples.stream().mapToDouble(Measurement.Samples::p50).toArray())
                    * MICROS),
                    Units.seconds(samples.stream().mapToDouble(Measurement.Samples::p99).max().orElse(0) * MICROS),
                    Units.seconds(samples.stream().mapToDouble(Measurement.Samples::max).max().orElse(0) * MICROS),
                    jiffies);
        }
        return table.isEmpty() ? MISSING
                : "Latency of one synchronize. The median is of the iterations' medians; 99% is of the worst "
                        + "iteration.\n\n"
                        + table.markdown();
    }

    /** What readers met that fired while tracepoints went away. */
    static String readers(RunData run) {
        Table table = new Table("implementation", "calls checked", "mismatches");
        run.validity().checked().forEach((implementation, calls) -> table.row(implementation,
                Markdown.format("%,d", calls), Markdown.format("%,d",
                run.validity().mismatches().get(implementation))));
        return table.isEmpty() ? MISSING
                : "Each call of a probe checks that the data is its own. A table without mismatches proves nothing: a "
                        + "plain disable-all hardly triggers the bug of original, for which a func has to be replaced "
                        + "while a reader is in its section.\n\n" + table.markdown();
    }
}
