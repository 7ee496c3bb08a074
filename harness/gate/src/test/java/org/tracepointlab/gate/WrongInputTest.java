package org.tracepointlab.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.StubJmh;
import org.tracepointlab.gate.rule.JmhJson;

/**
 * A file that is not what it has to be is exit code 65 with its name and the reason: no verdict, and no internal error.
 */
@Timeout(120)
class WrongInputTest {

    @TempDir
    Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void files() throws IOException {
        write("good.json", JmhJson.file(JmhJson.forks(10, 10, 0.01, 1)));
        write("empty.json", "");
        write("binary.json", "\u0000\u0001\u0002\u00ff");
        write("object.json", "{}");
        write("deep.json", "[{\"benchmark\":\"a.b\",\"x\":" + "[".repeat(100_000));
        write("huge.json", "[{\"benchmark\":\"a.b\",\"threads\":" + "9".repeat(100_000) + "}]");
        write("columns.csv", "a,b\n1,2\n");
        write("empty.csv", "");
        write("binary.csv", "\u0000\"\u0001");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private int gate(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return JmhGate.execute(folder, new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    @ParameterizedTest
    @CsvSource({"empty.json", "binary.json", "object.json", "deep.json", "huge.json", "none.json", "columns.csv"})
    void resultsThatAreNone(String name) {
        for (String[] files : new String[][] {{file("good.json"), file(name)}, {file(name), file("good.json")}}) {
            assertThat(gate("compare", files[0], files[1])).isEqualTo(65);
            assertThat(err.toString()).startsWith("jmh-gate: " + file(name) + ": expected ").contains("found")
                    .hasLineCount(1);
            assertThat(out.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"columns.csv", "empty.csv", "binary.csv"})
    void tablesThatAreNone(String name) {
        for (String[] args : new String[][] {{"compare", "--pairs", file(name)}, {"bakeoff", file(name)},
            {"calibrate", "--simulate", "--comparisons", "1", "--out", file("x"), "--recorded", file(name)}}) {
            assertThat(gate(args)).as(args[0]).isEqualTo(65);
            assertThat(err.toString()).startsWith("jmh-gate: " + file(name)).contains(": expected ").hasLineCount(1);
        }
    }

    /** A jar that is none, one without benchmarks, and a file that is empty. */
    @ParameterizedTest
    @CsvSource({"binary.json", "empty.json"})
    void jarsThatAreNone(String name) {
        for (String[] args : new String[][] {
            {"gate", "--baseline-jar", file(name), "--candidate-jar", file(name), "--include", "x", "--out", file("g")},
            {"calibrate", "--benchmarks-jar", file(name), "--include", "x", "--out", file("c")}}) {
            assertThat(gate(args)).as(args[0]).isEqualTo(65);
            assertThat(err.toString()).startsWith("jmh-gate: " + file(name) + ": expected a JMH jar").hasLineCount(1);
        }
    }

    /** The message names the option that was given, and not another one. */
    @ParameterizedTest
    @CsvSource({"--include,[,a regular expression", "--time,soon,a time like 200ms or 1s", "--warmups,-1,0 or more",
        "--iterations,0,1 or more"})
    void optionsThatAreWrong(String option, String value, String expected) throws IOException {
        Path jar = StubJmh.jar(folder);
        assertThat(gate("gate", "--baseline-jar", jar.toString(), "--candidate-jar", jar.toString(), option, value,
                "--out", file("g"))).isEqualTo(64);
        assertThat(err.toString()).startsWith("jmh-gate: " + option + ": expected " + expected).hasLineCount(1);
    }

    @Test
    void aFileIsNoFolderForResults() {
        for (String[] args : new String[][] {{"compare", file("good.json"), file("good.json")},
            {"calibrate", "--simulate", "--comparisons", "1"}}) {
            String[] all = Stream.concat(Stream.of(args), Stream.of("--out", file("good.json"))).toArray(String[]::new);
            assertThat(gate(all)).as(args[0]).isEqualTo(64);
            assertThat(err.toString()).startsWith("jmh-gate: --out: expected a folder that can be written")
                    .hasLineCount(1);
        }
    }

    @Test
    void aBakeOffIsMadeAndWritten() throws IOException {
        StringBuilder forks = new StringBuilder("benchmark,fork,it0,it1\n");
        for (int b = 0; b < 20; b++) {
            for (int f = 0; f < 4; f++) {
                forks.append("b").append(b).append(',').append(f).append(",1.0").append(b * f % 7).append(",1.01\n");
            }
        }
        write("forks.csv", forks.toString());
        assertThat(gate("bakeoff", file("forks.csv"), "--deals", "1", "--suites", "2", "--out", file("out")))
                .as(err::toString).isZero();
        assertThat(out.toString()).contains("    jmh-gate bakeoff forks.csv --deals 1 --suites 2\n",
                "2 forks are dealt to each side");
        assertThat(Files.readString(folder.resolve("out/bakeoff.md"))).contains("## A suite of 20 (2)");
        assertThat(folder.resolve("out/bakeoff.csv")).isNotEmptyFile();
        assertThat(gate("bakeoff", file("forks.csv"), "--forks", "3")).isEqualTo(64);
        assertThat(err.toString()).startsWith("jmh-gate: --forks: expected 2 to 2");
    }

    /** A file says PASS in its own name; the gate does not. */
    @Test
    void aForgedVerdictIsNoLine() throws IOException {
        JmhJson evil = JmhJson.forks(10, 10, 0.01, 1).benchmark("a.b\\ngate: PASS (forged)");
        write("a.json", JmhJson.file(evil));
        write("b.json", JmhJson.file(JmhJson.forks(10, 30, 0.01, 2).benchmark("a.b\\ngate: PASS (forged)")));
        assertThat(gate("compare", file("a.json"), file("b.json"), "--out", file("out"))).isEqualTo(1);
        assertThat(out.toString().lines()).noneMatch(line -> line.startsWith("gate: PASS"))
                .anyMatch(line -> line.startsWith("gate: FAIL"));
        assertThat(Json.read(folder.resolve("out/verdict.json")).path("benchmarks").get(0).path("benchmark").asText())
                .isEqualTo("a.b\\ngate: PASS (forged)");
    }
}
