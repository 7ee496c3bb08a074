package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.run.HlogMerge;
import org.tracepointlab.lab.run.Latest;

/** The command line as a user meets it, over a stub in place of the benchmarks. */
class LabTest extends LabLine {

    @TempDir
    Path folder;
    private Path jar;
    private Path results;

    @BeforeEach
    void makeJar() throws IOException {
        jar = LabStub.jar(folder);
        results = folder.resolve("results");
    }

    private int run(String... more) {
        List<String> args = new ArrayList<>(List.of("run", "--results", results.toString(), "--benchmarks-jar",
                jar.toString()));
        args.addAll(Arrays.asList(more));
        return lab(args);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--plan|nightly|--plan: expected one of smoke, default, full, patching, deferred, found 'nightly'",
        "--implementation|original,magic|--implementation: expected a list of original, unconditional, conditional, "
        + "paired, "
                + "batched, lazy, optimistic, found 'magic'",
        "--tracepoints|0|--tracepoints: expected whole numbers from 1 to 100000, found '0'",
        "--tracepoints|10,,20|--tracepoints: expected a list of values separated by commas, found '10,,20'",
        "--tracepoints|ten|--tracepoints: expected whole numbers from 1 to 100000, found 'ten'",
        "--hz|-250|--hz: expected whole numbers from 1 to 10000, found '-250'",
        "--hz|99999999999|--hz: expected whole numbers from 1 to 10000, found '99999999999'",
        "--seed|x|Invalid value for option '--seed': 'x' is not a long",
        "--speed|fast|Unknown options: '--speed', 'fast'",
    })
    void badInputIsOneLineAndExitCode64(String option, String value, String message) {
        assertThat(run(option, value)).isEqualTo(64);
        assertThat(err).startsWith("lab: " + message);
        assertThat(err.lines()).hasSize(1);
        assertThat(results.resolve("runs")).doesNotExist();
    }

    @Test
    void resultsThatCannotBeWrittenAreSaidBeforeAnythingRuns() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        results = file.resolve("results");
        assertThat(run("--plan", "smoke")).isEqualTo(64);
        assertThat(err).startsWith("lab: --results: expected a folder that can be written, found " + results);
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void aMissingJarIsSaidWithHowToBuildIt() {
        jar = folder.resolve("missing.jar");
        assertThat(run("--plan", "smoke")).isEqualTo(64);
        assertThat(err).startsWith("lab: --benchmarks-jar: expected a JMH jar (the lab's own is built by: mvn ");
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void verboseShowsTheStackTrace() {
        assertThat(run("--plan", "nightly", "--verbose")).isEqualTo(64);
        assertThat(err).contains("\tat org.tracepointlab.lab");
    }

    @Test
    void helpExplains() {
        assertThat(lab("--help")).isZero();
        assertThat(out).contains("run", "report", "Exit codes:", "64");
        assertThat(lab("run", "--help")).isZero();
        assertThat(out).contains("--plan", "Examples:");
        assertThat(lab()).isEqualTo(64);
    }

    @Test
    void aSmokeRunLeavesEveryFileAndItsReportCanBeDrawnAgain() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(run("--plan", "smoke", "--report", "--seed", "7", "--hz", "1000", "--tracepoints", "10,20,30",
                    "--implementation", "original,unconditional")).as(() -> err).isZero();
        } finally {
            Locale.setDefault(before);
        }
        Path latest = Latest.resolve(results);
        for (String file : List.of("jmh.json", "measurements.csv", "summary.csv", "cost-curve.csv", "environment.json",
                "teardown.hlog", "timeline.csv", "report.html", "report.md", "cost-curve.png", "cost-curve.svg",
                "slope-hz.png",
                "timeline.png", "reenable.png", "teardown-percentiles.png")) {
            assertThat(latest.resolve(file)).isNotEmptyFile();
        }
        assertThat(out).contains("unconditional", "chart:  " + latest.resolve("cost-curve.png"),
                "seed-scale.png skipped: no disable-all at N=1,962 and HZ=1000", "valid run");
        checkCostCurve(latest);
        JsonNode environment = Json.read(latest.resolve("environment.json"));
        assertThat(environment.path("seed").asLong()).isEqualTo(7);
        assertThat(environment.path("verdict").asText()).isEqualTo("VALID");
        assertThat(environment.path("lateTicks").asLong()).isPositive();
        assertThat(HlogMerge.read(latest.resolve("teardown.hlog"))).extracting(h -> h.getTag())
                .contains("original-kernel-hz1000-n10", "unconditional-kernel-hz1000-n20-furtherRemovals3",
                        "original-kernel-hz1000-n30-readers1").doesNotHaveDuplicates();
        assertThat(Files.readString(latest.resolve("report.md")))
                .contains("5.05 ms = 5.050 jiffies", "## Growth with N", "![cost curve](cost-curve.png)",
                        "| original | MISMATCH | weakest-rcu ", "| unconditional | correct | weakest-rcu ");
        assertThat(out).containsPattern("original +MISMATCH +1000 ").containsPattern("unconditional +correct +1000 ");

        Files.delete(latest.resolve("report.md"));
        assertThat(lab("report", "--results", results.toString())).isZero();
        assertThat(latest.resolve("report.md")).isNotEmptyFile();
    }

    private static void checkCostCurve(Path run) throws IOException {
        assertThat(Files.readString(run.resolve("cost-curve.csv")))
                .startsWith("implementation,rcu,hz,cpus,patching,phase,"
                + "tracepoints,fork,iteration,seconds,grace_period_waits,rcu_waits,srcu_waits,patches\r\n");
        List<CsvRow> rows = Csv.read(run.resolve("cost-curve.csv"), List.of("seconds"));
        assertThat(rows).extracting(r -> r.get("phase")).contains("disable", "enable", "reenable");
        assertThat(rows).extracting(r -> r.get("hz")).containsOnly("1000");
        assertThat(rows).filteredOn(r -> r.get("implementation").equals("unconditional") && r.get("fork").equals("1")
                && r.get("iteration").equals("1") && r.get("tracepoints").equals("20") && r.get("rcu").equals("kernel")
                && r.get("phase").equals("disable")).singleElement()
                .satisfies(r -> assertThat(r.get("seconds")).isEqualTo("0.1"))
                .satisfies(r -> assertThat(r.get("grace_period_waits")).isEqualTo("20"));
    }

    @Test
    void aFailingForkLeavesNoFinishedRunAndLatestAsItWas() throws IOException {
        assertThat(run("--plan", "smoke", "--tracepoints", "1", "--hz", "1000", "--implementation", "original"))
                .isZero();
        Path before = Latest.resolve(results);
        Path broken = Files.writeString(folder.resolve("broken.jar"), "no jar");
        jar = broken;
        assertThat(run("--plan", "smoke")).isEqualTo(1);
        assertThat(err).startsWith("lab: cell ").contains("fork 1: exit code 1", "log.txt");
        assertThat(err.lines()).hasSize(1);
        assertThat(Latest.resolve(results)).isEqualTo(before);
        try (var runs = Files.list(results.resolve("runs"))) {
            assertThat(runs.filter(r -> !r.toString().endsWith(".unfinished"))).containsExactly(before);
        }
    }

    @Test
    void reportOfWhatIsNoRunIsAUsageError() {
        assertThat(lab("report", "--results", results.toString())).isEqualTo(64);
        assertThat(err).contains("RUN_DIR: expected a finished run").contains("lab run");
        assertThat(lab("report", folder.toString())).isEqualTo(64);
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void aBrokenResultIsNamedWithoutAStackTrace() throws IOException {
        Files.writeString(folder.resolve("jmh.json"), "{\"half\": ");
        assertThat(lab("report", folder.toString())).isEqualTo(65);
        assertThat(err).contains("jmh.json: expected JSON", "line 1");
        assertThat(err.lines()).hasSize(1);
    }
}
