package org.tracepointlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.PatchingFiles;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.SyntheticRun;
import org.tracepointlab.lab.run.Measurement;

class ReportTest {

    @TempDir
    Path folder;

    private String report(RunData run) {
        return Report.of(run, List.of());
    }

    @Test
    void figuresOfTheRunStandBesideTheKernels() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("de-DE"));
        try {
            String text = report(SyntheticRun.likeDefault().data(folder));
            Files.writeString(Files.createDirectories(Path.of("target", "report-preview")).resolve("report.md"), text);
            assertThat(text).contains("Disabling 1,962 tracepoints at HZ=1000 takes original ",
                    "the kernel's took 9.815 s more", "5 jiffies a removal make 9.810 s", "= 5.000 jiffies",
                    "13.6\u00d7", "2.27\u00d7", "The run can be believed", "## Read side");
            assertThat(text).doesNotContain("NaN").doesNotContain("Not measured");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aRunWithoutDataSaysSoInEverySection() throws IOException {
        String text = report(new SyntheticRun().data(folder));
        assertThat(text).contains("no disable-all").contains("Not measured in this run").doesNotContain("NaN");
        assertThat(ConsoleTable.of(new SyntheticRun().data(folder))).contains("no disable-all");
    }

    /** A fork counts once, by the median of its iterations; 9.925 is Student's t for 99% and three forks. */
    @Test
    void aRatioTakenInTurnHasAnIntervalOverForks() throws IOException {
        List<Measurement> inTurn = new ArrayList<>();
        for (int fork = 1; fork <= 3; fork++) {
            for (double off : new double[] {-0.5, 0, 0.001}) {
                inTurn.add(new Measurement(Names.DISABLED, "ss", "ms/op",
                        Map.of(Cell.JDK, "25", "patching", "callsite"), fork,
                        1, 33, null, Map.of("ratio", 0.98 + fork * 0.01 + off)));
            }
        }
        assertThat(report(RunData.of(folder, Json.object(), inTurn, SyntheticRun.REFERENCE)))
                .contains("| 25 | disabled, callsite / no tracepoint, in turn in each fork | 1.000 | 0.944 to 1.059 | "
                + "3 |");
        PatchingFiles.write(inTurn, folder);
        assertThat(Files.readAllLines(folder.resolve("disabled.csv"))).hasSize(10)
                .startsWith("jdk,patching,fork,iteration,ratio", "25,callsite,1,1,0.49");
    }

    @Test
    void theReadSideShowsTheRatioInTurnAndWhatIsFences() throws IOException {
        List<Measurement> reads = new ArrayList<>(SyntheticRun.likeDefault().measurements());
        assertThat(report(RunData.of(folder, Json.object(), reads, SyntheticRun.REFERENCE)))
                .contains("did not take a disabled tracepoint and none in turn").doesNotContain("fences");
        for (int fork = 1; fork <= 3; fork++) {
            reads.add(new Measurement(Names.DISABLED, "ss", "ms/op", Map.of("patching", "field"), fork, 1, 33, null,
                    Map.of("ratio", 1.454 + fork * 0.0005)));
        }
        reads.add(new Measurement(Names.READ_SIDE + ".oneProbe", "avgt", "ns/op", Map.of("implementation",
                "conditional", "rcu", "qsbr", "patching", "callsite"), 1, 1, 1.9, null, Map.of()));
        assertThat(report(RunData.of(folder, Json.object().set("jdk", Json.object().put("version", "25.0.1+8")), reads,
                SyntheticRun.REFERENCE)))
                .contains("| 25 | disabled, field / no tracepoint, in turn | 1.455 | 1.452 to 1.458 | 3 |",
                        "ns over the kernel flavour and 1.90 ns over `qsbr`",
                        "does not mean that a tracepoint costs less")
                .doesNotContain("did not take", "## Patching");
    }

    @Test
    void kernelsSlopeIsFiveJiffies() throws IOException {
        KernelReference kernel = KernelReference.read(SyntheticRun.REFERENCE.resolve("kernel-reference.csv"));
        assertThat(kernel.rows()).hasSize(2084);
        for (int hz : new int[] {250, 1000}) {
            double slope = kernel.fit(KernelReference.VIRTUAL_TIME, "unconditional", hz).orElseThrow().slope();
            assertThat(slope * hz).isBetween(4.99, 5.01);
        }
        assertThat(kernel.largestCommonN(KernelReference.EMULATED, 250, "disable", Names.IMPLEMENTATIONS))
                .isEqualTo(1464);
    }

    private RunData with(Map<String, Double> counters) throws IOException {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("implementation", "original");
        params.put("rcu", "kernel");
        params.put("hz", "1000");
        params.put("cpus", "1");
        params.put("patching", "callsite");
        params.put("tracepoints", "10");
        Measurement m = new Measurement(Names.DISABLE_ALL, "ss", "s/op", params, 1, 1, 0.001, null, counters);
        return RunData.of(folder, Json.object(), List.of(m), SyntheticRun.REFERENCE);
    }

    @Test
    void lateTicksMakeARunInvalidEverywhere() throws IOException {
        RunData run = with(Map.of("ticks", 1000.0, "lateTicks", 11.0, "compiledSites", 10.0));
        assertThat(report(run)).contains("**INVALID run").contains("1.10% of 1000 ticks were late (allowed: 1%)");
        assertThat(ConsoleTable.of(run)).contains("INVALID run");
        var environment = Json.object();
        run.validity().addTo(environment);
        assertThat(environment.path("verdict").asText()).isEqualTo("INVALID");
        assertThat(environment.path("lateTicksPercent").asDouble()).isEqualTo(1.1);
        assertThat(report(with(Map.of("ticks", 1000.0, "lateTicks", 10.0, "compiledSites", 10.0))))
                .contains("The run can be believed");
    }

    @Test
    void withoutProofOfCompilationARunIsInvalid() throws IOException {
        assertThat(report(with(Map.of("compiledSites", 9.0)))).contains("INVALID", "without proof");
        assertThat(report(with(Map.of()))).contains("INVALID", "without proof");
    }

    @Test
    void eachImplementationIsMarkedByWhatTheCheckFound() throws IOException {
        SyntheticRun.correctness(folder);
        RunData run = SyntheticRun.likeDefault().data(folder);
        assertThat(report(run))
                .contains("data): original.", "- Use conditional: ")
                .contains("| original | MISMATCH | weakest-rcu | 1,3,5 | 388,636 | 1,286 |",
                        "| conditional | correct | weakest-rcu | 1,3,5 | 399,532 | 0 |",
                        "| original (MISMATCH) | disable |");
        assertThat(ConsoleTable.of(run)).containsPattern("original +MISMATCH +250 ")
                .containsPattern("unconditional +correct +1000 ");
        Files.delete(folder.resolve("correctness.csv"));
        assertThat(ConsoleTable.of(SyntheticRun.likeDefault().data(folder)))
                .containsPattern("conditional +not checked +250 ");
    }

    @Test
    void mismatchesAreNamed() throws IOException {
        RunData run = with(Map.of("compiledSites", 10.0, "mismatches", 2.0, "readerFires", 100.0));
        assertThat(report(run)).contains("MISMATCH (a func can be called with another func's data): original",
                "**MISMATCH: original called a func with another func's data 2 times.**");
        assertThat(ConsoleTable.of(run)).contains("MISMATCH (2)");
        assertThat(ConsoleTable.of(with(Map.of("compiledSites", 10.0, "mismatches", 0.0, "readerFires", 1234.0))))
                .contains("none in 1,234 calls");
        assertThat(ConsoleTable.of(with(Map.of("compiledSites", 10.0)))).contains("not checked");
    }
}
