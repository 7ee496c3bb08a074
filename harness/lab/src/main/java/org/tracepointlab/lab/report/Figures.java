package org.tracepointlab.lab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.Colours;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;

/** What a run says about each implementation, at its largest disable-all: for cards, bars on a terminal, and JSON. */
public final class Figures {

    private Figures() {
    }

    /**
     * One implementation at the largest N of the highest HZ.
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
        CostCurve disable = run.curve().main("disable");
        int n = disable.largestN();
        CostCurve largest = disable.where(p -> p.tracepoints() == n);
        List<Figure> figures = new ArrayList<>();
        if (!largest.points().isEmpty()) {
            int hz = largest.hzs().get(largest.hzs().size() - 1);
            double original = largest.of("original", hz).medianAt(n);
            for (String implementation : largest.where(p -> p.hz() == hz).implementations()) {
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

    /** The run's result as a document for programs. */
    public static ObjectNode json(RunData run) {
        ObjectNode root = Json.object();
        root.put("run", run.folder().toString()).put("id", Report.id(run)).put("headline", Headline.of(run));
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
