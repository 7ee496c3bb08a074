package org.tracepointlab.gate.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tracepointlab.gate.core.Iterations;

/** Finds what two sides have in common, by asking their jars. */
public final class CellFinder {

    private final Side baseline;
    private final Side candidate;
    private final Map<String, List<String>> given;
    private final Iterations iterations;
    private final List<GatePlan.Unmatched> unmatched = new ArrayList<>();

    /**
     * @param baseline or null for none
     * @param given values of parameters in place of all others
     * @param iterations in place of all others, or null
     */
    public CellFinder(Side baseline, Side candidate, Map<String, List<String>> given, Iterations iterations) {
        this.baseline = baseline;
        this.candidate = candidate;
        this.given = Map.copyOf(given);
        this.iterations = iterations;
    }

    /** What only one side has, so far. */
    public List<GatePlan.Unmatched> unmatched() {
        return List.copyOf(unmatched);
    }

    /**
     * The cells of these entries.
     *
     * @throws IllegalArgumentException if the candidate lacks a parameter
     */
    public List<GateCell> cells(List<GateFile.Entry> entries) throws IOException {
        List<GateCell> cells = new ArrayList<>();
        if (entries.isEmpty()) {
            return cells;
        }
        String exactly = entries.stream().map(e -> e.benchmark().replaceAll("([.$])", "\\\\$1")).distinct()
                .collect(Collectors.joining("|", "^(", ")$"));
        Map<String, Map<String, List<String>>> now = Benchmarks.of(candidate, exactly);
        Map<String, Map<String, List<String>>> old = ofBaseline(exactly, now);
        for (GateFile.Entry entry : entries) {
            cells.addAll(entry(entry, now.get(entry.benchmark()), old.get(entry.benchmark())));
        }
        return cells;
    }

    /**
     * The cells of all benchmarks whose name matches.
     *
     * @throws IllegalArgumentException if a given parameter is none of any of them
     */
    public List<GateCell> cells(String include) throws IOException {
        Map<String, Map<String, List<String>>> now = Benchmarks.of(candidate, include);
        Map<String, Map<String, List<String>>> old = ofBaseline(include, now);
        Set<String> names = new LinkedHashSet<>(now.keySet());
        names.addAll(old.keySet());
        List<GateCell> cells = new ArrayList<>();
        for (String name : names) {
            GateFile.Entry entry = new GateFile.Entry(name, Map.of(), Iterations.DECLARED, GateCell.UNKNOWN_SECONDS);
            cells.addAll(entry(entry, now.get(name), old.get(name)));
        }
        return cells;
    }

    /** What the baseline's jar lists; the candidate's answer where they are one jar, asked in the same way. */
    private Map<String, Map<String, List<String>>> ofBaseline(String include,
            Map<String, Map<String, List<String>>> now)
            throws IOException {
        boolean same = baseline == null || baseline.jar().equals(candidate.jar())
                && baseline.jdk().equals(candidate.jdk());
        return same ? now : Benchmarks.of(baseline, include);
    }

    private List<GateCell> entry(GateFile.Entry entry, Map<String, List<String>> now, Map<String, List<String>> old) {
        if (now == null || old == null) {
            if (now == null && old == null) {
                throw new IllegalArgumentException("expected " + entry.benchmark() + " in the jars, found none in "
                        + candidate.jar());
            }
            unmatched.add(new GatePlan.Unmatched(entry.benchmark(), now == null,
                    now == null ? "only in the baseline: it cannot be compared; if it was removed on purpose, leave it "
                            + "out of the comparison"
                            : "only in the candidate: there is nothing to compare it with yet; it decides nothing"));
            return List.of();
        }
        Set<String> sides = new TreeSet<>(candidate.params().keySet());
        Map<String, List<String>> values = new LinkedHashMap<>(entry.params());
        given.forEach((name, list) -> {
            if (now.containsKey(name)) {
                values.put(name, list);
            }
        });
        if (baseline != null) {
            sides.addAll(baseline.params().keySet());
        }
        for (String side : sides) {
            if (!now.containsKey(side) || !old.containsKey(side)) {
                throw new IllegalArgumentException("expected one of the parameters " + now.keySet() + " of "
                        + entry.benchmark() + ", found " + side);
            }
        }
        Map<String, List<String>> params = new LinkedHashMap<>(now);
        for (Map.Entry<String, List<String>> param : now.entrySet()) {
            if (!old.containsKey(param.getKey())) {
                List<String> asked = values.getOrDefault(param.getKey(), param.getValue());
                if (!asked.equals(param.getValue()) || asked.size() > 1) {
                    unmatched.add(new GatePlan.Unmatched(entry.benchmark(), false,
                            "the baseline has no parameter " + param.getKey()));
                    return List.of();
                }
                params.remove(param.getKey());
                values.remove(param.getKey());
            }
        }
        return Cells.of(entry.benchmark(), params, values, sides, iterations == null ? entry.iterations() : iterations,
                entry.seconds());
    }
}
