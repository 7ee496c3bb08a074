package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.gate.rule.JmhJson;

/** {@code lab gate}, {@code lab compare} and {@code lab calibrate} as their users meet them. */
class GateCommandTest extends LabLine {

    @TempDir
    Path folder;
    private Path jar;

    @BeforeEach
    void makeJar() throws IOException {
        jar = LabStub.jar(folder);
    }

    private int gate(String... more) {
        List<String> args = new ArrayList<>(List.of("gate", "--candidate-jar", jar.toString(), "--out",
                folder.resolve("gate").toString(), "--warmups", "0", "--iterations", "2"));
        args.addAll(Arrays.asList(more));
        return lab(args);
    }

    @Test
    void twoValuesOfAParameterAreGatedIntoEveryFile() throws IOException {
        assertThat(gate("--include", "Sample.other", "--baseline-param", "implementation=original", "--candidate-param",
                "implementation=unconditional", "--seed", "3", "--margin", "5%")).as(() -> err).isEqualTo(1);
        assertThat(out).contains("FAIL", "gate: FAIL (", "margin 5.0%");
        for (String file : List.of("verdict.json", "junit.xml", "summary.md", "comment.md", "annotations.txt",
                "gate.png",
                "benchstat-baseline.txt", "benchstat-candidate.txt", "smaller-is-better.json", "gate-run.json",
                "baseline.json", "candidate.json", "control.json")) {
            assertThat(folder.resolve("gate").resolve(file)).isNotEmptyFile();
        }
        assertThat(lab("gate", "--resume", folder.resolve("gate").toString())).isEqualTo(1);
        assertThat(gate("--include", "x", "--baseline-jar", jar.toString())).isEqualTo(64);
        assertThat(err).startsWith("lab: --out: expected a folder without a gate");
    }

    @Test
    void countsAloneAreFastAndSayWhatIsWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("gate.json"), """
                {"counted": [{"benchmark": "org.example.Sample.other", "params": {"tracepoints": ["10", "20"]},
                  "warmups": 0, "iterations": 1, "seconds": 1}], "counters": ["gracePeriodWaits"]}""");
        assertThat(gate("--counts-only", "--gate-file", file.toString(), "--baseline-param", "implementation=original",
                "--candidate-param", "implementation=unconditional")).as(() -> err).isEqualTo(1);
        assertThat(out).contains("0 of 2 exact counts are as required", "expected 0 as in the baseline, found 20");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--include Sample|--baseline: expected a commit, a --baseline-jar, or another difference between the sides",
        "--include Nothing --baseline-jar JAR|--include: expected the name of a benchmark in ",
        "--include Sample --baseline-jar JAR -p size=3|--param: expected a parameter of the benchmarks, found 'size'",
        "--include Sample --baseline-param implementation=a|--candidate-param: expected the same parameters",
        "--include Sample --baseline-jar none.jar|--baseline-jar: expected a JMH jar, found none at ",
        "--include Sample --baseline-jar JAR --margin 0|--margin: expected a share above 0 and at most 100%",
        "--include Sample --baseline-jar JAR --margin ten|--margin: expected a share above 0 and at most 100%",
        "--include Sample --baseline-jar JAR --candidate-jdk /|--candidate-jdk: expected the home of a JDK",
        "--include Sample --baseline no-such-commit|--baseline: expected a commit of ",
        "--include Sample --baseline HEAD;touch${IFS}pwned|--baseline: expected a commit of ",
        "--include Sample --baseline $(touch${IFS}pwned)|--baseline: expected a commit of ",
        "--include Sample --baseline-param size=1 --candidate-param size=2|--param: expected parameters that the "
        + "benchmarks have",
        "--resume FOLDER|--resume: expected the folder of a gate, with gate-run.json in it",
    })
    void badInputIsOneLineAndExitCode64(String options, String message) {
        assertThat(gate(Arrays.stream(options.split(" "))
                .map(o -> o.replace("JAR", jar.toString()).replace("FOLDER", folder.toString()))
                .toArray(String[]::new))).isEqualTo(64);
        assertThat(err).startsWith("lab: " + message);
        assertThat(err.lines()).hasSize(1);
        assertThat(Path.of("pwned")).doesNotExist();
        assertThat(Path.of("../pwned")).doesNotExist();
    }

    @Test
    void pairsGiveOneLineOfJsonEachAndNothingStopsThem() throws IOException {
        Files.writeString(folder.resolve("a.json"),
                JmhJson.file(JmhJson.forks(10, 10, 0.01, 1).params("{\"n\":\"7\"}")));
        Files.writeString(folder.resolve("b.json"),
                JmhJson.file(JmhJson.forks(10, 15, 0.01, 2).params("{\"n\":\"7\"}")));
        Files.writeString(folder.resolve("broken.json"), "[{\"benchmark\":");
        Path pairs = Files.writeString(folder.resolve("pairs.csv"), "id,baseline,candidate\nslow,a.json,b.json\n"
                + "same,a.json,a.json\nbroken,a.json,broken.json\nnone,missing.json,a.json\n");
        assertThat(lab("compare", "--pairs", pairs.toString(), "--json")).isEqualTo(1);
        List<JsonNode> lines = new ArrayList<>();
        for (String line : out.lines().toList()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).extracting(l -> l.path("id").asText()).containsExactly("slow", "same", "broken", "none");
        assertThat(lines).extracting(l -> l.path("verdict").asText())
                .containsExactly("FAIL", "PASS", "INVALID", "INVALID");
        JsonNode slow = lines.get(0);
        assertThat(slow.path("benchmark").asText()).isEqualTo("org.example.Some.bench");
        assertThat(slow.path("params").path("n").asText()).isEqualTo("7");
        assertThat(slow.path("ratio").asDouble()).isBetween(1.45, 1.55);
        assertThat(slow.path("low").asDouble()).isLessThan(slow.path("ratio").asDouble());
        assertThat(slow.path("high").asDouble()).isGreaterThan(slow.path("ratio").asDouble());
        assertThat(lines.get(2).path("ratio").isNull()).isTrue();
        assertThat(lines.get(2).path("reason").asText()).contains("broken.json: expected JSON, found");
        assertThat(lines.get(3).path("reason").asText()).contains("missing.json", "no such file");
    }

    @Test
    void twoFilesAreComparedForPeopleAndForPrograms() throws IOException {
        Path a = Files.writeString(folder.resolve("a.json"), JmhJson.file(JmhJson.forks(10, 10, 0.01, 1)));
        Path b = Files.writeString(folder.resolve("b.json"), JmhJson.file(JmhJson.forks(10, 10, 0.01, 2)));
        assertThat(lab("compare", a.toString(), b.toString(), "--out", folder.resolve("out").toString())).isZero();
        assertThat(out).startsWith("PASS").contains("gate: PASS (b.json against a.json, margin 10%)");
        assertThat(out.lines().filter(line -> line.startsWith("unpaired: "))).hasSize(1);
        assertThat(lab("compare", a.toString(), b.toString(), "--paired")).isZero();
        assertThat(out).doesNotContain("unpaired");
        assertThat(folder.resolve("out/gate.png")).isNotEmptyFile();
        assertThat(folder.resolve("out/verdict.json")).isNotEmptyFile();
        Path few = Files.writeString(folder.resolve("few.json"), JmhJson.file(JmhJson.forks(1, 10, 0.01, 2)));
        assertThat(lab("compare", a.toString(), few.toString())).isEqualTo(2);
        assertThat(lab("compare", a.toString(), folder.resolve("none.json").toString())).isEqualTo(65);
        assertThat(err).isEqualTo("lab: " + folder.resolve("none.json")
                + ": expected a JMH result, found no such file\n");
        assertThat(lab("compare", a.toString())).isEqualTo(64);
        assertThat(lab("compare", "--pairs", folder.resolve("none.csv").toString())).isEqualTo(64);
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void calibrationSaysWhatThisMachineSees() throws IOException {
        assertThat(lab("calibrate", "--include", "Sample.other", "--benchmarks-jar", jar.toString(), "--blocks", "3",
                "--comparisons", "100", "--change", "15%", "--out", folder.resolve("aa").toString())).as(() -> err)
                .isZero();
        assertThat(out).contains("## This machine, margin 10%", "| none | 0.00% |", "blocks to detect 15%");
        assertThat(folder.resolve("aa/forks.csv")).isNotEmptyFile();
        assertThat(folder.resolve("aa/calibration.md")).isNotEmptyFile();
    }

    /** The second proof is the canary: an implementation said to be slower that is not. */
    @Test
    void theLiveProofHoldsOnlyIfEachVerdictIsWhatItHasToBe() throws IOException {
        String timed =
                "{\"benchmark\": \"org.example.Sample.other\", \"params\": {\"tracepoints\": \"10\"}, \"iterations\": "
                + "1}";
        Path file = Files.writeString(folder.resolve("proof.json"),
                "{\"timed\": [" + String.join(",", timed, timed, timed) + "]}");
        List<String> proof = List.of("calibrate", "--live", "1", "--gate-file", file.toString(), "--benchmarks-jar",
                jar.toString(), "--out", folder.resolve("live").toString(), "--slower");
        assertThat(lab(append(proof, "slow"))).as(() -> err).isZero();
        assertThat(Files.readString(folder.resolve("live/live.md"))).contains(
                "| unconditional | conditional | 1 | 10% | 1 | 0 | 1 | 0 | 0 | 50.000 | FAIL at the first look | yes |",
                "| conditional | conditional | 3 | 10% | 1 | 1 | 0 | 0 | 0 | 1.000 | no FAIL, PASS in 7 of 10 or more "
                + "| yes |",
                "| slow | unconditional | 2 | 5% | 1 | 0 | 1 | 0 | 0 | 2.000 | FAIL in 9 of 10 or more | yes |");
        assertThat(lab(append(proof, "original"))).as(() -> err).isEqualTo(1);
        assertThat(out)
                .contains("| original | unconditional | 2 | 5% | 1 | 1 | 0 | 0 | 0 | 0.020 | FAIL in 9 of 10 or more "
                + "| **no** |");
        assertThat(lab("calibrate", "--live", "0")).isEqualTo(64);
        assertThat(err).startsWith("lab: --live: expected 1 to 100 runs, found 0");
    }

    private static List<String> append(List<String> list, String last) {
        List<String> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
