package org.tracepointlab.gate.rule;

import java.util.List;
import java.util.Map;
import org.tracepointlab.gate.core.Printable;

/**
 * What was decided of one number that is judged exactly.
 *
 * @param layer that judged it
 * @param benchmark full name
 * @param params of the benchmark
 * @param counter name of JMH's secondary metric
 * @param verdict PASS, FAIL, INVALID, ONLY_BASELINE or ONLY_CANDIDATE
 * @param reason in one line, with the numbers
 * @param before what the baseline counts for each operation; NaN where the layer compares no single number
 * @param after the candidate's
 * @param methods those whose counts grew most, the most first, with their growth; none where nothing FAILs
 */
public record CountOutcome(Layer layer, String benchmark, Map<String, String> params, String counter, Verdict verdict,
        String reason, double before, double after, List<String> methods) {

    /** Takes a copy. */
    public CountOutcome {
        methods = List.copyOf(methods);
    }

    /** An outcome of the first layer. */
    public CountOutcome(String benchmark, Map<String, String> params, String counter, Verdict verdict, String reason) {
        this(Layer.COUNTS, benchmark, params, counter, verdict, reason, Double.NaN, Double.NaN, List.of());
    }

    /** The same with another verdict and reason. */
    public CountOutcome as(Verdict other, String why) {
        return new CountOutcome(layer, benchmark, params, counter, other, why, before, after, methods);
    }

    /** The same with the methods whose counts grew most. */
    public CountOutcome grown(List<String> most) {
        return new CountOutcome(layer, benchmark, params, counter, verdict, reason, before, after, most);
    }

    /** For people: benchmark, parameters and counter. */
    @Override
    public String toString() {
        return new BenchmarkId(benchmark, "", params).toString().strip() + " " + Printable.escaped(counter);
    }
}
