package org.tracepointlab.lab.chart;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Measurement;
import org.tracepointlab.lab.run.Summary;

/** Nanoseconds of one reader's pass, by what it meets and how it was patched. */
final class ReadSideChart {

    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("noTracepoint", "without");
        NAMES.put("disabled", "disabled");
        NAMES.put("directCall", "direct call");
        NAMES.put("oneProbe", "one probe");
        NAMES.put("threeProbes", "3 probes");
    }

    private static final String NO_TRACEPOINT = "without a tracepoint";

    private ReadSideChart() {
    }

    static RenderedChart draw(RunData run) {
        List<Measurement> reads = run.measurements().stream()
                .filter(m -> m.benchmark().startsWith(Names.READ_SIDE) && m.unit().equals("ns/op")).toList();
        if (reads.isEmpty()) {
            return RenderedChart.missing("no read-side benchmark");
        }
        List<Summary> measured = Summary.of(reads);
        String implementation = shownImplementation(measured);
        List<Summary> cells = shown(measured, implementation);
        Bars bars = new Bars();
        for (String method : NAMES.keySet()) {
            cells.stream().filter(c -> c.first().benchmark().endsWith("." + method))
                    .forEach(c -> bars.add(bar(c, method)));
        }
        if (bars.isEmpty()) {
            return RenderedChart.missing("no read-side benchmark of a known name");
        }
        NumberAxis axis = new NumberAxis("time of one pass, ns");
        axis.setNumberFormatOverride(new DecimalFormat("0.##",
                DecimalFormatSymbols.getInstance(Locale.ROOT)));
        axis.setRange(0, Math.max(bars.highest() * 1.18, 1e-3));
        Style.ticks(axis);
        CategoryPlot plot = bars.plot(axis);
        plot.setFixedLegendItems(legend(cells));
        return RenderedChart.of(ChartStyle.finish("Cost of a tracepoint to the code that contains it",
                "one pass through the instrumented operation; implementation: " + run.marks().label(implementation),
                "Bars: median of the iterations; whiskers: smallest to greatest. Each bar is of a JVM of its own, and "
                + "those differ by more than a disabled tracepoint costs.", plot), bars.description(),
                bars.data(ns -> Units.digits(ns) + " ns"));
    }

    /** The read side is one and the same in all of the kernel's implementations: of several, conditional's is shown. */
    private static String shownImplementation(List<Summary> cells) {
        TreeSet<String> known = new TreeSet<>(Comparator.comparingInt(Names::order).thenComparing(s -> s));
        cells.forEach(c -> known.add(c.first().param("implementation")));
        return known.contains("conditional") ? "conditional" : known.first();
    }

    /**
     * The cells of that implementation. That of paired, which calls its one probe in another way, stands beside them.
     */
    private static List<Summary> shown(List<Summary> cells, String implementation) {
        String rcu = cells.get(0).first().param("rcu");
        return cells.stream().filter(c -> c.first().param("rcu").equals(rcu) || withoutFences(c))
                .filter(c -> c.first().param("implementation").equals(implementation) || isPaired(c))
                .sorted(Comparator.comparing((Summary c) -> c.first().param(Cell.JDK))
                        .thenComparing(c -> c.first().param("patching")).thenComparing(c -> withoutFences(c))
                        .thenComparing(ReadSideChart::isPaired))
                .toList();
    }

    private static boolean isPaired(Summary cell) {
        Measurement m = cell.first();
        return m.param("implementation").equals("paired") && m.param("patching").equals("callsite")
                && m.benchmark().endsWith(".oneProbe");
    }

    /** What the kernel flavour's fences are measured against. */
    private static boolean withoutFences(Summary cell) {
        return cell.first().param("rcu").equals("qsbr") && cell.first().param(Cell.JDK).isEmpty()
                && cell.first().benchmark().endsWith(".oneProbe");
    }

    private static Bars.Bar bar(Summary cell, String method) {
        String patching = cell.first().param("patching");
        boolean needsNone = method.equals("noTracepoint") || method.equals("directCall");
        String jdk = cell.first().param(Cell.JDK);
        String name = NAMES.get(method) + (needsNone ? "" : ", " + (isPaired(cell) ? "paired" : patching))
                + (withoutFences(cell) ? ", qsbr" : "")
                + (jdk.isEmpty() ? "" : ", JDK\u00a0" + jdk);
        return new Bars.Bar(name, cell.median(), cell.min(), cell.max(), Units.digits(cell.median()),
                needsNone ? Style.NEUTRAL : color(patching), needsNone ? NO_TRACEPOINT : series(patching), cell.n());
    }

    private static String series(String patching) {
        return "tracepoint, " + patching + " patching";
    }

    private static Color color(String patching) {
        return Style.color(patching.equals("callsite") ? "lazy" : "batched");
    }

    private static LegendItemCollection legend(List<Summary> cells) {
        LegendItemCollection items = new LegendItemCollection();
        items.add(item(NO_TRACEPOINT, Style.NEUTRAL));
        cells.stream().map(c -> c.first().param("patching")).distinct().sorted()
                .forEach(p -> items.add(item(series(p), color(p))));
        return items;
    }

    private static LegendItem item(String label, Color color) {
        return new LegendItem(label, null, null, null, new Rectangle2D.Double(-9, -6, 18, 12), color);
    }
}
