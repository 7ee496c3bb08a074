package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.lab.data.RcuPeers;

/** {@code lab rcu-peers}; the pictures stay in {@code target/chart-preview} to be looked at. */
class RcuPeersCommandTest extends LabLine {

    @TempDir
    Path folder;
    private int place;
    private final List<List<String>> rows = new ArrayList<>();

    private Path file(String name) throws IOException {
        Path preview = Files.createDirectories(Path.of("target", "chart-preview", "rcu-peers"));
        Path file = preview.resolve(name + ".csv");
        Csv.write(file, RcuPeers.COLUMNS, rows);
        return file;
    }

    private void add(int block, String what, String flavour, String kind, int readers, String statistic, double nanos) {
        rows.add(List.of("" + block, "" + ++place, what, flavour, kind, "" + readers, "0", statistic,
                Csv.number(nanos)));
    }

    private void section(int block, String what, String flavour, String kind, double nanos) {
        add(block, what, flavour, kind, 1, "mean", nanos);
    }

    private void waits(int block, String what, String flavour, double busy, double nobody) {
        add(block, what, flavour, "synchronize", 1, "p50", busy);
        add(block, what, flavour, "synchronize", 1, "p99", 40 * busy);
        add(block, what, flavour, "synchronize", 1, "mean", 2 * busy);
        add(block, what, flavour, "synchronize", 0, "p50", nobody);
        add(block, what, flavour, "synchronize", 0, "p99", 3 * nobody);
    }

    private void block(int block, double noise) {
        for (String flavour : List.of("qsbr", "memb", "mb")) {
            for (String what : List.of("lab", "liburcu-inlined", "liburcu-called")) {
                section(block, what, flavour, "section", noise * (what.endsWith("called") ? 11 : 1.2));
                waits(block, what, flavour, noise * (what.equals("lab") ? 1500 : 1000), noise * 40);
            }
            section(block, "lab", flavour, "section-by-default", noise * 2.7);
        }
        for (String lock : List.of("phaser", "stamped", "rwlock")) {
            section(block, "java", lock, "section", noise * 30);
            waits(block, "java", lock, noise * 200, noise * 20);
        }
        section(block, "java", "none", "paired-bare-load", noise * 0.5);
        section(block, "lab", "qsbr", "paired-section", noise * 0.5);
    }

    @Test
    void drawsAndPrintsTheRatios() throws IOException {
        block(1, 0.9);
        block(2, 1);
        block(3, 1.3);
        Path file = file("good");
        assertThat(lab("rcu-peers", file.toString())).as(() -> err).isZero();
        assertThat(out).containsPattern("memb section, handle / liburcu inlined +1.20 +1.20 +1.00 +1.00 +met")
                .containsPattern("memb section, thread's default / liburcu inlined +2.70 +1.20 +2.25 +1.25 +missed")
                .containsPattern("thread's default / liburcu called +2.70 +11.0 +0.245 +1.25 +met")
                .containsPattern(
                "memb synchronize, one busy reader, p50 / liburcu inlined +1500 +1000 +1.50 +2.00 +met")
                .containsPattern("memb synchronize, nobody registered, p99 / 1 .s +120 +1000 +0.120 +1.00 +met")
                .contains("fewer than 8 pairs", "good.png", "good.svg");
        assertThat(ImageIO.read(file.resolveSibling("good.png").toFile()).getWidth()).isEqualTo(1200);
        assertThat(Files.readString(file.resolveSibling("good.svg")))
                .contains("memb, liburcu, called", "ReentrantReadWriteLock",
                "synchronize, one busy reader: qsbr, lab 1.50");
    }

    /** Pairs belong together by their place, whichever of the two came first. */
    @Test
    void pairsHaveAnInterval() throws IOException {
        double[] ratios = {0.5, 0.98, 0.99, 1, 1.01, 1.02, 1.02, 1.03, 1.04, 3};
        for (int i = 0; i < ratios.length; i++) {
            double noise = 1 << i;
            double section = noise * ratios[i];
            if (i % 2 == 0) {
                section(1, "java", "none", "paired-bare-load", noise);
                section(1, "lab", "qsbr", "paired-section", section);
            } else {
                section(1, "lab", "qsbr", "paired-section", section);
                section(1, "java", "none", "paired-bare-load", noise);
            }
        }
        assertThat(lab("rcu-peers", file("pairs").toString(), "--json")).as(() -> err).isZero();
        JsonNode json = JsonMapper.builder().build().readTree(out);
        assertThat(json.at("/qsbrSectionByBareLoad/ratio").asDouble()).isCloseTo(1.015, within(1e-6));
        // 10 pairs: P(X <= 0) = 0.001, P(X <= 1) = 0.011, so it is from the first to the last.
        assertThat(json.at("/qsbrSectionByBareLoad/low").asDouble()).isCloseTo(0.5, within(1e-6));
        assertThat(json.at("/qsbrSectionByBareLoad/high").asDouble()).isCloseTo(3, within(1e-6));
        assertThat(json.at("/qsbrSectionByBareLoad/pairs").asInt()).isEqualTo(10);
    }

    @Test
    void drawsWhatThereIsOfAnUglyRun() throws IOException {
        section(1, "lab", "memb", "section", 0.001);
        section(1, "liburcu-called", "mb", "section", 1e9);
        waits(1, "lab", "qsbr", 1e3, 0);
        waits(2, "lab", "qsbr", 1e10, 0);
        assertThat(lab("rcu-peers", file("ugly").toString())).as(() -> err).isZero();
        assertThat(out).contains("not measured").doesNotContain("NaN");
    }

    @Test
    void wrongUse() throws IOException {
        assertThat(lab("rcu-peers", folder.resolve("none.csv").toString())).isEqualTo(64);
        assertThat(err).startsWith("lab: rcu-peers.csv: expected a file");
        Path empty = folder.resolve("empty.csv");
        Csv.write(empty, RcuPeers.COLUMNS, List.of());
        assertThat(lab("rcu-peers", empty.toString())).isEqualTo(64);
        assertThat(err).contains("expected rows of sections or waits");
        assertThat(folder.resolve("empty.png")).doesNotExist();
        block(1, 1);
        assertThat(lab("rcu-peers", file("good").toString(), "--out", folder.resolve("x.svg").toString()))
                .isEqualTo(64);
        assertThat(err).contains("--out: expected a name that ends in .png");
        Csv.write(empty, RcuPeers.COLUMNS, Arrays.asList(
                List.of("1", "1", "lab", "memb", "section", "1", "0", "mean", "fast")));
        assertThat(lab("rcu-peers", empty.toString())).isEqualTo(65);
        assertThat(err).contains("column nanoseconds: expected a number of 0 or more, found 'fast'");
    }
}
