package org.tracepointlab.lab.data;

import java.util.Map;
import java.util.Optional;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.lab.run.Measurement;

/**
 * One measured enable, disable or re-enable of all tracepoints.
 *
 * @param implementation original, unconditional or conditional
 * @param rcu flavour of grace periods
 * @param hz ticks a second of the {@code kernel} flavour
 * @param cpus simulated CPUs of the {@code kernel} flavour
 * @param patching call site or field
 * @param phase enable, disable or reenable
 * @param tracepoints N
 * @param readers threads that fired meanwhile
 * @param furtherRemovals removals outside of the N (the tracer's own probes in the kernel)
 * @param fork from 1
 * @param iteration from 1
 * @param seconds for all N
 * @param counters the iteration's counters by name, see {@link #counter}
 */
public record CostPoint(String implementation, String rcu, int hz, int cpus, String patching, String phase,
        int tracepoints, int readers, int furtherRemovals, int fork, int iteration, double seconds,
        Map<String, Double> counters) {

    private static final double NANO = 1e-9;
    private static final Map<String, String> PHASES =
            Map.of(Names.DISABLE_ALL, "disable", Names.ENABLE_ALL, "enable", Names.REENABLE_ALL, "reenable");

    /**
     * The measurement as a cost point, or nothing if it is of another kind of benchmark, or one that the curve has no
     * columns for: in batches, or of several JDKs ({@link PatchingRound}).
     */
    public static Optional<CostPoint> of(Measurement m) {
        return m.param("mode").equals("batch") || !m.param("jdk").isEmpty() ? Optional.empty() : ofAny(m);
    }

    /** The measurement as a cost point, or nothing if it is of another kind of benchmark. */
    static Optional<CostPoint> ofAny(Measurement m) {
        String phase = PHASES.get(m.benchmark());
        if (phase == null || !Double.isFinite(m.score())) {
            return Optional.empty();
        }
        return Optional.of(new CostPoint(m.param("implementation"), m.param("rcu"), number(m, "hz"), number(m, "cpus"),
                m.param("patching"), phase, number(m, "tracepoints"), number(m, "readers"),
                number(m, "furtherRemovals"), m.fork(), m.iteration(), seconds(m), m.metrics()));
    }

    /** The counter of this name, or NaN where the benchmark has none. */
    public double counter(String name) {
        return counters.getOrDefault(name, Double.NaN);
    }

    /** Seconds of the enabling alone where one point is a disable-all and an enable-all, or NaN if not told apart. */
    public double enableSeconds() {
        return counter("enableNanos") > 0 ? counter("enableNanos") * NANO : Double.NaN;
    }

    /**
     * Seconds of the phase that the point is named for, which its counters are of too: of the enabling where that is
     * told apart from the disabling before it, as in the kernel reference; else of the whole.
     */
    public double phaseSeconds() {
        return phase.equals("reenable") && enableSeconds() > 0 ? enableSeconds() : seconds;
    }

    /** True if nothing but the N tracepoints was at work, so that the point belongs on the cost curve. */
    public boolean isPlain() {
        return readers == 0 && furtherRemovals == 0;
    }

    CostPoint withSeconds(double other) {
        return new CostPoint(implementation, rcu, hz, cpus, patching, phase, tracepoints, readers,
                furtherRemovals, fork,
                iteration, other, counters);
    }

    /** A counter as a CSV field. */
    String field(String counter) {
        return Csv.number(counter(counter));
    }

    private static int number(Measurement m, String param) {
        String value = m.param(param);
        if (value.isEmpty()) {
            return 0;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    m.benchmark() + ": expected a whole number for " + param + ", found " + value, e);
        }
    }

    private static double seconds(Measurement m) {
        return switch (m.unit()) {
            case "s/op" -> m.score();
            case "ms/op" -> m.score() / 1e3;
            case "us/op" -> m.score() / 1e6;
            case "ns/op" -> m.score() / 1e9;
            default -> throw new IllegalArgumentException(m.benchmark() + ": expected time a call, found " + m.unit());
        };
    }
}
