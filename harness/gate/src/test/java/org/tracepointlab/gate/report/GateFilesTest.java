package org.tracepointlab.gate.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;
import org.tracepointlab.gate.rule.SideScores;
import org.tracepointlab.gate.rule.Verdict;

/** Each format is read back by what reads it elsewhere, or by the rules that its readers publish. */
class GateFilesTest {

    /** The benchmark format of Go, as benchstat takes it: name, iterations, then pairs of value and unit. */
    private static final Pattern BENCHSTAT = Pattern.compile("(Benchmark\\S+)\\s+(\\d+)\\s+([0-9.]+) (\\S+)");
    private static final BenchmarkId SLOW = new BenchmarkId("org.example.Some.slow|er", "avgt", Map.of("n", "a b/c"));
    private static final BenchmarkId FAST = new BenchmarkId("org.example.Some.fast", "thrpt", Map.of());

    @TempDir
    Path folder;
    private Locale before;

    @BeforeEach
    void anotherLocale() {
        before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("de-DE"));
    }

    @AfterEach
    void backToTheLocale() {
        Locale.setDefault(before);
    }

    private static Outcome outcome(BenchmarkId id, Verdict verdict, String reason) {
        return new Outcome(id, verdict, reason, 6, 1.25, 1.15, 1.35, 0.0001, 0.0002, 0.08, 6, 1.01, true,
                List.of("fork 3 of the candidate cost 8.000 times what its side's median did"));
    }

    private static Judgement all() {
        List<Outcome> outcomes = List.of(
                outcome(SLOW, Verdict.FAIL, "25% slower, <really>; line\nbreak, 50%: done \u0001"),
                outcome(FAST, Verdict.PASS, "fine"),
                outcome(new BenchmarkId("a.B.open", "ss", Map.of()), Verdict.INCONCLUSIVE, "more"),
                Outcome.not(new BenchmarkId("a.B.broken", "ss", Map.of()), Verdict.INVALID, "no \"scores\" & <xml>"),
                Outcome.not(new BenchmarkId("a.B.gone", "ss", Map.of()), Verdict.ONLY_BASELINE, "only in the baseline"),
                Outcome.not(new BenchmarkId("a.B.fresh", "ss", Map.of()), Verdict.ONLY_CANDIDATE,
                "only in the candidate"));
        List<CountOutcome> counts = List.of(
                new CountOutcome("a.B.c", Map.of("n", "1"), "waits", Verdict.FAIL, "expected 1, found 2"),
                new CountOutcome("a.B.c", Map.of("n", "1"), "patches", Verdict.PASS, "both count 3"));
        return Judgement.of("new.jar against old.jar", new Rule(0.10), outcomes, counts, List.of(
                new SideScores(SLOW, "us/op", new double[] {1, 1.5}, new double[] {2, 4, 3}),
                new SideScores(FAST, "ops/ms", new double[] {1}, new double[] {2, 8})), Json.object().put("seed", 7));
    }

    private String text(String file) throws IOException {
        GateFiles.write(folder, all());
        return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
    }

    @Test
    void surefiresOwnParserReadsTheJUnitXml() throws Exception {
        GateFiles.write(folder, all());
        List<ReportTestSuite> suites;
        try (var in = new InputStreamReader(Files.newInputStream(folder.resolve("junit.xml")),
                StandardCharsets.UTF_8)) {
            suites = new TestSuiteXmlParser(new NullConsoleLogger()).parse(in);
        }
        // The parser makes a suite of each class.
        assertThat(suites.stream().mapToInt(ReportTestSuite::getNumberOfTests).sum()).isEqualTo(8);
        assertThat(suites.stream().mapToInt(ReportTestSuite::getNumberOfFailures).sum()).isEqualTo(2);
        assertThat(suites.stream().mapToInt(ReportTestSuite::getNumberOfErrors).sum()).isEqualTo(2);
        assertThat(suites.stream().mapToInt(ReportTestSuite::getNumberOfSkipped).sum()).isEqualTo(2);
        List<ReportTestCase> cases = suites.stream().flatMap(suite -> suite.getTestCases().stream()).toList();
        ReportTestCase slow = cases.stream().filter(c -> c.getName().contains("slow")).findFirst()
                .orElseThrow();
        assertThat(slow.hasFailure()).isTrue();
        assertThat(slow.getFullClassName()).isEqualTo("org.example.Some");
        assertThat(slow.getFailureMessage()).startsWith("FAIL: 25% slower, <really>");
        assertThat(slow.getFailureType()).isEqualTo("FAIL");
        assertThat(cases).filteredOn(ReportTestCase::hasError).extracting(ReportTestCase::getFailureType)
                .containsExactly("INVALID", "ONLY_BASELINE");
        assertThat(cases).filteredOn(ReportTestCase::isSuccessful).hasSize(2);
    }

    @Test
    void verdictJsonHasEverythingAndNoNaN() throws IOException {
        JsonNode root = Json.read(folder.resolve(writtenVerdict()));
        assertThat(root.path("verdict").asText()).isEqualTo("FAIL");
        assertThat(root.path("exitCode").asInt()).isEqualTo(1);
        assertThat(root.path("rule").path("margin").asDouble()).isEqualTo(0.10);
        assertThat(root.path("rule").path("looks").toString()).isEqualTo("[6,10,20]");
        assertThat(root.path("run").path("seed").asInt()).isEqualTo(7);
        JsonNode slow = root.path("benchmarks").get(0);
        assertThat(slow.path("params").path("n").asText()).isEqualTo("a b/c");
        assertThat(slow.path("ratio").asDouble()).isEqualTo(1.25);
        assertThat(slow.path("blocksNeeded").asInt()).isEqualTo(6);
        JsonNode broken = root.path("benchmarks").get(3);
        assertThat(broken.path("ratio").isNull()).isTrue();
        assertThat(broken.path("blocksNeeded").isNull()).isTrue();
        assertThat(root.path("counts")).hasSize(2);
        assertThat(root.path("forks").get(0).path("candidate")).hasSize(3);
        assertThat(root.toString()).doesNotContain("NaN");
    }

    private String writtenVerdict() throws IOException {
        GateFiles.write(folder, all());
        return GateFiles.VERDICT;
    }

    /** A table whose rows all have as many cells as its head, by the rules of GitHub's tables. */
    @Test
    void markdownTablesAreWhole() throws IOException {
        for (String file : List.of("summary.md", "comment.md")) {
            String text = text(file);
            assertThat(text).startsWith("## Gate: FAIL\n").contains("25% slower, \\<really\\>; line break");
            long columns = 0;
            for (String line : text.lines().toList()) {
                long bars = line.replace("\\|", "").chars().filter(c -> c == '|').count();
                if (line.startsWith("|")) {
                    assertThat(bars).as(line).isEqualTo(columns == 0 ? bars : columns);
                    columns = bars;
                } else {
                    assertThat(bars).as(line).isZero();
                    columns = 0;
                }
            }
        }
        assertThat(text("summary.md")).contains("| PASS |", "1.250", "1.150 to 1.350");
        assertThat(text("comment.md")).doesNotContain("Some.fast").contains("2 of 8 passed.");
    }

    /**
     * Workflow commands as GitHub's runner takes them apart: percent signs, ends of lines, colons and commas are
     * escaped.
     */
    @Test
    void whatFailsOrIsInvalidIsAnnotated() throws IOException {
        List<String> lines = text("annotations.txt").lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2)).isEqualTo("::error title=gate%3A B.broken ss::INVALID: no \"scores\" & <xml>");
        assertThat(lines.get(3)).isEqualTo("::error title=gate%3A B.gone ss::ONLY_BASELINE: only in the baseline");
        Matcher command = Pattern.compile("::error title=([^:,]*)::(.*)").matcher(lines.get(1));
        assertThat(command.matches()).isTrue();
        assertThat(unescaped(command.group(1))).isEqualTo("gate: Some.slow|er[n=a b/c] avgt");
        assertThat(unescaped(command.group(2))).isEqualTo("25% slower, <really>; line\nbreak, 50%: done \u0001");
    }

    /** What all rows share says nothing of any of them; one row alone keeps its parameters. */
    @Test
    void parametersThatAllShareAreNotShown() {
        BenchmarkId one = new BenchmarkId("a.B.c", "avgt", Map.of("n", "1", "size", "10"));
        BenchmarkId two = new BenchmarkId("a.B.c", "avgt", Map.of("n", "2", "size", "10"));
        assertThat(one.among(List.of(one, two))).isEqualTo("B.c[n=1] avgt");
        assertThat(one.among(List.of(one))).contains("n=1", "size=10");
        Judgement j = Judgement.of("x", new Rule(0.10), List.of(outcome(one, Verdict.PASS, "fine"),
                outcome(two, Verdict.PASS, "fine")), List.of(), List.of(), Json.object());
        assertThat(String.join("\n", GateConsole.lines(j))).contains("B.c[n=2] avgt").doesNotContain("size");
        assertThat(GateMarkdown.summary(j)).contains("n=2").doesNotContain("size");
    }

    /** A benchmark whose name is markup stays text in each file that something shows as markup. */
    @Test
    void aNameStaysText() throws Exception {
        BenchmarkId evil = new BenchmarkId("org.example.<script>alert(1)</script>", "avgt",
                Map.of("n", "]]><img src=x onerror=alert(1)>"));
        GateFiles.write(folder, Judgement.of("<script>alert(1)</script>", new Rule(0.10),
                List.of(outcome(evil, Verdict.FAIL,
                "<script>alert(1)</script>")), List.of(
                new CountOutcome("a.<script>", Map.of("<b>", "&amp;"), "</td>", Verdict.FAIL,
                "<i>")), List.of(), Json.object()));
        for (String file : List.of("summary.md", "comment.md")) {
            assertThat(Files.readString(folder.resolve(file))).as(file).contains("\\<script\\>alert(1)")
                    .doesNotContainPattern("(?<!\\\\)<");
        }
        assertThat(Files.readString(folder.resolve("junit.xml"))).doesNotContain("<script", "<img", "<i>", "]]>");
        try (var in = new InputStreamReader(Files.newInputStream(folder.resolve("junit.xml")),
                StandardCharsets.UTF_8)) {
            assertThat(new TestSuiteXmlParser(new NullConsoleLogger()).parse(in))
                    .flatExtracting(ReportTestSuite::getTestCases)
                    .extracting(ReportTestCase::getName).anyMatch(name -> name.contains("<script>alert(1)</script>"));
        }
    }

    /** Ends of lines and what a terminal obeys are spelled out: no line says what the gate did not. */
    @Test
    void aNameForgesNoLine() throws IOException {
        String forged = "x\ngate: PASS (all is well)\r\n\u001b[2J\u2028\u202e";
        BenchmarkId evil = new BenchmarkId("org.example." + forged, "avgt", Map.of("n", forged));
        Outcome fail = outcome(evil, Verdict.FAIL, "slower");
        Judgement judgement = Judgement.of(forged, new Rule(0.10), List.of(fail),
                List.of(new CountOutcome("a." + forged,
                Map.of("n", forged), forged, Verdict.FAIL, "more")),
                List.of(new SideScores(evil, "us/op", new double[] {1, 1},
                new double[] {2, 2})), Json.object());
        GateFiles.write(folder, judgement);
        assertThat(GateConsole.lines(judgement)).allMatch(line -> line.chars().noneMatch(Character::isISOControl));
        for (String file : List.of("summary.md", "comment.md", "annotations.txt", "benchstat-candidate.txt",
                "junit.xml",
                "smaller-is-better.json")) {
            String text = Files.readString(folder.resolve(file));
            assertThat(text.lines()).as(file).noneMatch(line -> line.startsWith("gate: PASS"));
            assertThat(text).as(file).doesNotContain("\u001b").doesNotContain("\u2028").doesNotContain("\u202e");
        }
    }

    @Test
    void eachRowOfSmallerIsBetterHasItsOwnVerdict() throws IOException {
        GateFiles.write(folder, all());
        JsonNode root = Json.read(folder.resolve("smaller-is-better.json"));
        assertThat(root.get(0).path("extra").asText()).isEqualTo("3 forks; FAIL; gate: FAIL");
        assertThat(root.get(1).path("extra").asText()).isEqualTo("2 forks; PASS; gate: FAIL");
    }

    @Test
    void whatElseWasSeenIsInTheOutput() throws IOException {
        String note = "fork 3 of the candidate cost 8.000 times what its side's median did";
        assertThat(GateConsole.lines(all())).anyMatch(line -> line.strip().equals(note))
                .noneMatch(line -> line.startsWith("unpaired"));
        assertThat(text("summary.md")).contains(note);
        assertThat(Json.read(folder.resolve("verdict.json")).path("benchmarks").get(0).path("notes").get(0).asText())
                .isEqualTo(note);
        Outcome unpaired = new Outcome(FAST, Verdict.PASS, "fine", 6, 1, 0.9, 1.05, 0.9, 0.9, 0.08, 6, Double.NaN,
                false, List.of());
        Judgement judgement = Judgement.of("a against b", new Rule(0.10), List.of(unpaired), List.of(), List.of(),
                Json.object());
        assertThat(GateConsole.lines(judgement)).filteredOn(line -> line.startsWith("unpaired: ")).hasSize(1);
        GateFiles.write(folder, judgement);
        assertThat(Files.readString(folder.resolve("summary.md"))).contains("\nunpaired: ");
        assertThat(Json.read(folder.resolve("verdict.json")).path("benchmarks").get(0).path("paired").asBoolean(true))
                .isFalse();
    }

    private static String unescaped(String text) {
        return text.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%0D", "\r")
                .replace("%25", "%");
    }

    @Test
    void smallerIsBetterInAllOfThem() throws IOException {
        GateFiles.write(folder, all());
        JsonNode root = Json.read(folder.resolve("smaller-is-better.json"));
        assertThat(root.isArray()).isTrue();
        for (JsonNode entry : root) {
            assertThat(entry.path("name").isTextual() && entry.path("unit").isTextual()
                    && entry.path("value").isNumber()
                    && entry.path("range").isTextual() && entry.path("extra").isTextual()).isTrue();
        }
        assertThat(root.get(0).path("value").asDouble()).isEqualTo(3);
        assertThat(root.get(1).path("unit").asText()).isEqualTo("ms/op");
        assertThat(root.get(1).path("value").asDouble()).isCloseTo((0.5 + 0.125) / 2, within(1e-12));
    }

    @Test
    void benchstatHasOneLineAFork() throws IOException {
        List<String> lines = text("benchstat-candidate.txt").lines().toList();
        assertThat(lines).contains("Unit ops/s better=higher");
        List<Matcher> results = lines.stream().filter(l -> !l.startsWith("Unit")).map(BENCHSTAT::matcher).toList();
        assertThat(results).hasSize(5).allMatch(Matcher::matches);
        assertThat(results.get(0).group(1)).isEqualTo("BenchmarkSome.slow|er/n=a_b_c/mode=avgt");
        assertThat(Double.parseDouble(results.get(0).group(3))).isEqualTo(2000);
        assertThat(results.get(0).group(4)).isEqualTo("ns/op");
        assertThat(Double.parseDouble(results.get(4).group(3))).isEqualTo(8000);
        assertThat(text("benchstat-baseline.txt").lines().filter(l -> l.startsWith("Benchmark"))).hasSize(3);
    }
}
