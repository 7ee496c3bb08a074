package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.StrictCsv;
import org.tracepointlab.lab.run.Latest;

/** Files that others read: by their standards' letter, in every locale. */
class FormatsTest {

    /** One run in each locale, for all tests. */
    private static final Map<String, Path> RUNS = new HashMap<>();

    @TempDir
    private static Path shared;
    @TempDir
    Path folder;

    private static Path run(String tag) throws IOException {
        if (!RUNS.containsKey(tag)) {
            Locale before = Locale.getDefault();
            Locale.setDefault(Locale.forLanguageTag(tag));
            try {
                RUNS.put(tag, runHere(shared.resolve(tag)));
            } finally {
                Locale.setDefault(before);
            }
        }
        return RUNS.get(tag);
    }

    private static Path runHere(Path results) throws IOException {
        StringWriter err = new StringWriter();
        int code = Lab.execute(new String[] {"run", "--plan", "smoke", "--report", "--quiet", "--seed", "3",
                "--results",
            results.toString(), "--benchmarks-jar", LabStub.jar(shared).toString(), "--tracepoints", "10,20",
            "--hz", "250",
            "--implementation", "original,unconditional"}, new PrintWriter(new StringWriter()),
            new PrintWriter(err, true));
        assertThat(code).as(err.toString()).isZero();
        Path latest = Latest.resolve(results);
        assertThat(Lab.execute(new String[] {"compare-runs", latest.toString(), latest.toString(), "--out",
            latest.resolve("compared").toString(), "--quiet"}, null, new PrintWriter(err, true))).as(err.toString())
            .isZero();
        return latest;
    }

    /** Turkish writes decimal commas, as German does, and has an i of its own. */
    @ParameterizedTest
    @ValueSource(strings = "tr-TR")
    void everyCsvIsReadByTheLetterAndHasDecimalPoints(String tag) throws IOException {
        Path run = run(tag);
        try (Stream<Path> files = Files.walk(run)) {
            List<Path> all = files.filter(f -> f.toString().endsWith(".csv")).toList();
            assertThat(all).extracting(f -> f.getFileName().toString()).contains("measurements.csv", "summary.csv",
                    "cost-curve.csv", "correctness.csv", "timeline.csv", "compare.csv");
            for (Path file : all) {
                List<List<String>> records = StrictCsv.read(Files.readAllBytes(file));
                assertThat(records).as(file.toString()).hasSizeGreaterThan(1);
                assertThat(records.get(0)).as(file + ", header").doesNotHaveDuplicates()
                        .allMatch(h -> h.matches("[A-Za-z0-9_]+"));
                List<String> numbers = records.stream().skip(1).flatMap(List::stream)
                        .filter(f -> f.matches("-?[0-9][0-9.,]*")).toList();
                assertThat(numbers).as(file.toString()).isNotEmpty()
                        .allMatch(n -> n.matches("-?[0-9]+(\\.[0-9]+)?") || n.matches("[0-9],[0-9],[0-9]"));
            }
        }
    }

    @Test
    void theCommittedFilesAreReadByTheLetterToo() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../../results"))) {
            List<Path> committed = files.filter(f -> f.toString().endsWith(".csv") && f.toString().matches(
                    ".*results/(reference|showcase|baseline)/.*")).toList();
            assertThat(committed).isNotEmpty();
            for (Path file : committed) {
                assertThat(StrictCsv.read(Files.readAllBytes(file))).as(file.toString()).hasSizeGreaterThan(1);
            }
        }
    }

    @Test
    void theStrictReaderRefusesWhatTheStandardDoes() {
        for (String wrong : List.of("a,b\n1,2\n", "a,b\r\n1\r\n", "a,b\r\n1,2", "a\r\nx\"y\r\n", "a\r\n\"x\r\n",
                "\ufeffa\r\n")) {
            assertThatThrownBy(() -> StrictCsv.read(wrong.getBytes(StandardCharsets.UTF_8))).as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(StrictCsv.read("a,b\r\n\"x,\"\"\r\ny\",\r\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly(List.of("a", "b"), List.of("x,\"\r\ny", ""));
    }

    @Test
    void whatTheWriterQuotesTheStrictReaderReads() throws IOException {
        Path file = folder.resolve("odd.csv");
        List<String> odd = List.of("a,b", "say \"so\"", "two\r\nlines", "\u0130\u00b5");
        Csv.write(file, List.of("a", "b", "c", "d"), List.of(odd));
        assertThat(StrictCsv.read(Files.readAllBytes(file)).get(1)).isEqualTo(odd);
    }

    /**
     * What jmh-visualizer takes from each result: it splits {@code benchmark} at dots, makes a key of the method and
     * {@code name=value} of each parameter with blanks between them, which it splits again, and draws {@code score}
     * with {@code scoreConfidence} of the primary and of each secondary metric, the forks' values from {@code rawData}
     * or {@code rawDataHistogram}.
     */
    @Test
    void jmhJsonHasWhatJmhVisualizerTakes() throws IOException {
        JsonNode results = Json.read(run("tr-TR").resolve("jmh.json"));
        assertThat(results.isArray()).isTrue();
        assertThat(results).isNotEmpty();
        for (JsonNode result : results) {
            assertThat(result.path("benchmark").asText()).matches("[A-Za-z0-9_$]+(\\.[A-Za-z0-9_$]+)+");
            assertThat(result.path("mode").asText()).isIn("thrpt", "avgt", "sample", "ss");
            result.path("params").properties().forEach(p -> assertThat(p.getKey() + p.getValue().asText())
                    .as("a parameter that is split at blanks and =").doesNotContain(" ").doesNotContain("="));
            metric(result.path("primaryMetric"));
            assertThat(result.path("secondaryMetrics").isObject()).isTrue();
            result.path("secondaryMetrics").forEach(FormatsTest::metric);
        }
    }

    private static void metric(JsonNode metric) {
        assertThat(metric.path("score").isNumber()).isTrue();
        // Not a number is text in JMH's files, which the reader's isNaN takes.
        assertThat(metric.path("scoreError").isNumber() || metric.path("scoreError").asText().equals("NaN")).isTrue();
        assertThat(metric.path("scoreConfidence")).hasSize(2);
        assertThat(metric.path("scoreUnit").isTextual()).isTrue();
        assertThat(metric.path("scorePercentiles").has("50.0")).isTrue();
        JsonNode raw = metric.has("rawDataHistogram") ? metric.path("rawDataHistogram") : metric.path("rawData");
        assertThat(raw).isNotEmpty().allMatch(fork -> fork.isArray() && !fork.isEmpty());
    }
}
