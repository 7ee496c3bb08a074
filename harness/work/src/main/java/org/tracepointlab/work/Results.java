package org.tracepointlab.work;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.ScalarResult;
import org.tracepointlab.work.agent.Totals;

/** An iteration's counts as secondary results of JMH, for each operation. What is not known is left out. */
final class Results {
    private final List<ScalarResult> all = new ArrayList<>();
    private final double operations;

    /** @param operations as JMH counts them; above 0 */
    Results(double operations) {
        this.operations = operations;
    }

    void add(String prefix, Totals totals) {
        add(prefix + "bytecodes", totals.bytecodes(), "bytecodes/op");
        add(prefix + "calls", totals.calls(), "calls/op");
        add(prefix + "objects", totals.objects(), "objects/op");
        if (totals.unsized() == null) {
            add(prefix + "bytes", totals.bytes(), "B/op");
        }
        add(prefix + "monitors", totals.monitors(), "enters/op");
        add(prefix + "atomics", totals.atomics(), "updates/op");
    }

    void add(Map<String, Long> vm) {
        vm.forEach((name, count) -> add("work.vm." + name, count, name + "/op"));
    }

    private void add(String name, long count, String unit) {
        all.add(new ScalarResult(name, count / operations, unit, AggregationPolicy.AVG));
    }

    /** With the operations themselves. */
    List<ScalarResult> all(long invocations) {
        all.add(new ScalarResult("work.invocations", invocations, "calls", AggregationPolicy.SUM));
        return all;
    }
}
