package org.tracepointlab.lab.report;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.util.ListStatistics;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.run.Measurement;

/** A table of ratios between cells of one run, with intervals over its forks. */
final class RatioTable {

    /** What it shows, in words. */
    static final String CAPTION = "A ratio is of the forks' medians, paired by round of the schedule. Intervals are "
            + "Student's t intervals of the logarithms.";

    private static final double LEVEL = 0.99;

    private final Table table = new Table("JDK", "what", "ratio of medians", "99% interval over forks", "forks");

    /** The median of each fork, of the measurements that these are. */
    static List<Double> medians(List<Measurement> all, Predicate<Measurement> which,
            ToDoubleFunction<Measurement> value) {
        List<Measurement> own = all.stream().filter(which).toList();
        return own.stream().map(Measurement::fork).distinct().sorted().map(fork -> Stats.median(own.stream()
                .filter(m -> m.fork() == fork).mapToDouble(value).toArray())).toList();
    }

    /** Adds a row, unless one of the two was not measured. */
    void ratio(String jdk, String what, List<Double> over, List<Double> under) {
        int forks = Math.min(over.size(), under.size());
        if (forks == 0) {
            return;
        }
        double[] logs = new double[forks];
        for (int i = 0; i < forks; i++) {
            logs[i] = Math.log(over.get(i) / under.get(i));
        }
        double[] interval = new ListStatistics(logs).getConfidenceIntervalAt(LEVEL);
        double ratio = Stats.median(Stats.array(over)) / Stats.median(Stats.array(under));
        table.row(jdk, what, Markdown.format(ratio >= 10 ? "%.1f" : "%.3f", ratio),
                Double.isFinite(interval[0]) ? Markdown.format("%.3f to %.3f", Math.exp(interval[0]),
                Math.exp(interval[1]))
                        : Markdown.NONE, "" + forks);
    }

    boolean isEmpty() {
        return table.isEmpty();
    }

    String markdown() {
        return table.markdown();
    }
}
