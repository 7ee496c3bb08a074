import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Layer;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.run.CellFinder;
import org.tracepointlab.gate.run.CountRules;
import org.tracepointlab.gate.run.GateCell;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.GateRun;
import org.tracepointlab.gate.run.Side;
import org.tracepointlab.gate.run.WorkCell;

/** What scripts/work-and-time runs: the same changes by their work and by their time, in duets. */
public final class WorkAndTime {

    private static final double MARGIN = 0.05;
    private static final long OPERATIONS = 100;

    /** A change: a benchmark, and what its two sides are. */
    private record Change(String what, String benchmark, Side before, Side after) {
    }

    private final Path folder;
    private final int blocks;
    private final List<Change> changes = new ArrayList<>();

    private WorkAndTime(Path folder, int blocks, Path older, Path newer, Path bench) {
        this.folder = folder;
        this.blocks = blocks;
        String[][] libraries = {{"commons-lang3 3.12.0 to 3.17.0", "randomAlphanumeric", "split", "replace"},
            {"Jackson 2.10.5 to 2.18.2", "readTree", "write"}, {"commons-csv 1.8 to 1.14.0", "parseCsv", "printCsv"},
            {"commons-codec 1.10 to 1.17.1", "base64", "hex"}, {"commons-text 1.3 to 1.13.0", "distance"},
            {"HdrHistogram 2.1.9 to 2.2.2", "record"}, {"Guava 23.0 to 33.4.0", "splitter", "immutableMap", "murmur"}};
        for (String[] library : libraries) {
            for (int i = 1; i < library.length; i++) {
                changes.add(new Change(library[0], "org.example.Versions." + library[i], side(older, Map.of()),
                        side(newer, Map.of())));
            }
        }
        String toggle = "org.tracepointlab.bench.WorkToggleBenchmark.oneByOne";
        lab(bench, toggle, "implementation", "original", "conditional", Map.of());
        lab(bench, toggle, "implementation", "conditional", "paired", Map.of());
        lab(bench, toggle, "implementation", "conditional", "unconditional", Map.of());
        lab(bench, toggle, "rcu", "mb", "kernel", Map.of());
        String sections = "org.tracepointlab.bench.WorkReadBenchmark.sections";
        lab(bench, sections, "rcu", "qsbr", "memb", Map.of());
        lab(bench, sections, "rcu", "qsbr", "mb", Map.of());
        lab(bench, sections, "rcu", "qsbr", "srcu", Map.of());
    }

    private static Side side(Path jar, Map<String, String> params) {
        return new Side(jar, Jdk.current(), List.of(), params);
    }

    private void lab(Path bench, String benchmark, String param, String before, String after,
            Map<String, String> others) {
        changes.add(new Change("this lab, " + param + " " + before + " to " + after, benchmark,
                side(bench, Map.of(param, before)), side(bench, Map.of(param, after))));
    }

    /** {@code WorkAndTime FOLDER BLOCKS OLDER.jar NEWER.jar BENCHMARKS.jar PAGE.md}. */
    public static void main(String[] args) throws IOException {
        new WorkAndTime(Path.of(args[0]), Integer.parseInt(args[1]), Path.of(args[2]).toAbsolutePath(),
                Path.of(args[3]).toAbsolutePath(), Path.of(args[4]).toAbsolutePath()).run(Path.of(args[5]));
    }

    private void run(Path page) throws IOException {
        StringBuilder table = new StringBuilder("""
                # Work against time

                The same changes by the work of an operation (`-prof work`, one fork a side, exact or nearly so) and by
                its time (%d duets, both sides in one virtual machine). Ratios: after by before. bytecodes, calls and
                objects are those of the benchmark's own thread, the JDK's classes among them. Time: estimate, and an
                interval that a gate would use.

                Made by `scripts/work-and-time` on JDK %d, with a dozen changes of libraries between two releases, and
                some of this lab's own.

                | change | benchmark | bytecodes | calls | bytes allocated | time | interval | the same direction |
                |---|---|---:|---:|---:|---:|---|---|
                """.formatted(blocks, Jdk.current().feature()));
        int number = 0;
        int same = 0;
        int moved = 0;
        for (Change change : changes) {
            System.err.println("work-and-time: " + change.benchmark() + ", " + change.what());
            Judgement judgement = judge(change, folder.resolve("change-" + ++number));
            Outcome time = judgement.outcomes().get(0);
            double work = ratio(judgement, "work.bytecodes");
            boolean decided = time.low() > 1 || time.high() < 1;
            String direction = !decided ? "time not shown to change"
                    : Math.abs(work - 1) < 0.001 ? "**no: the same work**" : time.ratio() > 1 == work > 1 ? "yes" : "**no**";
            moved += decided ? 1 : 0;
            same += direction.equals("yes") ? 1 : 0;
            table.append(Text.format("| %s | %s | %s | %s | %s | %s | %s to %s | %s |\n", change.what(),
                    change.benchmark().replaceFirst(".*\\.([^.]+\\.[^.]+)$", "$1"), Text.ratio(work),
                    Text.ratio(ratio(judgement, "work.calls")), Text.ratio(ratio(judgement, "work.bytes")),
                    Text.ratio(time.ratio()), Text.ratio(time.low()), Text.ratio(time.high()),
                    !Double.isFinite(time.ratio()) ? time.reason() : direction));
        }
        table.append(Text.format("\nTime was shown to change in %d of %d; bytecodes say the same direction in %d of them.\n",
                moved, changes.size(), same));
        Files.writeString(page, table);
    }

    private Judgement judge(Change change, Path own) throws IOException {
        PrintStream quiet = new PrintStream(PrintStream.nullOutputStream());
        CellFinder finder = new CellFinder(change.before(), change.after(), Map.of(), new Iterations(6, 8, "200ms"));
        String include = "^" + change.benchmark().replace(".", "\\.") + "$";
        List<WorkCell> work = finder.work(include, OPERATIONS, MARGIN);
        List<GateCell> timed = finder.cells(include);
        GatePlan plan = new GatePlan("work and time", change.before(), change.after(), timed.subList(0, 1), List.of(),
                CountRules.NONE, work.subList(0, 1), MARGIN, 11, List.of(), true);
        return GateRun.blocks(plan, own, blocks, quiet, Waiting.patiently("work-and-time", quiet));
    }

    /** NaN where neither side counts any. */
    private static double ratio(Judgement judgement, String metric) {
        return judgement.counts(Layer.WORK).stream().filter(c -> c.counter().equals(metric)).findFirst()
                .map(WorkAndTime::ratio).orElse(Double.NaN);
    }

    private static double ratio(CountOutcome count) {
        return count.before() == count.after() ? 1 : count.after() / count.before();
    }
}
