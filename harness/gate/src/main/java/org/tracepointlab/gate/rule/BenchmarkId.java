package org.tracepointlab.gate.rule;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.tracepointlab.gate.core.Printable;

/**
 * What makes two results comparable: they are of the same benchmark, mode and parameters.
 *
 * @param benchmark full name
 * @param mode JMH's short name ({@code thrpt}, {@code avgt}, {@code sample}, {@code ss}); {@code sample p99} where the
 *     tail of the samples is judged
 * @param params values by name
 */
public record BenchmarkId(String benchmark, String mode, Map<String, String> params) {

    private static final String TAIL = " p99";

    /**
     * Takes a copy, in which what a terminal, a log or a reader would obey is escaped: names come from files of others.
     */
    public BenchmarkId {
        benchmark = Printable.escaped(benchmark);
        mode = Printable.escaped(mode);
        Map<String, String> escaped = new LinkedHashMap<>();
        params.forEach((name, value) -> escaped.put(Printable.escaped(name), Printable.escaped(value)));
        params = Collections.unmodifiableMap(escaped);
    }

    /** The same benchmark, judged by the 99th percentile of its samples in place of their mean. */
    BenchmarkId tail() {
        return new BenchmarkId(benchmark, mode + TAIL, params);
    }

    boolean isTail() {
        return mode.endsWith(TAIL);
    }

    /** The same without one parameter; this one where the name is null. */
    BenchmarkId without(String param) {
        if (param == null) {
            return this;
        }
        Map<String, String> others = new LinkedHashMap<>(params);
        others.remove(param);
        return new BenchmarkId(benchmark, mode, others);
    }

    /** True where a higher score is a lower cost. */
    public boolean higherIsBetter() {
        return mode.equals("thrpt");
    }

    /** {@code Class.method}, without the package. */
    public String shortName() {
        int method = benchmark.lastIndexOf('.');
        return method <= 0 ? benchmark : benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
    }

    /** For people, in a list: without the parameters that all of them share, if they are several. */
    public String among(Collection<BenchmarkId> all) {
        if (all.size() < 2) {
            return toString();
        }
        Map<String, String> apart = new LinkedHashMap<>(params);
        apart.entrySet().removeIf(p -> all.stream().allMatch(id -> p.getValue().equals(id.params().get(p.getKey()))));
        return new BenchmarkId(benchmark, mode, apart).toString();
    }

    /** For people: {@code Class.method[name=value,...]}, and the mode. */
    @Override
    public String toString() {
        return shortName() + (params.isEmpty() ? "" : params.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(",", "[", "]"))) + " " + mode;
    }
}
