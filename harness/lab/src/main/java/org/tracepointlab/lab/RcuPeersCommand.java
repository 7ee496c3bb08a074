package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.ChartFiles;
import org.tracepointlab.lab.chart.RcuPeersChart;
import org.tracepointlab.lab.data.RcuPeers;
import org.tracepointlab.lab.data.RcuPeers.Key;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab rcu-peers}: what {@code scripts/compare-liburcu} measured, as a chart and in ratios. */
@Command(name = "rcu-peers", description = {"Draw the measurements of the lab's RCU and its peers by "
        + "scripts/compare-liburcu, and print the ratios."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:drawn, whether or not ratios are within their limits", "64:wrong use"},
        footer = {"", "Examples:", "  lab rcu-peers results/rcu-peers/rcu-peers.csv",
            "  lab rcu-peers results/showcase/rcu/rcu-peers.csv --json --out peers.png"})
final class RcuPeersCommand implements Callable<Integer> {

    private static final String MEAN = "mean";
    private static final double LOWEST_FREE = 0.97;
    private static final double HIGHEST_FREE = 1.03;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "rcu-peers.csv", description = "File of measurements.")
    private Path file;

    @Option(names = "--out", paramLabel = "FILE.png",
            description = "Output file; the SVG is beside it. Default: beside the CSV file, with its name.")
    private Path out;

    /** A ratio, and the most that it is meant to be. */
    private record Ratio(String what, String unit, double value, double other, double most) {

        double ratio() {
            return value / other;
        }

        String verdict() {
            if (Double.isNaN(ratio())) {
                return "not measured";
            }
            return Double.isNaN(most) ? "" : ratio() <= most ? "met" : "missed";
        }
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException("rcu-peers.csv", "a file", "none at " + file);
        }
        Path png = out != null ? out.toAbsolutePath() : file.toAbsolutePath().resolveSibling(
                file.getFileName().toString().replaceFirst("\\.csv$", "") + ".png");
        if (!png.toString().endsWith(".png")) {
            throw new UsageException("--out", "a name that ends in .png", png.toString());
        }
        Project.requireWritable("--out", png.getParent());
        RcuPeers peers = RcuPeers.read(file);
        if (!RcuPeersChart.draw(peers, png)) {
            throw new UsageException("rcu-peers.csv", "rows of sections or waits", "none in " + file);
        }
        List<Ratio> ratios = ratios(peers);
        RcuPeers.Interval paired = peers.pairedSection();
        output.text(table(ratios));
        output.text(paired == null ? "qsbr section / bare load: fewer than " + RcuPeers.FEWEST_PAIRS + " pairs"
                : String.format(Locale.ROOT,
                "qsbr section / bare load: %.4f (median; 99%%: %.4f to %.4f, %d pairs), required: 0.97 to 1.03: %s",
                paired.ratio(), paired.low(), paired.high(), paired.pairs(),
                paired.low() >= LOWEST_FREE && paired.high() <= HIGHEST_FREE ? "met" : "missed"));
        Path svg = ChartFiles.svgBeside(png);
        output.text("chart:  " + png + "\nchart:  " + svg);
        output.json(json(ratios, paired).put("png", png.toString()).put("svg", svg.toString()));
        return 0;
    }

    private static List<Ratio> ratios(RcuPeers peers) {
        List<Ratio> ratios = new ArrayList<>();
        for (String how : List.of("inlined", "called")) {
            String liburcu = "liburcu-" + how;
            double memb = peers.median(Key.section(liburcu, "memb", "section"));
            ratios.add(new Ratio("memb section, handle / liburcu " + how, "ns",
                    peers.median(Key.section("lab", "memb", "section")), memb, 1));
            ratios.add(new Ratio("memb section, thread's default / liburcu " + how, "ns",
                    peers.median(Key.section("lab", "memb", "section-by-default")), memb, 1.25));
            for (String flavour : List.of("qsbr", "memb", "mb")) {
                for (String statistic : List.of("p50", "p99", MEAN)) {
                    double most = flavour.equals("mb")
                            || statistic.equals(MEAN) ? Double.NaN : flavour.equals("qsbr") ? 3 : 2;
                    ratios.add(new Ratio(flavour + " synchronize, one busy reader, " + statistic + " / liburcu "
                            + how, "ns",
                            peers.median(Key.synchronize("lab", flavour, 1, statistic)),
                            peers.median(Key.synchronize(liburcu, flavour, 1, statistic)), most));
                }
            }
        }
        for (String flavour : List.of("qsbr", "memb", "mb", "srcu")) {
            for (String statistic : List.of("p50", "p99")) {
                ratios.add(new Ratio(flavour + " synchronize, nobody registered, " + statistic + " / 1 \u00b5s", "ns",
                        peers.median(Key.synchronize("lab", flavour, 0, statistic)), 1000,
                        flavour.equals("srcu") ? Double.NaN : 1));
            }
        }
        return ratios;
    }

    private static String table(List<Ratio> ratios) {
        Table table = new Table("what (medians of the blocks)", "lab, ns", "other, ns", "ratio", "at most", "");
        for (Ratio r : ratios) {
            table.row(r.what(), digits(r.value()), digits(r.other()), digits(r.ratio()), digits(r.most()), r.verdict());
        }
        return table.plain();
    }

    private static String digits(double value) {
        return Double.isNaN(value) ? "" : Units.digits(value);
    }

    private static ObjectNode json(List<Ratio> ratios, RcuPeers.Interval paired) {
        ObjectNode root = Json.object();
        ArrayNode all = root.putArray("ratios");
        for (Ratio r : ratios) {
            ObjectNode node = all.addObject().put("what", r.what());
            put(node, "lab", r.value());
            put(node, "other", r.other());
            put(node, "ratio", r.ratio());
            put(node, "most", r.most());
            node.put("verdict", r.verdict());
        }
        if (paired != null) {
            root.putObject("qsbrSectionByBareLoad").put("ratio", paired.ratio()).put("low", paired.low())
                    .put("high", paired.high()).put("pairs", paired.pairs());
        }
        return root;
    }

    private static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }
}
