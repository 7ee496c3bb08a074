package org.tracepointlab.lab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.Colours;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;

/**
 * What a run says about each implementation, at the largest disable-all that most of them have: for cards, bars on a
 * terminal, and JSON.
 */
public final class Figures {

    private Figures() {
    }

    /**
     * One implementation at the N and HZ of all figures.
     *
     * @param implementation its name
     * @param mark correct, MISMATCH or not checked
     * @param hz ticks a second
     * @param tracepoints N
     * @param seconds median
     * @param low smallest iteration
     * @param high greatest
     * @param iterations how many
     * @param waits grace-period waits of one disable-all, a number or a range
     * @param ratio to original, or NaN
     */
    public record Figure(String implementation, String mark, int hz, int tracepoints, double seconds, double low,
            double high, int iterations, String waits, double ratio) {

        /** The median with its unit. */
        public String median() {
            return Units.seconds(seconds);
        }

        /** All else, in words. */
        public String details() {
            return Markdown.format("N=%,d, HZ=%d; %s to %s over %d; waits: %s; to original: %s", tracepoints, hz,
                    Units.seconds(low), Units.seconds(high), iterations, waits, Units.ratio(ratio));
        }

        String colour() {
            return Colours.css(implementation);
        }
    }

    /** In the fixed order of implementations; none if the run has no disable-all of the main line. */
    public static List<Figure> of(RunData run) {
        CostCurve largest = largest(run.curve().main("disable"));
        List<Figure> figures = new ArrayList<>();
        if (!largest.points().isEmpty()) {
            int n = largest.points().get(0).tracepoints();
            int hz = largest.points().get(0).hz();
            double original = largest.of("original", hz).medianAt(n);
            for (String implementation : largest.implementations()) {
                CostCurve own = largest.of(implementation, hz);
                List<Double> seconds = own.secondsByN().get(n);
                double median = own.medianAt(n);
                figures.add(new Figure(implementation, run.marks().of(implementation), hz, n, median,
                        seconds.stream().mapToDouble(s -> s).min().orElse(median),
                        seconds.stream().mapToDouble(s -> s).max().orElse(median), seconds.size(), Markdown.waits(own),
                        median / original));
            }
        }
        return figures;
    }

    /** The points at the N and HZ that most implementations have: the largest N, and of its HZ the highest. */
    private static CostCurve largest(CostCurve disable) {
        Map<List<Integer>, Set<String>> cells = new HashMap<>();
        disable.points().forEach(p -> cells.computeIfAbsent(List.of(p.tracepoints(), p.hz()), k -> new HashSet<>())
                .add(p.implementation()));
        return cells.keySet().stream().max(Comparator.comparingInt((List<Integer> cell) -> cells.get(cell).size())
                .thenComparing(cell -> cell.get(0)).thenComparing(cell -> cell.get(1)))
                .map(cell -> disable.where(p -> p.tracepoints() == cell.get(0) && p.hz() == cell.get(1)))
                .orElse(disable);
    }

    /** The run's result as a document for programs. */
    public static ObjectNode json(RunData run) {
        ObjectNode root = Json.object();
        root.put("run", run.folder().toString()).put("id", Report.id(run)).put("headline", Headline.of(run));
        ArrayNode conclusions = root.putArray("conclusions");
        Conclusions.of(run).forEach(conclusions::add);
        root.put("verdict", run.validity().valid() ? "VALID" : "INVALID");
        ArrayNode reasons = root.putArray("invalidBecause");
        run.validity().reasons().forEach(reasons::add);
        ArrayNode all = root.putArray("implementations");
        for (Figure f : of(run)) {
            ObjectNode node = all.addObject().put("implementation", f.implementation()).put("mark", f.mark())
                    .put("hz", f.hz()).put("tracepoints", f.tracepoints()).put("medianSeconds", f.seconds())
                    .put("minSeconds", f.low()).put("maxSeconds", f.high()).put("iterations", f.iterations())
                    .put("gracePeriodWaits", f.waits());
            if (Double.isFinite(f.ratio())) {
                node.put("ratioToOriginal", f.ratio());
            } else {
                node.putNull("ratioToOriginal");
            }
        }
        return root;
    }
}
