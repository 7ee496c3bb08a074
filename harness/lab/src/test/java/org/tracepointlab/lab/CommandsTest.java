package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.lab.data.SyntheticRun;
import org.tracepointlab.lab.report.ConsoleBars;
import org.tracepointlab.lab.report.Paint;
import org.tracepointlab.lab.run.Latest;

/** The small commands, over two runs of the stub. */
class CommandsTest extends LabLine {

    /** Where the two runs are that all tests look at. */
    @TempDir
    private static Path shared;
    private static Path results;
    private static String printedFirst;
    private static String printedQuiet;
    private static Path first;
    private static Path second;

    @TempDir
    Path folder;

    @BeforeAll
    static void runTwice() throws IOException {
        results = shared.resolve("results");
        printedFirst = run("--json", "--quiet", "--report");
        first = Latest.resolve(results);
        printedQuiet = run("--quiet", "--seed", "5");
        second = Latest.resolve(results);
    }

    private static String run(String... more) throws IOException {
        String[] base = {"run", "--plan", "smoke", "--results", results.toString(), "--benchmarks-jar",
            LabStub.jar(shared).toString(), "--tracepoints", "10,20,30", "--hz", "1000", "--implementation",
            "original,unconditional"};
        CommandsTest line = new CommandsTest();
        assertThat(line.lab(Stream.concat(Stream.of(base), Stream.of(more)).toArray(String[]::new))).as(() -> line.err)
                .isZero();
        return line.out;
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(out);
    }

    @Test
    void runWithJsonPrintsOneDocumentAndQuietPrintsNothing() throws IOException {
        out = printedFirst;
        assertThat(json().path("verdict").asText()).isEqualTo("VALID");
        assertThat(json().path("implementations")).extracting(i -> i.path("implementation").asText() + " "
                + i.path("mark").asText()).containsExactly("original MISMATCH", "unconditional correct");
        assertThat(json().path("charts")).extracting(c -> c.path("file").asText())
                .contains("timeline.png", "slope-hz.png");
        assertThat(first.resolve("report.html")).isNotEmptyFile();
        assertThat(Csv.read(first.resolve("timeline.csv"), List.of("removal", "start_seconds"))
                .stream().filter(r -> r.get("implementation").equals("original"))).hasSize(30);
        assertThat(printedQuiet).isEmpty();
    }

    @Test
    void showHasABarForEachImplementation() throws IOException {
        assertThat(lab("show", "--results", results.toString())).isZero();
        assertThat(out).containsPattern("original +\\S+ +.*MISMATCH +waits: 0")
                .containsPattern("unconditional +\\S+ +.*correct +waits: 30")
                .contains("valid run");
        assertThat(lab("show", "--results", results.toString(), "--json")).isZero();
        assertThat(json().path("implementations").get(1).path("gracePeriodWaits").asText()).isEqualTo("30");
        assertThat(ConsoleBars.of(SyntheticRun.likeDefault().data(folder), false)).contains("####")
                .matches("\\p{ASCII}+");
        assertThat(ConsoleBars.of(SyntheticRun.likeDefault().data(folder), true)).contains("\u2588\u2588\u2588");
    }

    @Test
    void listKnowsWhatThePlansUse() throws IOException {
        assertThat(lab("list")).isZero();
        assertThat(out).contains("implementations:\n  original\n  unconditional\n  conditional", "  kernel", "  mb",
                "  callsite",
                "disableAll");
        assertThat(lab("list", "--json")).isZero();
        assertThat(json().path("plans")).extracting(JsonNode::asText).containsExactlyElementsOf(LabPlans.NAMES);
        assertThat(json().path("flavours")).extracting(JsonNode::asText).contains("kernel", "mb");
    }

    @Test
    void plotDrawsBothKindsOfFiles() throws IOException {
        Path curve = first.resolve("cost-curve.csv");
        assertThat(lab("plot", curve.toString(), "--json")).as(() -> err).isZero();
        assertThat(Path.of(json().path("png").asText())).isNotEmptyFile()
                .isEqualTo(curve.resolveSibling("cost-curve-disable.png"));
        assertThat(Path.of(json().path("svg").asText())).isNotEmptyFile();
        assertThat(json().path("lines").asInt()).as("as in the report, without mb").isEqualTo(2);
        Path kernel = folder.resolve("kernel.png");
        assertThat(lab("plot", SyntheticRun.REFERENCE.resolve("kernel-reference.csv").toString(), "--phase", "reenable",
                "--out",
                kernel.toString())).isZero();
        assertThat(kernel).isNotEmptyFile();
    }

    @Test
    void plotSaysWhatIsWrong() throws IOException {
        assertThat(lab("plot", folder.resolve("none.csv").toString())).isEqualTo(64);
        Path odd = Files.writeString(folder.resolve("odd.csv"),
                "hz,cpus,phase,tracepoints,seconds\r\n1,1,disable,1,1\r\n");
        assertThat(lab("plot", odd.toString())).isEqualTo(70);
        assertThat(err).contains("expected columns implementation, rcu, patching or source, variant");
        assertThat(lab("plot", odd.toString(), "--phase", "toggle")).isEqualTo(64);
        assertThat(lab("plot", odd.toString(), "--out", folder.resolve("x.gif").toString())).isEqualTo(64);
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void compareRunsSetsThemSideBySide() throws IOException {
        Path compared = folder.resolve("compared");
        assertThat(lab("compare-runs", first.getFileName().toString(), second.toString(), "--results",
                results.toString(), "--out",
                compared.toString())).as(() -> err).isZero();
        assertThat(out).contains("cells are in both runs, 0 only in A, 0 only in B", "interleaved forks");
        assertThat(compared.resolve("compare.png")).isNotEmptyFile();
        assertThat(Files.readString(compared.resolve("compare.html"))).contains("<svg ", "Two runs side by side");
        assertThat(Csv.read(compared.resolve("compare.csv"), List.of("ratio", "in"))).isNotEmpty()
                .allMatch(r -> r.get("in").equals("both") && Double.parseDouble(r.get("ratio")) > 0);
        assertThat(lab("compare-runs", first.toString(), folder.toString())).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "report", "show", "compare-runs", "plot", "list", "check", "demo", "kernel",
        "grace-periods"})
    void everyCommandHasHelpWithExamplesAndJson(String command) {
        assertThat(lab(command, "--help")).isZero();
        assertThat(out).contains("Examples:", "lab " + command, "--json", "--quiet");
    }

    @Test
    void allIsAnNForTheMachinesOwnKernel() {
        assertThat(Overrides.numbersOrAll("--tracepoints", null, Overrides.MAX_TRACEPOINTS)).isEmpty();
        assertThat(Overrides.numbersOrAll("--tracepoints", "1, all,20", Overrides.MAX_TRACEPOINTS))
                .containsExactly(1, Overrides.MAX_TRACEPOINTS, 20);
        assertThat(lab("kernel", "--tracepoints", "1,every")).isEqualTo(64);
        assertThat(err).contains("--tracepoints: expected", "found 'every'");
        assertThat(lab("run", "--tracepoints", "all")).isEqualTo(64);
    }

    @Test
    void coloursGoToTerminalsThatWantThem() {
        assertThat(Terminal.colours(true, Map.of("TERM", "xterm"))).isTrue();
        assertThat(Terminal.colours(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
        assertThat(Terminal.colours(true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.colours(true, Map.of())).isFalse();
        assertThat(Terminal.colours(false, Map.of("TERM", "xterm"))).isFalse();
        assertThat(Paint.marks("a MISMATCH, b correct").replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo("a MISMATCH, b correct");
        assertThat(Paint.marks("a MISMATCH")).contains("\u001b[");
    }
}
