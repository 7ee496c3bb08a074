package org.tracepointlab.gate.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.tracepointlab.gate.rule.JmhUnits;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.SideScores;

/**
 * One side's forks in Go's benchmark format, which {@code benchstat} reads: one line a fork. Times are in
 * {@code ns/op}, throughputs in {@code ops/s} with a line that says that more is better.
 */
public final class BenchstatText {

    private BenchstatText() {
    }

    /** The text of one side. */
    public static String of(Judgement j, Function<SideScores, double[]> side) {
        StringBuilder lines = new StringBuilder();
        Set<String> units = new LinkedHashSet<>();
        for (SideScores s : j.scores()) {
            boolean throughput = s.id().higherIsBetter();
            String unit = throughput ? "ops/s" : "ns/op";
            double factor = JmhUnits.factor(s.unit(), unit);
            unit = Double.isNaN(factor) ? s.unit().replaceAll("\\s", "_") : unit;
            if (throughput && units.add(unit)) {
                lines.append("Unit ").append(unit).append(" better=higher\n");
            }
            for (double score : side.apply(s)) {
                lines.append(name(s)).append(" 1 ")
                        .append(new BigDecimal(Double.isNaN(factor) ? score : score * factor).round(
                                new MathContext(9)).toPlainString())
                        .append(' ').append(unit).append('\n');
            }
        }
        return lines.toString();
    }

    /** {@code BenchmarkClass.method/name=value}: begins as Go wants it, and has no blanks. */
    private static String name(SideScores s) {
        StringBuilder name = new StringBuilder("Benchmark").append(clean(s.id().shortName()));
        s.id().params().forEach((param, value) -> name.append('/').append(clean(param)).append('=')
                .append(clean(value)));
        return name.append("/mode=").append(s.id().mode()).toString();
    }

    private static String clean(String text) {
        return text.replaceAll("[\\s/]", "_");
    }
}
