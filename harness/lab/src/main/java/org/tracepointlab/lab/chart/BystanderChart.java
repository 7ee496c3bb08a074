package org.tracepointlab.lab.chart;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jfree.chart.axis.NumberAxis;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.PatchingFiles;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Measurement;
import org.tracepointlab.lab.run.Summary;

/** What toggling costs a thread that has nothing to do with it. */
final class BystanderChart {

    private BystanderChart() {
    }

    static RenderedChart draw(RunData run) {
        List<Measurement> all = run.measurements().stream().filter(m -> m.benchmark().startsWith(Names.BYSTANDER))
                .toList();
        if (all.isEmpty()) {
            return RenderedChart.missing("no bystander benchmark");
        }
        Bars bars = new Bars();
        for (String method : List.of("alone", "unrelated")) {
            for (String patching : List.of("callsite", "field", "deferred")) {
                for (String toggling : List.of("nobody", "one-by-one", "batch")) {
                    List<Measurement> own = all.stream().filter(m -> PatchingFiles.method(m).equals(method)
                            && m.param("patching").equals(patching) && m.param("toggling").equals(toggling)).toList();
                    Summary.of(own).forEach(s -> bars.add(bar(s, own, method, patching, toggling)));
                }
            }
        }
        NumberAxis axis = new NumberAxis("time of one piece of work, ns");
        axis.setNumberFormatOverride(new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)));
        axis.setRange(0, Math.max(bars.highest() * 1.18, 1e-3));
        Style.ticks(axis);
        return RenderedChart.of(ChartStyle.finish("What toggling costs everyone else",
                "one thread works and fires another tracepoint or none; a second thread toggles " + toggled(all)
                        + " (not, one by one, in batches)",
                "Bars: median of the iterations; whiskers: smallest to greatest. Last line of a name: median of the "
                + "longest pause of "
                        + "an iteration.", bars.plot(axis)), bars.description(),
                bars.data(ns -> Units.digits(ns) + " ns"));
    }

    private static String toggled(List<Measurement> all) {
        return all.stream().map(m -> m.param("tracepoints")).filter(n -> !n.isEmpty()).distinct()
                .map(n -> ChartStyle.format("%,d", Integer.parseInt(n))).collect(Collectors.joining(" or "));
    }

    private static Bars.Bar bar(Summary s, List<Measurement> own, String method, String patching, String toggling) {
        double pause = Stats.median(own.stream().mapToDouble(m -> m.metric("longestPauseNanos")).toArray());
        String name = (method.equals("alone") ? "none " : "other ") + patching + " "
                + toggling.replace('-', '\u00a0').replace(
                "one\u00a0by\u00a0one", "singly") + " " + Units.seconds(pause * 1e-9).replace(' ', '\u00a0');
        return new Bars.Bar(name, s.median(), s.min(), s.max(), Units.digits(s.median()),
                Style.color(switch (toggling) {
                    case "nobody" -> "conditional";
                    case "batch" -> "original";
                    default -> "unconditional";
                }), toggling.equals("nobody") ? "nobody toggles" : "toggling " + toggling.replace('-', ' '), s.n());
    }
}
