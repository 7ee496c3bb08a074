package org.tracepointlab.gate.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.gate.rule.JmhJson;
import org.tracepointlab.gate.rule.Rule;

/** All rules on the same forks: rules that are known to cry wolf do, and this gate's does not. */
@Timeout(120)
class BakeOffTest {

    @TempDir
    Path folder;

    /**
     * Ten forks each, that differ by 3%, with 20 iterations that hardly differ: what pooling them takes for certainty.
     */
    private static ForkTable forks(int benchmarks) {
        Random random = new Random(1);
        Map<String, double[][]> all = new LinkedHashMap<>();
        for (int b = 0; b < benchmarks; b++) {
            double[][] forks = new double[10][20];
            for (double[] fork : forks) {
                double level = 0.03 * random.nextGaussian();
                for (int i = 0; i < fork.length; i++) {
                    fork[i] = level + 0.002 * random.nextGaussian();
                }
            }
            all.put("b" + b, forks);
        }
        return new ForkTable(all);
    }

    private static double share(BakeOff.Tally tally, String rule, double slowdown) {
        int row = tally.rules().indexOf(rule);
        assertThat(row).as(rule).isNotNegative();
        return tally.share(row, BakeOff.SLOWDOWNS.indexOf(slowdown));
    }

    @Test
    void pooledIterationsCryWolfAndForksDoNot() {
        BakeOff bakeOff = new BakeOff(forks(40), new Rule(0.05), 5, 3);
        BakeOff.Tally single = bakeOff.single(20);
        assertThat(single.trials()).isEqualTo(800);
        assertThat(share(single, "this gate's rule: FAIL", 0)).isLessThanOrEqualTo(0.005);
        assertThat(share(single, "this gate's rule: FAIL", 0.05)).isLessThanOrEqualTo(0.025);
        assertThat(share(single, "this gate's rule: PASS", 0)).isGreaterThan(0.65);
        assertThat(share(single, "this gate's rule: FAIL", 0.50)).isEqualTo(1);
        assertThat(share(single, "Mann-Whitney on pooled iterations, p < 0.05", 0)).isGreaterThan(0.3);
        assertThat(share(single, "Welch's t on pooled iterations, p < 0.05", 0)).isGreaterThan(0.3);
        assertThat(share(single, "Criterion: t test p < 0.05, and 95% interval above 1%", 0)).isGreaterThan(0.1);
        assertThat(share(single, "benchstat: Mann-Whitney on forks, p < 0.05", 0)).isBetween(0.002, 0.04);
        assertThat(share(single, "github-action-benchmark: mean above 200%", 0.50)).isZero();
        assertThat(share(single, "mean above 10%", 0.20)).isGreaterThan(0.95);
        BakeOff.Tally suites = bakeOff.suites(100);
        assertThat(share(suites, "this gate's rule: FAIL", 0)).isLessThanOrEqualTo(0.01);
        assertThat(share(suites, "benchstat: Mann-Whitney on forks, p < 0.05", 0)).isGreaterThan(0.1);
        assertThat(share(suites, "this gate's rule: FAIL", 0.50)).isEqualTo(1);
    }

    @Test
    void theSameSeedGivesTheSameFigures() {
        ForkTable forks = forks(25);
        BakeOff.Tally one = new BakeOff(forks, new Rule(0.05), 4, 7).single(3);
        BakeOff.Tally same = new BakeOff(forks, new Rule(0.05), 4, 7).single(3);
        assertThat(same.alarms()).isDeepEqualTo(one.alarms());
        assertThat(Arrays.deepEquals(new BakeOff(forks, new Rule(0.05), 4, 8).single(3).alarms(), one.alarms()))
                .isFalse();
    }

    @Test
    void thePageHasARowForEachRuleAndTheTableAllFigures() {
        ForkTable forks = forks(20);
        BakeOff bakeOff = new BakeOff(forks, new Rule(0.05), 5, 1);
        BakeOffPage page = new BakeOffPage(forks, new Rule(0.05), 5, 1, bakeOff.single(1), bakeOff.suites(2));
        String text = page.markdown("jmh-gate bakeoff forks.csv");
        assertThat(text).contains("    jmh-gate bakeoff forks.csv", "20 benchmarks", "## One comparison (20)",
                "## A suite of 20 (2)",
                "| benchstat: Mann-Whitney on forks, p < 0.05 |");
        assertThat(text.lines().filter(l -> l.startsWith("|")).map(l -> l.chars().filter(c -> c == '|').count())
                .distinct()).hasSize(1);
        int rules = Rival.inUse(5).size() + 2;
        assertThat(page.csv()).hasSize(2 * rules * BakeOff.SLOWDOWNS.size())
                .allMatch(row -> row.size() == BakeOffPage.COLUMNS.size());
        assertThat(new BakeOffPage(forks, new Rule(0.05), 5, 1, bakeOff.single(1), null).markdown("x"))
                .doesNotContain("suite of 20 (");
    }

    /** The same forks in each form that they may come in. */
    @Test
    void forksAreReadFromTablesAndResults() throws IOException {
        Path wide = Files.writeString(folder.resolve("wide.csv"),
                "benchmark,fork,it0,it1\na,0,2,4\na,1,3,5\nb,0,1,1\n");
        Path rows = Files.writeString(folder.resolve("rows.csv"),
                "benchmark,block,fork,iteration,score\na,1,1,1,2\na,1,1,2,4\na,1,2,1,3\n"
                + "a,1,2,2,5\n");
        Path jmh = Files.writeString(Files.createDirectory(folder.resolve("jmh")).resolve("a.json"),
                JmhJson.file(new JmhJson().raw("[[9,1,3,4,4,7],[9,2,4,5,5,7]]")));
        assertThat(costs(ForkTable.read(wide, ForkTable.Cut.NONE), "a")).isDeepEqualTo(new double[][] {{2, 4}, {3, 5}});
        assertThat(costs(ForkTable.read(rows, ForkTable.Cut.NONE), "a")).isDeepEqualTo(new double[][] {{2, 4}, {3, 5}});
        ForkTable cut = ForkTable.read(jmh.getParent(), new ForkTable.Cut(1, 2, 2));
        assertThat(costs(cut, "a.json Some.bench avgt")).isDeepEqualTo(new double[][] {{2, 4}, {3, 5}});
        assertThat(cut.forks()).isEqualTo(2);
        assertThat(ForkTable.read(wide, ForkTable.Cut.NONE).fewestForks()).isEqualTo(1);
        // a throughput is turned over before it is averaged
        Path rate = Files.writeString(folder.resolve("rate.json"),
                JmhJson.file(new JmhJson().mode("thrpt", "ops/s").raw("[[1,0.5]]")));
        double[][] costs = ForkTable.read(rate, new ForkTable.Cut(0, 2, 1)).benchmarks().values().iterator().next();
        assertThat(Math.exp(costs[0][0])).isCloseTo(1.5, within(1e-12));
    }

    private static double[][] costs(ForkTable table, String name) {
        return Arrays.stream(table.benchmarks().get(name)).map(fork -> Arrays.stream(fork)
                .map(log -> Math.rint(1e9 * Math.exp(log)) / 1e9).toArray()).toArray(double[][]::new);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a.csv | fork,it0;0,1 | expected a column benchmark",
        "a.csv | benchmark,fork,it0;a,0,0 | expected scores above 0, found '0'",
        "a.csv | benchmark,fork,it0;a,0,x | expected a number of 0 or more, found 'x'",
        "a.csv | benchmark,fork;a,0 | expected scores above 0 in each fork",
        "a.csv | benchmark,fork,it0 | expected forks of benchmarks, found none",
        "a.json | [{}] | expected a JMH result, found none",
        "a.json | nothing | expected JSON, found",
    })
    void filesThatHaveNoForksAreOneLine(String name, String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text.replace(";", "\n"));
        assertThatThrownBy(() -> ForkTable.read(file, ForkTable.Cut.NONE)).isInstanceOf(IOException.class).message()
                .startsWith(file.toString()).contains(message).doesNotContain("\n");
    }
}
