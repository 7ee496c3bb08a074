package org.tracepointlab.lab.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tracepointlab.lab.run.Measurement;

/**
 * Whether a run can be believed.
 *
 * @param ticks of the simulated kernel's tick source in all measured iterations without firing readers
 * @param lateTicks ticks that came more than one period late or were merged into a later one
 * @param reasons why the run is invalid; none if it is valid
 * @param mismatches calls of a func with data of another, by implementation
 * @param checked calls of a func whose data was checked, by implementation
 * @param loads what ran beside the forks
 */
public record Validity(long ticks, long lateTicks, List<String> reasons, Map<String, Long> mismatches,
        Map<String, Long> checked, ForkLoads loads) {

    /** A run with more late ticks than this percentage is invalid: its seconds are no longer jiffies times 1/HZ. */
    public static final double MAX_LATE_PERCENT = 1.0;

    /** Judges all measurements of a run. */
    public static Validity of(List<Measurement> measurements, CostCurve curve, ForkLoads loads) {
        List<Measurement> timed = measurements.stream().filter(Validity::isTimed).toList();
        long ticks = sum(timed, "ticks");
        long late = sum(timed, "lateTicks");
        List<String> reasons = new ArrayList<>();
        if (percent(late, ticks) > MAX_LATE_PERCENT) {
            reasons.add(String.format(Locale.ROOT, "%.2f%% of %d ticks were late (allowed: %.0f%%)",
                    percent(late, ticks), ticks, MAX_LATE_PERCENT));
        }
        loads.reason().ifPresent(reasons::add);
        long unproved = curve.points().stream().filter(Validity::lacksProofOfCompilation).count();
        if (unproved > 0) {
            reasons.add(unproved + " measured toggles without proof that all call sites were compiled again before");
        }
        long idle = curve.points().stream().filter(Validity::threwNothingAway).count();
        if (idle > 0) {
            reasons.add(idle + " measured disable-alls that did not throw away the compiled code of every call site");
        }
        Map<String, Long> mismatches = new LinkedHashMap<>();
        Map<String, Long> checked = new LinkedHashMap<>();
        for (String implementation : curve.implementations()) {
            CostCurve own = curve.where(p -> p.implementation().equals(implementation));
            mismatches.put(implementation, (long) own.sum("mismatches"));
            checked.put(implementation, (long) own.sum("readerFires"));
        }
        return new Validity(ticks, late, List.copyOf(reasons), mismatches, checked, loads);
    }

    /** True if the run can be believed. */
    public boolean valid() {
        return reasons.isEmpty();
    }

    /** Share of late ticks, 0 without any tick. */
    public double latePercent() {
        return percent(lateTicks, ticks);
    }

    /** True if a func was ever called with data of another. */
    public boolean mismatched(String implementation) {
        return mismatches.getOrDefault(implementation, 0L) > 0;
    }

    /**
     * Mismatches that readers saw, in words for a table. None is no proof: it is what these readers happened to meet.
     */
    public String readersSaw(String implementation) {
        long calls = checked.getOrDefault(implementation, 0L);
        if (mismatched(implementation)) {
            return String.format(Locale.ROOT, "MISMATCH (%d)", mismatches.get(implementation));
        }
        return calls > 0 ? String.format(Locale.ROOT, "none in %,d calls", calls) : "not checked";
    }

    /** Adds the verdict to {@code environment.json}. */
    public void addTo(ObjectNode environment) {
        environment.put("verdict", valid() ? "VALID" : "INVALID");
        ArrayNode why = environment.putArray("invalidBecause");
        reasons.forEach(why::add);
        environment.put("ticks", ticks).put("lateTicks", lateTicks).put("lateTicksPercent", latePercent());
        environment.put("forksWithKnownLoad", loads.known()).put("forksBesideOthers", loads.disturbed());
        ObjectNode node = environment.putObject("mismatches");
        mismatches.forEach(node::put);
        ObjectNode calls = environment.putObject("checkedCalls");
        checked.forEach(calls::put);
    }

    private static boolean lacksProofOfCompilation(CostPoint p) {
        return !p.patching().equals("field") && !(p.counter("compiledSites") >= p.tracepoints());
    }

    /**
     * Rows with firing readers are there for what the readers see; they crowd a small machine, and no time is taken
     * from them.
     */
    private static boolean isTimed(Measurement m) {
        return m.param("readers").isEmpty() || m.param("readers").equals("0");
    }

    /** Firing readers make the JIT compile meanwhile, so that only toggles without them can be counted. */
    private static boolean threwNothingAway(CostPoint p) {
        return p.phase().equals("disable") && p.patching().equals("callsite") && p.readers() == 0
                && p.counter("thrownAway") < p.tracepoints();
    }

    private static long sum(List<Measurement> measurements, String counter) {
        return (long) measurements.stream().mapToDouble(m -> m.metric(counter)).filter(Double::isFinite).sum();
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
