package org.tracepointlab.lab.chart;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jfree.chart.plot.XYPlot;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.lab.data.PatchingFiles;
import org.tracepointlab.lab.data.RunData;

/** What one tracepoint costs among N: to enable and disable, to declare, to look up. */
final class ScaleChart {

    private ScaleChart() {
    }

    static RenderedChart draw(RunData run) {
        List<PatchingFiles.ScaleRow> rows = PatchingFiles.scale(run.measurements());
        if (rows.isEmpty()) {
            return RenderedChart.missing("no scale benchmark");
        }
        Curves curves = new Curves();
        List<String> flavours = rows.stream().map(PatchingFiles.ScaleRow::patching).distinct().sorted().toList();
        StringBuilder bytes = new StringBuilder();
        for (String patching : flavours) {
            SortedMap<Integer, List<Double>> toggle = new TreeMap<>();
            SortedMap<Integer, List<Double>> declare = new TreeMap<>();
            SortedMap<Integer, List<Double>> lookup = new TreeMap<>();
            double last = 0;
            for (PatchingFiles.ScaleRow row : rows) {
                if (row.patching().equals(patching)) {
                    toggle.put(row.tracepoints(), List.of(row.secondsEach()));
                    declare.put(row.tracepoints(), List.of(row.declareSecondsEach()));
                    lookup.put(row.tracepoints(), List.of(row.lookupSecondsEach()));
                    last = row.bytesEach();
                }
            }
            bytes.append(bytes.isEmpty() ? "" : ", ").append(ChartStyle.format("%s %,.0f bytes", patching, last));
            int color = flavours.indexOf(patching);
            curves.add("enable and disable, " + patching, toggle, Style.color(NAMES.get(color)), Style.solid(),
                    Style.marker(0), true);
            curves.add("declare, " + patching, declare, Style.color(NAMES.get(color)), Style.solid(),
                    Style.marker(1), true);
            curves.add("look up by name, " + patching, lookup, Style.color(NAMES.get(color)), Style.solid(),
                    Style.marker(2), true);
            curves.legendColor(patching, Style.color(NAMES.get(color)));
        }
        curves.legendLine("enable and disable", Style.solid(), Style.marker(0), true);
        curves.legendLine("declare", Style.solid(), Style.marker(1), true);
        curves.legendLine("look up by name", Style.solid(), Style.marker(2), true);
        XYPlot plot = curves.plot("tracepoints, N", "time for one of them", 1.3);
        return RenderedChart.of(ChartStyle.finish("One tracepoint among N",
                "disabled, at the largest N: " + bytes + " each",
                "Medians over all iterations of all forks; no code is compiled around these tracepoints.", plot),
                curves.description(), curves.data());
    }

    private static final List<String> NAMES = List.of("original", "unconditional", "conditional");
}
