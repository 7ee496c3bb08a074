package org.tracepointlab.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.run.Plan;

/**
 * The lab's plans: data, with the estimates that progress and budgets are computed from.
 *
 * <p>What decides the time is the unconditional teardown in the {@code kernel} flavour, 5 jiffies a tracepoint, and the
 * start of two JVMs for each fork.
 */
final class LabPlans {

    /** Names of the plans, shortest first. */
    static final List<String> NAMES = List.of("smoke", "default", "full", "patching", "deferred");

    private static final List<String> ALL = Names.IMPLEMENTATIONS;
    private static final List<String> CALLSITE = List.of("callsite");
    private static final List<String> BOTH = List.of("callsite", "field");
    private static final List<String> DEFERRED = List.of("deferred");
    private static final int MANY = 1000;
    /** Expected seconds until a fork measures: JMH's own JVM, the fork's, and both ends. */
    private static final double START = 2.2;
    /** Expected seconds to compile one tracepoint's site again, before each iteration. */
    private static final double SETUP_PER_TRACEPOINT = 0.0035;
    /** Expected seconds to patch one tracepoint. */
    private static final double PATCH = 0.0005;
    private static final double JIFFIES_PER_REMOVAL = 5;
    private static final int PATCHING_FORKS = 5;
    /** A batch takes milliseconds, in which one stall counts as much as all patches: the median of several. */
    private static final Iterations BATCHES = Iterations.singleShot(1, 5);
    /** For a ratio to within 2%. */
    private static final int DISABLED_FORKS = 10;
    /** For an interval. */
    private static final int FEW_FORKS = 3;
    private static final int BYSTANDER_FORKS = 3;
    private static final int ROUNDS = 20;
    private static final int ROUND_TRACEPOINTS = 400;
    private static final int DEFERRED_ROUND_TRACEPOINTS = 150;
    private static final int WARM_TRACEPOINTS = 1_000_000;

    private LabPlans() {
    }

    /**
     * The plan of this name.
     *
     * @throws UsageException if there is none, or the overrides leave nothing of it
     */
    static Plan of(String name, Overrides overrides) {
        List<ParameterGrid> families = switch (name) {
            case "smoke" -> smoke();
            case "default" -> standard();
            case "full" -> full();
            case "patching" -> patching();
            case "deferred" -> deferred();
            default -> throw new UsageException("--plan", "one of " + String.join(", ", NAMES), "'" + name + "'");
        };
        List<Cell> cells = new ArrayList<>();
        families.forEach(f -> cells.addAll(f.with(overrides).cells()));
        return new Plan(name, cells);
    }

    private static List<ParameterGrid> smoke() {
        return List.of(
                toggle(Names.DISABLE_ALL, ALL, "kernel", 250, List.of(1, 10), 1),
                toggle(Names.DISABLE_ALL, ALL, "kernel", 1000, List.of(1, 10, 50), 1),
                toggle(Names.DISABLE_ALL, ALL, "mb", 1000, List.of(10), 1),
                further(List.of("unconditional"), 250, List.of(1)),
                withReaders(ALL, List.of(20)),
                toggle(Names.ENABLE_ALL, ALL, "kernel", 1000, List.of(50), 1),
                toggle(Names.REENABLE_ALL, ALL, "kernel", 1000, List.of(10), 1),
                read("noTracepoint", CALLSITE, 1),
                read("disabled", CALLSITE, 1),
                read("oneProbe", CALLSITE, 1),
                withoutFences("oneProbe"),
                inTurn("field", 1),
                gracePeriods("kernel", List.of(1000), 1),
                gracePeriods("mb", List.of(1000), 1));
    }

    private static List<ParameterGrid> standard() {
        return List.of(
                toggle(Names.DISABLE_ALL, ALL, "kernel", 250, List.of(1, 5, 10, 20, 50, 100), 1),
                toggle(Names.DISABLE_ALL, ALL, "kernel", 1000, List.of(1, 5, 10, 50, 100, 400), 1),
                toggle(Names.DISABLE_ALL, ALL, "kernel", Names.SEED_HZ, List.of(Names.SEED_TRACEPOINTS), 1),
                deferredSeedScale(),
                toggle(Names.DISABLE_ALL, ALL, "mb", 1000, List.of(100), 1),
                further(List.of("unconditional"), 250, List.of(1, 2, 5, 10)),
                withReaders(ALL, List.of(100)),
                toggle(Names.ENABLE_ALL, ALL, "kernel", 1000, List.of(100), 1),
                toggle(Names.REENABLE_ALL, ALL, "kernel", 250, List.of(1, 10), 1),
                toggle(Names.REENABLE_ALL, ALL, "kernel", 1000, List.of(1, 10, 100), 1),
                read("noTracepoint", CALLSITE, 1),
                read("directCall", CALLSITE, 1),
                read("disabled", BOTH, 1),
                read("oneProbe", BOTH, 1),
                read("threeProbes", BOTH, 1),
                withoutFences("oneProbe"),
                inTurn("field", FEW_FORKS),
                gracePeriods("kernel", List.of(250, 1000), 1),
                gracePeriods("mb", List.of(1000), 1));
    }

    private static List<ParameterGrid> full() {
        List<Integer> sizes = List.of(1, 2, 5, 10, 20, 50, 100, 200, 400);
        return List.of(
                toggle(Names.DISABLE_ALL, ALL, "kernel", 250, sizes, 3),
                toggle(Names.DISABLE_ALL, ALL, "kernel", 1000, sizes, 3),
                toggle(Names.DISABLE_ALL, ALL, "kernel", 100, List.of(1, 10, 20, 50, 100), 3),
                toggle(Names.DISABLE_ALL, ALL, "kernel", Names.SEED_HZ, List.of(800, Names.SEED_TRACEPOINTS), 3),
                toggle(Names.DISABLE_ALL, ALL, "mb", 1000, List.of(1, 10, 100, 400, Names.SEED_TRACEPOINTS), 3),
                variant(ALL, List.of(10, 20, 50, 100), Map.of("cpus", "2", "hz", "250")),
                variant(ALL, List.of(10, 100, 400), Map.of("patching", "field")),
                further(ALL, 250, List.of(1, 2, 5, 10, 20)),
                further(ALL, 1000, List.of(1, 2, 5, 10, 20)),
                withReaders(ALL, List.of(10, 100, 400)),
                toggle(Names.ENABLE_ALL, ALL, "kernel", 1000, sizes, 3),
                toggle(Names.REENABLE_ALL, ALL, "kernel", 250, List.of(1, 10, 50, 100), 3),
                toggle(Names.REENABLE_ALL, ALL, "kernel", 1000, List.of(1, 10, 50, 100, 200, 400), 3),
                read("noTracepoint", CALLSITE, 3),
                read("directCall", CALLSITE, 3),
                read("disabled", BOTH, 3),
                read("oneProbe", BOTH, 3),
                read("threeProbes", BOTH, 3),
                withoutFences("oneProbe"),
                inTurn("callsite", DISABLED_FORKS),
                inTurn("field", DISABLED_FORKS),
                gracePeriods("kernel", List.of(100, 250, 1000), 3),
                gracePeriods("mb", List.of(1000), 3));
    }

    /** What patching costs, in batches and one by one, on each JDK that is installed; and to whom. */
    private static List<ParameterGrid> patching() {
        List<String> jdks = Jdk.installed().stream().map(jdk -> "" + jdk.feature()).toList();
        List<String> modes = List.of("one-by-one", "batch");
        return List.of(
                rounds(jdks, List.of("conditional"), CALLSITE, modes, ROUND_TRACEPOINTS,
                        Iterations.singleShot(0, ROUNDS)),
                rounds(jdks, List.of("original", "conditional"), CALLSITE, List.of("one-by-one"),
                        Names.SEED_TRACEPOINTS, Iterations.singleShot(1, 1)),
                rounds(jdks, List.of("original", "conditional"), CALLSITE, List.of("batch"), Names.SEED_TRACEPOINTS,
                        BATCHES),
                seedScale(List.of("original", "unconditional", "conditional", "paired"), "one-by-one"),
                seedScale(List.of("conditional", "paired", "batched"), "batch"),
                disabled(jdks, BOTH, DISABLED_FORKS),
                reads(jdks, "noTracepoint", CALLSITE, List.of("conditional")),
                reads(jdks, "directCall", CALLSITE, List.of("conditional")),
                reads(jdks, "disabled", BOTH, List.of("conditional")),
                reads(jdks, "typedDisabled", CALLSITE, List.of("conditional")),
                reads(jdks, "typedOneProbe", CALLSITE, List.of("conditional")),
                reads(jdks, "oneProbe", BOTH, List.of("conditional", "paired")),
                reads(jdks, "rawOneProbe", CALLSITE, List.of("conditional")),
                scale("field", List.of(10_000, 100_000, 1_000_000)),
                scale("callsite", List.of(10_000, 20_000)),
                bystander("alone"), bystander("unrelated"));
    }

    /** Teardown at the speed of a store: what deferred patching saves and costs, on each JDK that is installed. */
    private static List<ParameterGrid> deferred() {
        List<String> jdks = Jdk.installed().stream().map(jdk -> "" + jdk.feature()).toList();
        List<String> singly = List.of("one-by-one");
        return List.of(
                rounds(jdks, List.of("lazy"), DEFERRED, singly, Names.SEED_TRACEPOINTS, Iterations.singleShot(1, 1)),
                rounds(jdks, List.of("conditional"), CALLSITE, List.of("one-by-one", "batch"), Names.SEED_TRACEPOINTS,
                        Iterations.singleShot(1, 1)),
                rounds(jdks, List.of("lazy"), DEFERRED, singly, DEFERRED_ROUND_TRACEPOINTS,
                        Iterations.singleShot(0, ROUNDS)),
                onEachJdk(jdks, deferred(List.of("original", "unconditional", "conditional"), List.of(100, 400))),
                onEachJdk(jdks, deferredSeedScale()),
                disabled(jdks, List.of("deferred", "armed"), PATCHING_FORKS),
                reads(jdks, "oneProbe", List.of("callsite", "deferred"), List.of("conditional")),
                furtherProbes(jdks), toggleRate(jdks, "lazy", "deferred"), toggleRate(jdks, "conditional", "callsite"),
                bystanderOf(Names.SEED_TRACEPOINTS, CALLSITE, List.of("nobody", "one-by-one", "batch")),
                bystanderOf(Names.SEED_TRACEPOINTS, DEFERRED, singly));
    }

    private static ParameterGrid deferred(List<String> implementations, List<Integer> sizes) {
        return toggle(Names.DISABLE_ALL, implementations, sizes, 1, Map.of("patching", "deferred"));
    }

    /** The experiment where turning a key off is a store: what is left is the wait. */
    private static ParameterGrid deferredSeedScale() {
        ParameterGrid all = deferred(List.of("original", "unconditional", "conditional", "lazy"),
                List.of(Names.SEED_TRACEPOINTS));
        return new ParameterGrid(all.benchmark(), all.axes(), params -> Iterations.singleShot(1, 1), 1, all.cost());
    }

    private static ParameterGrid onEachJdk(List<String> jdks, ParameterGrid grid) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put(Cell.JDK, jdks);
        axes.putAll(grid.axes());
        axes.put("mode", List.of("one-by-one"));
        return new ParameterGrid(grid.benchmark(), axes, params -> Iterations.singleShot(1, 1), 1, grid.cost());
    }

    private static ParameterGrid furtherProbes(List<String> jdks) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put(Cell.JDK, jdks);
        axes.put("probes", List.of("1", "2", "4", "8"));
        axes.put("funcs", List.of("different"));
        return new ParameterGrid(Names.FURTHER_PROBES + ".fire", axes, params -> new Iterations(3, 5, "200ms"),
                PATCHING_FORKS, LabPlans::timed);
    }

    private static ParameterGrid toggleRate(List<String> jdks, String implementation, String patching) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put(Cell.JDK, jdks);
        axes.put("implementation", List.of(implementation));
        axes.put("patching", List.of(patching));
        return new ParameterGrid(Names.TOGGLE_RATE, axes, params -> Iterations.singleShot(0, 1), 1,
                (params, i) -> START + 12);
    }

    private static ParameterGrid bystanderOf(int tracepoints, List<String> patchings, List<String> toggling) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put("patching", patchings);
        axes.put("toggling", toggling);
        axes.put("tracepoints", List.of("" + tracepoints));
        return new ParameterGrid(Names.BYSTANDER + ".alone", axes, params -> new Iterations(0, 2, "10s"), 1,
                (params, i) -> START + 35);
    }

    private static ParameterGrid rounds(List<String> jdks, List<String> implementations, List<String> patchings,
            List<String> modes, int tracepoints, Iterations iterations) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put(Cell.JDK, jdks);
        axes.put("implementation", implementations);
        axes.put("rcu", List.of("mb"));
        axes.put("patching", patchings);
        axes.put("mode", modes);
        axes.put("tracepoints", List.of("" + tracepoints));
        return new ParameterGrid(Names.DISABLE_ALL, axes, params -> iterations, PATCHING_FORKS, (params, i) -> START
                + (i.warmups() + i.measured()) * tracepoints * (SETUP_PER_TRACEPOINT + PATCH));
    }

    private static ParameterGrid seedScale(List<String> implementations, String mode) {
        ParameterGrid plain = toggle(Names.DISABLE_ALL, implementations, List.of(Names.SEED_TRACEPOINTS), 1, Map.of());
        Map<String, List<String>> axes = new LinkedHashMap<>(plain.axes());
        axes.put("mode", List.of(mode));
        return new ParameterGrid(plain.benchmark(), axes, params -> Iterations.singleShot(1, 2), 1, plain.cost());
    }

    private static ParameterGrid disabled(List<String> jdks, List<String> patchings, int forks) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put(Cell.JDK, jdks);
        axes.put("patching", patchings);
        return new ParameterGrid(Names.DISABLED, axes, params -> Iterations.singleShot(5, 5), forks,
                LabPlans::inTurnSeconds);
    }

    private static ParameterGrid reads(List<String> jdks, String method, List<String> patchings,
            List<String> implementations) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put(Cell.JDK, jdks);
        axes.put("implementation", implementations);
        axes.put("rcu", List.of("qsbr"));
        axes.put("patching", patchings);
        return new ParameterGrid(Names.READ_SIDE + "." + method, axes, params -> new Iterations(3, 5, "200ms"),
                PATCHING_FORKS,
                LabPlans::timed);
    }

    /** Warmed up by the same number of tracepoints whatever N is. */
    private static ParameterGrid scale(String patching, List<Integer> sizes) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put("patching", List.of(patching));
        axes.put("tracepoints", ParameterGrid.strings(sizes));
        double each = patching.equals("field") ? 4e-6 : 1.5e-4;
        int warm = patching.equals("field") ? WARM_TRACEPOINTS : 0;
        return new ParameterGrid(Names.SCALE, axes,
                params -> Iterations.singleShot(Math.max(1, warm / number(params, "tracepoints")), 3), PATCHING_FORKS,
                (params, i) -> START + (i.warmups() + i.measured()) * (0.1 + number(params, "tracepoints") * each));
    }

    private static ParameterGrid bystander(String method) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put("patching", BOTH);
        axes.put("toggling", List.of("nobody", "one-by-one", "batch"));
        return new ParameterGrid(Names.BYSTANDER + "." + method, axes, params -> new Iterations(1, 2, "2s"),
                BYSTANDER_FORKS,
                (params, i) -> START + 2 + 2 * (i.warmups() + i.measured()));
    }

    private static ParameterGrid toggle(String benchmark, List<String> implementations, String rcu, int hz,
            List<Integer> sizes, int forks) {
        return toggle(benchmark, implementations, sizes, forks, Map.of("rcu", rcu, "hz", "" + hz));
    }

    /** With the three removals of the tracer's own probes, as in the rows of the kernel reference. */
    private static ParameterGrid further(List<String> implementations, int hz, List<Integer> sizes) {
        return toggle(Names.DISABLE_ALL, implementations, sizes, 1, Map.of("hz", "" + hz, "furtherRemovals", "3"));
    }

    /** With one thread that fires the tracepoints meanwhile and checks data against func. */
    private static ParameterGrid withReaders(List<String> implementations, List<Integer> sizes) {
        return toggle(Names.DISABLE_ALL, implementations, sizes, 1, Map.of("readers", "1"));
    }

    private static ParameterGrid variant(List<String> implementations, List<Integer> sizes,
            Map<String, String> values) {
        return toggle(Names.DISABLE_ALL, implementations, sizes, 3, values);
    }

    private static ParameterGrid toggle(String benchmark, List<String> implementations, List<Integer> sizes, int forks,
            Map<String, String> values) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put("implementation", implementations);
        axes.put("rcu", List.of(values.getOrDefault("rcu", "kernel")));
        axes.put("hz", List.of(values.getOrDefault("hz", "1000")));
        axes.put("cpus", List.of(values.getOrDefault("cpus", "1")));
        axes.put("patching", List.of(values.getOrDefault("patching", "callsite")));
        axes.put("tracepoints", ParameterGrid.strings(sizes));
        axes.put("readers", List.of(values.getOrDefault("readers", "0")));
        axes.put("furtherRemovals", List.of(values.getOrDefault("furtherRemovals", "0")));
        return new ParameterGrid(benchmark, axes, LabPlans::shots, forks,
                (params, iterations) -> toggleSeconds(benchmark, params, iterations));
    }

    /** One warm-up and three measured iterations; two where one takes seconds. */
    private static Iterations shots(Map<String, String> params) {
        return Iterations.singleShot(1, number(params, "tracepoints") >= MANY ? 2 : 3);
    }

    private static double toggleSeconds(String benchmark, Map<String, String> params, Iterations iterations) {
        int n = number(params, "tracepoints");
        boolean waits = params.get("implementation").equals("unconditional") && params.get("rcu").equals("kernel")
                && !benchmark.equals(Names.ENABLE_ALL);
        double jiffies = waits ? JIFFIES_PER_REMOVAL * (n + number(params, "furtherRemovals")) : 0;
        double iteration = n * (SETUP_PER_TRACEPOINT + PATCH) + jiffies / number(params, "hz");
        return START + (iterations.warmups() + iterations.measured()) * iteration;
    }

    /** One family a method; the read side is the same in all implementations, so that one of them will do. */
    private static ParameterGrid read(String method, List<String> patchings, int forks) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put("implementation", List.of("conditional"));
        axes.put("rcu", List.of("kernel"));
        axes.put("hz", List.of("1000"));
        axes.put("patching", patchings);
        return new ParameterGrid(Names.READ_SIDE + "." + method, axes, params -> new Iterations(2, 3, "200ms"), forks,
                LabPlans::timed);
    }

    /** Over {@code qsbr}, whose readers mark nothing: a firing without the fences of the kernel flavour. */
    private static ParameterGrid withoutFences(String method) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put("implementation", List.of("conditional"));
        axes.put("rcu", List.of("qsbr"));
        axes.put("patching", CALLSITE);
        return new ParameterGrid(Names.READ_SIDE + "." + method, axes, params -> new Iterations(2, 3, "200ms"), 1,
                LabPlans::timed);
    }

    /** A disabled tracepoint and none in turn in one JVM: two JVMs differ by more than what it costs. */
    private static ParameterGrid inTurn(String patching, int forks) {
        return new ParameterGrid(Names.DISABLED, Map.of("patching", List.of(patching)), params ->
                Iterations.singleShot(5, 5), forks, LabPlans::inTurnSeconds);
    }

    private static double inTurnSeconds(Map<String, String> params, Iterations i) {
        return START + (i.warmups() + i.measured()) * 0.05;
    }

    private static ParameterGrid gracePeriods(String rcu, List<Integer> hz, int forks) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        axes.put("rcu", List.of(rcu));
        axes.put("hz", ParameterGrid.strings(hz));
        axes.put("cpus", List.of("1"));
        axes.put("readers", List.of("0"));
        return new ParameterGrid(Names.GRACE_PERIOD, axes, params -> new Iterations(1, 3, "300ms"), forks,
                LabPlans::timed);
    }

    private static double timed(Map<String, String> params, Iterations iterations) {
        double millis = iterations.time().endsWith("ms") ? Double.parseDouble(iterations.time().replace("ms", ""))
                : 1000 * Double.parseDouble(iterations.time().replace("s", ""));
        return START + (iterations.warmups() + iterations.measured()) * (millis / 1000 + 0.05);
    }

    private static int number(Map<String, String> params, String name) {
        return Integer.parseInt(params.get(name));
    }
}
