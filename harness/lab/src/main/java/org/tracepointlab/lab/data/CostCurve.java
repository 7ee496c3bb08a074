package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.run.Fit;
import org.tracepointlab.lab.run.Measurement;

/**
 * Cost points and what is asked of them.
 *
 * @param points in the order in which they were measured
 */
public record CostCurve(List<CostPoint> points) {

    /** A fit begins at this N: below it the constant part of the cost outweighs what grows. */
    public static final int FIT_FROM = 10;

    private static final List<String> HEADER = List.of("implementation", "rcu", "hz", "cpus", "patching", "phase",
            "tracepoints", "fork", "iteration", "seconds", "grace_period_waits", "rcu_waits", "srcu_waits", "patches");

    /** The cost points among these measurements. */
    public static CostCurve of(List<Measurement> measurements) {
        return new CostCurve(measurements.stream().map(CostPoint::of).flatMap(Optional::stream).toList());
    }

    /** All toggles among these measurements, whether they belong on the curve or not. */
    public static CostCurve ofAny(List<Measurement> measurements) {
        return new CostCurve(measurements.stream().map(CostPoint::ofAny).flatMap(Optional::stream).toList());
    }

    /** Reads {@link #write}'s file; of the counters there is none. */
    public static CostCurve read(Path file) throws IOException {
        List<CostPoint> points = new ArrayList<>();
        for (CsvRow r : Csv.read(file, HEADER)) {
            points.add(new CostPoint(r.get("implementation"), r.get("rcu"), r.count("hz"), r.count("cpus"),
                    r.get("patching"), r.get("phase"), r.count("tracepoints"), 0, 0, r.count("fork"),
                    r.count("iteration"), r.measured("seconds"), Map.of()));
        }
        return new CostCurve(points);
    }

    /** Whether a file with these columns is {@link #write}'s. */
    public static boolean has(List<String> columns) {
        return columns.containsAll(HEADER);
    }

    /** The points that satisfy the condition. */
    public CostCurve where(Predicate<CostPoint> condition) {
        return new CostCurve(points.stream().filter(condition).toList());
    }

    /** Plain points of the {@code kernel} flavour with call-site patching on one CPU: the lab's main line. */
    public CostCurve main(String phase) {
        return where(p -> p.isPlain() && p.rcu().equals("kernel") && p.cpus() == 1 && p.patching().equals("callsite")
                && p.phase().equals(phase));
    }

    /** The same with deferred patching. */
    public CostCurve deferred(String phase) {
        return where(p -> p.isPlain() && p.rcu().equals("kernel") && p.cpus() == 1 && p.patching().equals("deferred")
                && p.phase().equals(phase));
    }

    /** Points of one implementation at one HZ. */
    public CostCurve of(String implementation, int hz) {
        return where(p -> p.implementation().equals(implementation) && p.hz() == hz);
    }

    /** HZ values that occur, ascending. */
    public List<Integer> hzs() {
        return points.stream().map(CostPoint::hz).distinct().sorted().toList();
    }

    /** Implementations that occur, in the fixed order. */
    public List<String> implementations() {
        return points.stream().map(CostPoint::implementation).distinct()
                .sorted(Comparator.comparingInt(Names::order).thenComparing(i -> i)).toList();
    }

    /**
     * Re-enable points with the seconds of their second half, the enabling; points that do not tell it are left out.
     */
    public CostCurve enablingHalf() {
        return new CostCurve(points.stream().filter(p -> p.enableSeconds() > 0)
                .map(p -> p.withSeconds(p.enableSeconds())).toList());
    }

    /** Seconds of every iteration by N, ascending. */
    public SortedMap<Integer, List<Double>> secondsByN() {
        SortedMap<Integer, List<Double>> byN = new TreeMap<>();
        points.forEach(p -> byN.computeIfAbsent(p.tracepoints(), n -> new ArrayList<>()).add(p.seconds()));
        return byN;
    }

    /** Median seconds at this N, or NaN. */
    public double medianAt(int tracepoints) {
        return Stats.median(points.stream().filter(p -> p.tracepoints() == tracepoints)
                .mapToDouble(CostPoint::seconds).toArray());
    }

    /** Greatest N that occurs, or 0. */
    public int largestN() {
        return points.stream().mapToInt(CostPoint::tracepoints).max().orElse(0);
    }

    /** Smallest and greatest value of a counter over all points, or nothing if no point has it. */
    public Optional<double[]> range(String counter) {
        double[] values = points.stream().mapToDouble(p -> p.counter(counter)).filter(Double::isFinite).sorted()
                .toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(new double[] {values[0], values[values.length - 1]});
    }

    /** Sum of a counter over all points that have it. */
    public double sum(String counter) {
        return points.stream().mapToDouble(p -> p.counter(counter)).filter(Double::isFinite).sum();
    }

    /** Seconds against N over every iteration with N of {@link #FIT_FROM} or more; nothing with fewer than three N. */
    public Optional<Fit> fit() {
        return fit(secondsByN());
    }

    static Optional<Fit> fit(SortedMap<Integer, List<Double>> secondsByN) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (Map.Entry<Integer, List<Double>> n : secondsByN.tailMap(FIT_FROM).entrySet()) {
            for (double seconds : n.getValue()) {
                x.add((double) n.getKey());
                y.add(seconds);
            }
        }
        double[] xs = Stats.array(x);
        return Fit.possible(xs) ? Optional.of(Fit.of(xs, Stats.array(y))) : Optional.empty();
    }

    /**
     * Writes {@code cost-curve.csv}: the plain points only, since it has no columns for readers and further removals
     * ({@code measurements.csv} has all).
     */
    public void write(Path file) throws IOException {
        List<List<String>> rows = points.stream().filter(CostPoint::isPlain).map(CostCurve::row).toList();
        Csv.write(file, HEADER, rows);
    }

    private static List<String> row(CostPoint p) {
        return List.of(p.implementation(), p.rcu(), "" + p.hz(), "" + p.cpus(), p.patching(), p.phase(),
                "" + p.tracepoints(), "" + p.fork(), "" + p.iteration(), Csv.number(p.phaseSeconds()),
                p.field("gracePeriodWaits"), p.field("rcuWaits"), p.field("srcuWaits"), p.field("patches"));
    }
}
