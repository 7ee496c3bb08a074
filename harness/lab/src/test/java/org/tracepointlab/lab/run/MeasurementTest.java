package org.tracepointlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Json;

class MeasurementTest {

    @TempDir
    Path folder;

    private static JsonNode jmh() throws IOException {
        return Json.read(Path.of("../gate/src/test/resources/jmh-three-forks.json"));
    }

    @Test
    void oneMeasurementAnIteration() throws IOException {
        List<Measurement> all = Measurement.all(jmh());

        assertThat(all).hasSize(27);
        assertThat(all).filteredOn(m -> m.mode().equals("ss")).allSatisfy(m -> {
            assertThat(m.metric("patches")).isEqualTo(5);
            assertThat(m.metric("none")).isNaN();
            assertThat(m.param("implementation")).isEqualTo("a");
            assertThat(m.samples()).isNull();
        });
        assertThat(all).filteredOn(m -> m.mode().equals("sample")).allSatisfy(m -> {
            assertThat(m.samples().count()).isPositive();
            assertThat(m.samples().p50()).isLessThanOrEqualTo(m.samples().p99());
            assertThat(m.metrics()).isEmpty();
        });
        assertThat(all).filteredOn(m -> m.mode().equals("ss")).extracting(Measurement::fork)
                .containsExactly(1, 1, 1, 2, 2, 2, 3, 3, 3);
    }

    @Test
    void whatIsNoResultIsRefused() {
        assertThatThrownBy(() -> Measurement.all(Json.object())).hasMessageContaining("expected a JMH result");
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "tr-TR", "en-US"})
    void csvReadsBackInEveryLocale(String locale) throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(locale));
        try {
            List<Measurement> all = Measurement.all(jmh());
            Path file = folder.resolve("measurements.csv");
            MeasurementsCsv.write(file, all);
            List<CsvRow> rows = Csv.read(file, List.of("benchmark", "implementation", "score", "patches"));
            assertThat(rows).hasSize(27);
            for (int i = 0; i < 27; i++) {
                assertThat(Double.parseDouble(rows.get(i).get("score"))).isEqualTo(all.get(i).score());
            }
            assertThat(Files.readString(file)).contains("\r\n").doesNotContain("E-");
            Path summary = folder.resolve("summary.csv");
            Summary.write(summary, Summary.of(all));
            assertThat(Csv.read(summary, List.of("median", "interval_over"))).hasSize(3)
                    .allSatisfy(r -> assertThat(Double.parseDouble(r.get("median"))).isPositive());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void fieldsAreQuotedAsTheRfcWants() throws IOException {
        Path file = folder.resolve("quoted.csv");
        Csv.write(file, List.of("a", "b"), List.of(List.of("x,\"y\"", "line\nbreak"), List.of("", "ü")));
        assertThat(Files.readString(file)).startsWith("a,b\r\n\"x,\"\"y\"\"\",\"line\nbreak\"\r\n");
        assertThat(Csv.read(file, List.of("a")).get(1).get("b")).isEqualTo("ü");
    }

    @Test
    void malformedCsvNamesFileAndColumn() throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, "a,b\r\n1\r\n");
        assertThatThrownBy(() -> Csv.read(file, List.of("a"))).hasMessageContaining("bad.csv, line");
        assertThatThrownBy(() -> Csv.read(file, List.of("c"))).hasMessageContaining("expected a column c");
    }

    @Test
    void numbersHaveNoExponentAndNoNaN() {
        assertThat(Csv.number(1e-7)).isEqualTo("0.00000010");
        assertThat(Csv.number(1962)).isEqualTo("1962");
        assertThat(Csv.number(0.1)).isEqualTo("0.1");
        assertThat(Csv.number(Double.NaN)).isEmpty();
    }

    @Test
    void intervalIsOverForksWhenThereAreEnough() throws IOException {
        Summary three = Summary.of(Measurement.all(jmh())).get(0);
        assertThat(three.over()).isEqualTo("forks");
        assertThat(three.n()).isEqualTo(9);
        assertThat(three.low()).isLessThan(three.high());

        Summary one = Summary.of(List.of(Measurement.all(jmh()).get(0))).get(0);
        assertThat(one.over()).isEqualTo("iterations");
        assertThat(one.low()).isNaN();
    }

    @Test
    void fitFindsAKnownLine() {
        Fit exact = Fit.of(new double[] {1, 2, 3}, new double[] {5, 7, 9});
        assertThat(exact.slope()).isCloseTo(2, within(1e-12));
        assertThat(exact.intercept()).isCloseTo(3, within(1e-12));
        assertThat(exact.r2()).isCloseTo(1, within(1e-12));

        // Anscombe's first set, whose fit is known: 3.0001 + 0.5001 x, R² 0.6665.
        Fit known = Fit.of(new double[] {10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5},
                new double[] {8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68});
        assertThat(known.slope()).isCloseTo(0.5001, within(1e-4));
        assertThat(known.intercept()).isCloseTo(3.0001, within(1e-4));
        assertThat(known.r2()).isCloseTo(0.6665, within(1e-4));
        assertThat(Fit.possible(new double[] {1, 1, 2})).isFalse();
    }
}
