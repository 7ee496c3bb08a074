import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.MachineLoad;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.Cost;
import org.tracepointlab.gate.rule.JmhFile;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.SideScores;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.run.CountRules;
import org.tracepointlab.gate.run.GateCell;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.GateRun;
import org.tracepointlab.gate.run.Side;

/** What scripts/duets runs: blocks of duets and blocks of separate forks of the same benchmarks, in turn. */
public final class Duets {

    private static final double MARGIN = 0.03;
    private static final int FEWEST = 2;
    private final Path folder;
    private final int blocks;
    private final long deadline;
    private final Map<String, Path> jars;
    private final List<Row> rows = new ArrayList<>();

    /** One row of the table: unchanged code or planted slowness, on a machine as it is or beside a busy loop. */
    private record Row(String name, String jar, GateCell cell, int more, boolean busy, boolean separate) {

        String folder(boolean duet) {
            return name + (busy ? "-busy" : "") + (more > 0 ? "-slower" : "") + (duet ? "-duet" : "-separate");
        }
    }

    private Duets(Path folder, int blocks, long seconds, Path libraries, Path bench) {
        this.folder = folder;
        this.blocks = blocks;
        this.deadline = System.nanoTime() + seconds * 1_000_000_000L;
        this.jars = Map.of("libraries", libraries, "bench", bench);
        for (String name : List.of("map", "parse", "abbreviate", "record")) {
            rows.add(new Row(name, "libraries", library(name), 0, false, true));
        }
        rows.add(new Row("map", "libraries", library("map"), 0, true, true));
        for (String name : List.of("map", "parse")) {
            rows.add(new Row(name, "libraries", library(name), 6, false, false));
        }
        rows.add(new Row("map", "libraries", library("map"), 6, true, false));
        rows.add(new Row("teardown", "bench", new GateCell("org.tracepointlab.bench.TeardownBenchmark.disableAll",
                new TreeMap<>(Map.of("implementation", "unconditional", "rcu", "kernel", "hz", "1000", "patching",
                "field", "tracepoints", "5")), new Iterations(10, 20, ""), 4), 0, false, true));
    }

    private static GateCell library(String name) {
        return new GateCell("org.example.Libraries." + name, Map.of(), new Iterations(8, 8, "200ms"), 6);
    }

    /** {@code Duets FOLDER BLOCKS SECONDS LIBRARIES.jar BENCHMARKS.jar PAGE.md}. */
    public static void main(String[] args) throws IOException {
        Duets duets = new Duets(Path.of(args[0]), Integer.parseInt(args[1]), Long.parseLong(args[2]),
                Path.of(args[3]).toAbsolutePath(), Path.of(args[4]).toAbsolutePath());
        System.exit(duets.run(Path.of(args[5])) ? 0 : 75);
    }

    private boolean run(Path page) throws IOException {
        Map<String, Judgement> found = new LinkedHashMap<>();
        // Separate forks take twice as long: of these there are half as many, the first blocks in turn with duets.
        int whole = 0;
        for (int round = FEWEST; round <= blocks; round++) {
            whole += run(round, true, found) && (round > FEWEST || run(round, false, found)) ? 1 : 0;
        }
        for (int round = FEWEST; round <= blocks / 2; round++) {
            whole += run(round, false, found) ? 1 : 0;
        }
        Files.writeString(page, page(found));
        return whole == blocks - FEWEST + 1 + blocks / 2 - FEWEST + 1;
    }

    /** False if the time is up before all rows have so many blocks. */
    private boolean run(int round, boolean duet, Map<String, Judgement> found) throws IOException {
        for (Row row : rows) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            if (duet || row.separate()) {
                run(row, duet, round, found);
            }
        }
        return true;
    }

    private void run(Row row, boolean duet, int round, Map<String, Judgement> found) throws IOException {
        Process loop = row.busy() ? new ProcessBuilder("sh", "-c", "while :; do :; done").start() : null;
        try {
            Path jar = jars.get(row.jar());
            Map<String, String> more = row.jar().equals("libraries") ? Map.of("more", "0") : Map.of();
            Side baseline = new Side(jar, Jdk.current(), List.of(), more);
            Side candidate = row.more() == 0 ? baseline
                    : new Side(jar, Jdk.current(), List.of(), Map.of("more", "" + row.more()));
            GatePlan plan = new GatePlan("duets", baseline, candidate, List.of(row.cell()), List.of(),
                    CountRules.NONE, List.of(), MARGIN, 11, List.of(), duet);
            PrintStream quiet = new PrintStream(PrintStream.nullOutputStream());
            Path own = folder.resolve(row.folder(duet));
            Judgement judgement = GateRun.blocks(plan, own, round, quiet, Waiting.patiently("duets", quiet));
            if (judgement.scores().isEmpty()) {
                System.err.println(row.folder(duet) + ": " + judgement.outcomes().get(0).reason());
            } else {
                found.put(row.folder(duet), judgement);
            }
        } finally {
            if (loop != null) {
                loop.destroyForcibly();
            }
        }
    }

    /** Of a block of separate forks all three pairs, each of unchanged code. */
    private double spread(String of, Judgement judgement) throws IOException {
        double[] own = ratios(judgement);
        Path control = folder.resolve(of).resolve("control.json");
        if (!Files.exists(control)) {
            return Math.sqrt(Stats.variance(own));
        }
        SideScores scores = judgement.scores().get(0);
        double[] third = JmhFile.read(control).get(0).forks();
        double[] one = new double[own.length];
        double[] other = new double[own.length];
        for (int i = 0; i < own.length; i++) {
            one[i] = Cost.log(scores.id(), third[i]) - Cost.log(scores.id(), scores.baseline()[i]);
            other[i] = Cost.log(scores.id(), third[i]) - Cost.log(scores.id(), scores.candidate()[i]);
        }
        return Math.sqrt((Stats.variance(own) + Stats.variance(one) + Stats.variance(other)) / 3);
    }

    private static double[] ratios(Judgement judgement) {
        SideScores scores = judgement.scores().get(0);
        return IntStream.range(0, scores.baseline().length).mapToDouble(i -> Cost.log(scores.id(),
                scores.candidate()[i]) - Cost.log(scores.id(), scores.baseline()[i])).toArray();
    }

    private double seconds(Path own) throws IOException {
        double sum = 0;
        try (Stream<Path> forks = Files.list(own.resolve("forks"))) {
            for (Path fork : forks.filter(f -> f.getFileName().toString().startsWith("b")).toList()) {
                sum += MachineLoad.read(fork).map(MachineLoad::seconds).orElse(0.0);
            }
        }
        return sum;
    }

    private double others() throws IOException {
        double sum = 0;
        double seconds = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.endsWith(MachineLoad.FILE) && !f.toString().contains("-busy"))
                    .toList()) {
                MachineLoad load = MachineLoad.read(file.getParent()).orElseThrow();
                sum += load.others() * load.seconds();
                seconds += load.seconds();
            }
        }
        return sum / seconds;
    }

    private String page(Map<String, Judgement> found) throws IOException {
        StringBuilder text = new StringBuilder();
        Text.line(text, "# Duets against separate forks");
        Text.line(text, "");
        Text.line(text, "Both sides of a *duet* run in one virtual machine, in turn, in slices of 20 ms (`gate --duet`);"
                + " the others run in forks of one side each, three a block. The same benchmarks in turn, with the same"
                + " time for each fork: 1.6 s of warm-up and 1.6 s measured a side (teardown: 10 and 20 single shots)."
                + " JDK %d, 2 shared CPUs, of which other programs kept %.1f busy on average; *busy*: a loop of ours"
                + " beside. No fork was run again for that (`JMHGATE_MAX_LOAD=1`).", Jdk.current().feature(), others());
        Text.line(text, "");
        Text.line(text, "Made by `scripts/duets`, with benchmarks of the JDK, commons-lang3, Jackson and HdrHistogram"
                + " (`scripts/duets.d`) and the lab's teardown. sd: standard deviation of the log-ratio of a block, of"
                + " separate forks over the three pairs of each. Verdict: at a margin of %.0f%%, looking once.",
                100 * MARGIN);
        Text.line(text, "");
        Text.line(text, "| benchmark | candidate | machine | blocks, separate | blocks, duet | sd, separate | sd, duet"
                + " | times less | ratio, separate | ratio, duet | verdict, separate | verdict, duet"
                + " | s a block, separate | s a block, duet |");
        Text.line(text, "|---|---|---|---:|---:|---:|---:|---:|---:|---:|---|---|---:|---:|");
        List<Double> apart = new ArrayList<>();
        for (Row row : rows) {
            Judgement duet = found.get(row.folder(true));
            Judgement other = found.get(row.folder(false));
            if (duet == null) {
                continue;
            }
            double sd = spread(row.folder(true), duet);
            double sdOther = other == null ? Double.NaN : spread(row.folder(false), other);
            if (other != null) {
                apart.add(sdOther / sd);
            }
            int n = ratios(duet).length;
            Text.line(text, "| %s | %s | %s | %s | %d | %s | %.2f%% | %s | %s | %.3f | %s | %s | %s | %.0f |", row.name(),
                    row.more() == 0 ? "unchanged" : "+" + row.more() + "% work", row.busy() ? "busy" : "as it was",
                    other == null ? "-" : "" + ratios(other).length, n,
                    other == null ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * sdOther), 100 * sd,
                    other == null ? "-" : String.format(Locale.ROOT, "%.1f", sdOther / sd),
                    other == null ? "-" : Text.ratio(other.outcomes().get(0).ratio()), duet.outcomes().get(0).ratio(),
                    other == null ? "-" : other.outcomes().get(0).verdict(), duet.outcomes().get(0).verdict(),
                    other == null ? "-" : String.format(Locale.ROOT, "%.0f",
                    seconds(folder.resolve(row.folder(false))) / ratios(other).length),
                    seconds(folder.resolve(row.folder(true))) / n);
        }
        Text.line(text, "");
        if (!apart.isEmpty()) {
            Text.line(text, "Median of \"times less\": %.1f.", Stats.median(Stats.array(apart)));
        }
        return text.toString();
    }
}
