package org.tracepointlab.gate.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.JmhUnits;
import org.tracepointlab.gate.rule.WorkRule;

/**
 * One benchmark on one kind of machine, over its commits.
 *
 * @param id which; of work alone with the mode {@link Entry#WORK}
 * @param unit of the scores
 * @param settings the same in all of its runs
 * @param machine the same in all of its runs
 * @param higherIsBetter whether more is better
 * @param points commits, the oldest first
 */
public record Series(BenchmarkId id, String unit, String settings, Machine machine, boolean higherIsBetter,
        List<Point> points) {

    /**
     * One commit: all runs of it together.
     *
     * @param commit which
     * @param forks scores of all forks, in the unit of the series; may be none
     * @param work counts for each operation, of the latest run that has them
     * @param verdict of the latest gate on it; may be empty
     */
    public record Point(Commit commit, double[] forks, Map<String, Double> work, String verdict) {

        /** The median of all means of two forks (Hodges and Lehmann), on a logarithmic scale; NaN without forks. */
        public double value() {
            double[] pairs = new double[forks.length * (forks.length + 1) / 2];
            int next = 0;
            for (int i = 0; i < forks.length; i++) {
                for (int j = i; j < forks.length; j++) {
                    pairs[next++] = (Math.log(forks[i]) + Math.log(forks[j])) / 2;
                }
            }
            return Math.exp(Stats.median(pairs));
        }
    }

    private record Key(BenchmarkId id, String dimension, String settings, Machine machine) {
    }

    /** All series of these lines, by benchmark. */
    public static List<Series> of(List<Entry> entries) {
        Map<Key, List<Entry>> groups = new HashMap<>();
        entries.forEach(e -> groups.computeIfAbsent(new Key(e.id(), dimension(e.unit()), e.settings(), e.machine()),
                none -> new ArrayList<>()).add(e));
        Map<String, List<Entry>> ordered = new TreeMap<>();
        groups.forEach((key, group) -> ordered.put(key.toString(), group));
        return ordered.values().stream().map(group -> one(group.stream().sorted(Comparator
                .comparing((Entry e) -> e.commit().time()).thenComparing(Entry::time).thenComparing(Entry::line))
                .toList())).toList();
    }

    private static String dimension(String unit) {
        return unit.startsWith("ops/") && Double.isFinite(JmhUnits.factor(unit, "ops/s")) ? "ops/s"
                : unit.endsWith("/op") && Double.isFinite(JmhUnits.factor(unit, "s/op")) ? "s/op" : unit;
    }

    /** Where the same commit is there with two times, the earliest counts. */
    private static Series one(List<Entry> entries) {
        Entry last = entries.get(entries.size() - 1);
        Map<String, List<Entry>> commits = new LinkedHashMap<>();
        entries.forEach(e -> commits.computeIfAbsent(e.commit().id(), none -> new ArrayList<>()).add(e));
        return new Series(last.id(), last.unit(), last.settings(), last.machine(), last.higherIsBetter(),
                commits.values().stream().map(runs -> point(runs, last.unit())).toList());
    }

    private static Point point(List<Entry> runs, String unit) {
        Map<String, Double> work = new TreeMap<>();
        String verdict = "";
        for (Entry run : runs.stream().sorted(Comparator.comparing(Entry::time)).toList()) {
            work.putAll(run.work());
            verdict = run.verdict().isEmpty() ? verdict : run.verdict();
        }
        double[] forks = runs.stream().flatMapToDouble(run -> {
            double factor = JmhUnits.factor(run.unit(), unit);
            return Arrays.stream(run.scores()).map(score -> score * factor);
        }).toArray();
        return new Point(runs.get(0).commit(), forks, work, verdict);
    }

    /** Points that have scores. */
    List<Integer> timed() {
        return indices(p -> p.forks().length > 0);
    }

    /** Points that have this count. */
    List<Integer> counted(String metric) {
        return indices(p -> p.work().containsKey(metric));
    }

    private List<Integer> indices(Predicate<Point> has) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (has.test(points.get(i))) {
                all.add(i);
            }
        }
        return all;
    }

    /** Names of all counts. */
    Set<String> metrics() {
        Set<String> metrics = new TreeSet<>();
        points.forEach(p -> metrics.addAll(p.work().keySet()));
        return metrics;
    }

    /** Changes of its cost: above 1 it became slower. The indices are those of the points. */
    public List<Change> changes() {
        List<Integer> at = timed();
        double[] costs = at.stream().mapToDouble(i -> higherIsBetter ? 1 / points.get(i).value()
                : points.get(i).value()).toArray();
        return ChangePoints.find(costs).stream().map(change -> change.at(at)).toList();
    }

    /** Changes of one of its counts. */
    public List<Change> changes(String metric) {
        List<Integer> at = counted(metric);
        return ChangePoints.ofCounts(at.stream().mapToDouble(i -> points.get(i).work().get(metric)).toArray(),
                WorkRule.least(metric)).stream().map(change -> change.at(at)).toList();
    }

    /** When its newest commit was made. */
    Instant newest() {
        return points.get(points.size() - 1).commit().time();
    }
}
