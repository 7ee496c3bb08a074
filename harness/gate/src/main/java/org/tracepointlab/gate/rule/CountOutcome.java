package org.tracepointlab.gate.rule;

import java.util.Map;
import org.tracepointlab.gate.core.Printable;

/**
 * What was decided of one exact count.
 *
 * @param benchmark full name
 * @param params of the benchmark
 * @param counter name of JMH's secondary metric
 * @param verdict PASS, FAIL or INVALID
 * @param reason in one line, with the counts
 */
public record CountOutcome(String benchmark, Map<String, String> params, String counter, Verdict verdict,
        String reason) {

    /** For people: benchmark, parameters and counter. */
    @Override
    public String toString() {
        return new BenchmarkId(benchmark, "", params).toString().strip() + " " + Printable.escaped(counter);
    }
}
