package org.tracepointlab.lab.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.lab.data.PatchingRound;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;

/**
 * Cost of disabling one tracepoint in compiled code against the round of toggling: one by one and in batches, by JDK.
 */
final class PatchingChart {

    private static final String IMPLEMENTATION = "conditional";
    private static final String DEFERRED = "one by one, lazy over deferred";

    private PatchingChart() {
    }

    static RenderedChart draw(RunData run) {
        List<PatchingRound> rounds = PatchingRound.of(run.measurements()).stream()
                .filter(r -> isDeferred(r) || r.implementation().equals(IMPLEMENTATION)
                        && r.patching().equals("callsite")).toList();
        int n = rounds.stream().filter(r -> r.round() > 1).max(Comparator.comparingInt(PatchingRound::round))
                .map(PatchingRound::tracepoints).orElse(0); // the N that was toggled most often
        if (n == 0) {
            return RenderedChart.missing("no rounds of toggling");
        }
        List<PatchingRound> own = rounds.stream().filter(r -> r.tracepoints() == n).toList();
        List<String> jdks = own.stream().map(PatchingRound::jdk).distinct().sorted().toList();
        List<String> modes = own.stream().map(PatchingChart::name).distinct().sorted().toList();
        Curves curves = new Curves("round", "median", Units::seconds);
        for (String jdk : jdks) {
            for (String mode : modes) {
                SortedMap<Integer, List<Double>> byRound = new TreeMap<>();
                own.stream().filter(r -> r.jdk().equals(jdk) && name(r).equals(mode)).forEach(
                        r -> byRound.computeIfAbsent(r.round(), k -> new ArrayList<>()).add(r.secondsEach()));
                int style = jdks.indexOf(jdk);
                curves.add("JDK " + jdk + ", " + mode, byRound, color(mode), Style.solid(), Style.marker(style), true);
            }
        }
        modes.forEach(mode -> curves.legendColor(mode, color(mode)));
        jdks.forEach(jdk -> curves.legendLine("JDK " + jdk, Style.solid(),
                Style.marker(jdks.indexOf(jdk)), true));
        XYPlot plot = curves.plot("round of toggling", "time to disable one tracepoint", 1);
        NumberAxis x = new NumberAxis("round of toggling");
        x.setStandardTickUnits(NumberAxis.createIntegerTickUnits());
        x.setAutoRangeIncludesZero(false);
        plot.setDomainAxis(x);
        Style.grid(plot);
        return RenderedChart.of(ChartStyle.finish("Cost of toggling compiled tracepoints, round by round",
                ChartStyle.format(
                "disable-all of N=%,d, each compiled again before each round; %s", n, what(own, run)),
                "Markers: median of the forks; bands: smallest to greatest fork.", plot), curves.description(),
                curves.data());
    }

    private static String what(List<PatchingRound> own, RunData run) {
        if (own.stream().allMatch(PatchingChart::isDeferred)) {
            return run.marks().label("lazy");
        }
        return run.marks().label(IMPLEMENTATION) + ", call-site patching"
                + (own.stream().anyMatch(PatchingChart::isDeferred) ? " unless said otherwise" : "");
    }

    private static boolean isDeferred(PatchingRound round) {
        return round.implementation().equals("lazy") && round.patching().equals("deferred");
    }

    private static String name(PatchingRound round) {
        return isDeferred(round) ? DEFERRED : round.mode().replace('-', ' ');
    }

    private static Color color(String name) {
        return Style.color(name.equals(DEFERRED) ? "conditional" : name.equals("batch") ? "original" : "unconditional");
    }
}
