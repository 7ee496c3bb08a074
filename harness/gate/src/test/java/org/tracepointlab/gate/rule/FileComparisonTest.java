package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finished files of any project: good ones, and each kind of bad one. */
class FileComparisonTest {

    private static final Rule RULE = new Rule(0.05);

    @TempDir
    Path folder;

    private List<Outcome> compare(String baseline, String candidate) throws IOException {
        return compare(baseline, candidate, Set.of(), null);
    }

    private List<Outcome> compare(String baseline, String candidate, Set<String> differing, String across)
            throws IOException {
        Path a = Files.writeString(folder.resolve("a.json"), baseline);
        Path b = Files.writeString(folder.resolve("b.json"), candidate);
        return new FileComparison(RULE, differing, across).compare(JmhFile.read(a), JmhFile.read(b));
    }

    private Outcome one(JmhJson baseline, JmhJson candidate) throws IOException {
        List<Outcome> outcomes = compare(JmhJson.file(baseline), JmhJson.file(candidate));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private static JmhJson forks(double level, long seed) {
        return JmhJson.forks(10, level, 0.01, seed);
    }

    @ParameterizedTest
    @CsvSource({"avgt, us/op, 2, FAIL", "avgt, us/op, 0.5, PASS", "ss, s/op, 2, FAIL", "sample, us/op, 2, FAIL",
        "thrpt, ops/s, 0.5, FAIL", "thrpt, ops/s, 2, PASS"})
    void eachModeInItsRightDirection(String mode, String unit, double factor, Verdict verdict) throws IOException {
        Outcome outcome = one(forks(10, 1).mode(mode, unit), forks(10 * factor, 2).mode(mode, unit));
        assertThat(outcome.verdict()).isEqualTo(verdict);
        assertThat(outcome.ratio()).isCloseTo(mode.equals("thrpt") ? 1 / factor : factor, within(0.05));
        assertThat(outcome.low()).isLessThan(outcome.ratio());
        assertThat(outcome.high()).isGreaterThan(outcome.ratio());
    }

    @Test
    void unitsOfOneKindAreConverted() throws IOException {
        assertThat(one(forks(10, 1), forks(0.010, 2).mode("avgt", "ms/op")).verdict()).isEqualTo(Verdict.PASS);
        assertThat(one(forks(10, 1).mode("thrpt", "ops/s"), forks(0.010, 2).mode("thrpt", "ops/ms")).verdict())
                .isEqualTo(Verdict.PASS);
        Outcome other = one(forks(10, 1), forks(10, 2).mode("avgt", "B/op"));
        assertThat(other.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(other.reason()).isEqualTo("expected scores in us/op, found B/op");
    }

    @Test
    void sampleModeTakesTheMeanOfEachIterationsSamples() throws IOException {
        String slow = "[[[[1,1],[3,3]]],[[[2.5,4]]],[[[2.5,1]]],[[[2.5,1]]],[[[2.5,1]]]]";
        Path file = Files.writeString(folder.resolve("s.json"),
                JmhJson.file(new JmhJson().mode("sample", "us/op").histogram(slow)));
        assertThat(JmhFile.read(file).get(0).forks()).containsExactly(2.5, 2.5, 2.5, 2.5, 2.5);
    }

    @Test
    void parametersArePartOfTheIdentity() throws IOException {
        List<Outcome> outcomes = compare(JmhJson.file(forks(10, 1).params("{\"n\":\"1\"}"),
                forks(20, 2).params("{\"n\":\"2\"}")),
                JmhJson.file(forks(20, 3).params("{\"n\":\"2\"}"), forks(30, 4).params("{\"n\":\"3\"}")));
        assertThat(outcomes).extracting(Outcome::verdict)
                .containsExactly(Verdict.ONLY_BASELINE, Verdict.PASS, Verdict.ONLY_CANDIDATE);
        assertThat(outcomes.get(0).reason()).isEqualTo(
                "only in the baseline, where the other has Some.bench[n=2] avgt: it cannot be"
                + " compared, and all together are INVALID");
        assertThat(outcomes.get(2).reason()).isEqualTo(
                "only in the candidate, where the other has Some.bench[n=1] avgt: there is"
                + " nothing to compare it with, and it decides nothing");
    }

    @Test
    void aParameterThatTheSidesDifferInCanBeLeftOut() throws IOException {
        String a = JmhJson.file(forks(10, 1).params("{\"implementation\":\"x\",\"n\":\"1\"}"));
        String b = JmhJson.file(forks(20, 2).params("{\"implementation\":\"y\",\"n\":\"1\"}"));
        assertThat(compare(a, b, Set.of(), "implementation")).singleElement()
                .satisfies(o -> assertThat(o.verdict()).isEqualTo(Verdict.FAIL));
    }

    /** The forks drift by far more than the change: unpaired they say nothing, paired they do. */
    @Test
    void forksWithBlockIdsArePaired() throws IOException {
        String drifting = "[[1],[2],[4],[8],[16],[32]]";
        String slower = "[[35.2],[17.6],[8.8],[4.4],[2.2],[1.1]]";
        assertThat(one(new JmhJson().raw(drifting), new JmhJson().raw(slower)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        Outcome paired = one(new JmhJson().raw(drifting).blocks("s-1", "s-2", "s-3", "s-4", "s-5", "s-6"),
                new JmhJson().raw(slower).blocks("s-6", "s-5", "s-4", "s-3", "s-2", "s-1"));
        assertThat(paired.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(paired.ratio()).isCloseTo(1.1, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "s-1 s-1 s-1 s-1 s-1 s-1 | s-1 s-1 s-1 s-1 s-1 s-1 | expected one fork of each side in a block, found several",
        "s-1 s-2 s-3 s-4 s-5 s-6 | s-1 s-2 s-3 s-4 s-5 s-5 | expected one fork of each side in a block, found several",
        "s-1 s-2 s-3 s-4 s-5 s-6 | s-1 s-2 s-3 s-4 s-5 t-6 | expected forks of both sides in each block, found 1 of "
        + "the baseline and 1 "
                + "of the candidate without",
    })
    void blockIdsThatCannotBeRightAreInvalid(String old, String now, String reason) throws IOException {
        Outcome outcome = one(JmhJson.forks(6, 10, 0.01, 1).blocks(old.split(" ")),
                JmhJson.forks(6, 20, 0.01, 2).blocks(now.split(" ")));
        assertThat(outcome.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(outcome.reason()).isEqualTo(reason);
    }

    /** A file of one gate against one of another: no block in common, and two samples. */
    @Test
    void blocksOfTwoGatesAreNoPairs() throws IOException {
        Outcome outcome = one(JmhJson.forks(6, 10, 0.01, 1).blocks("a-1", "a-2", "a-3", "a-4", "a-5", "a-6"),
                JmhJson.forks(5, 10, 0.01, 2).blocks("b-1", "b-2", "b-3", "b-4", "b-5"));
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASS);
        assertThat(outcome.paired()).isFalse();
    }

    /** The forks drift by more than the change, and the user knows that they ran in turn. */
    @Test
    void forksCanBePairedInTheirOrder() throws IOException {
        Path a = Files.writeString(folder.resolve("a.json"),
                JmhJson.file(new JmhJson().raw("[[1],[2],[4],[8],[16],[32]]")));
        Path b = Files.writeString(folder.resolve("b.json"),
                JmhJson.file(new JmhJson().raw("[[1.1],[2.2],[4.4],[8.8],[17.6],[35.2]]")));
        Outcome outcome = new FileComparison(RULE, Set.of(), null, true).compare(JmhFile.read(a), JmhFile.read(b))
                .get(0);
        assertThat(outcome.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(outcome.paired()).isTrue();
        Path c = Files.writeString(folder.resolve("c.json"), JmhJson.file(forks(7, 1)));
        assertThat(new FileComparison(RULE, Set.of(), null, true).compare(JmhFile.read(a), JmhFile.read(c)).get(0)
                .reason())
                .isEqualTo("expected as many forks a side to pair them in their order, found 6 and 10");
    }

    @ParameterizedTest
    @CsvSource({"avgt, ops/s, the time of an operation", "ss, ops/ms, the time of an operation",
            "sample, ops/us, the time of an operation",
        "thrpt, us/op, operations in a time"})
    void aUnitThatDoesNotFitItsModeIsInvalid(String mode, String unit, String expected) throws IOException {
        Outcome outcome = one(forks(10, 1).mode(mode, unit), forks(20, 2).mode(mode, unit));
        assertThat(outcome.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(outcome.reason()).isEqualTo("baseline: expected " + expected + " in mode " + mode
                + ", found scores in " + unit);
    }

    @Test
    void aModeThatIsNoneIsInvalid() throws IOException {
        assertThat(one(forks(10, 1).mode("fast", "us/op"), forks(10, 2).mode("fast", "us/op")).reason())
                .isEqualTo("baseline: expected the mode thrpt, avgt, sample or ss, found 'fast'");
    }

    /** What terminals, logs and readers obey is spelled out, in names, parameters and units. */
    @Test
    void namesAreSpelledOut() throws IOException {
        JmhJson evil = forks(10, 1).benchmark("a.B.c\\n\\u001b[31mgate: PASS\\u202e\\u2028")
                .params("{\"p\\r\":\"\\u0000\"}")
                .mode("avgt", "us\\n/op");
        Outcome outcome = one(evil, evil);
        assertThat(outcome.id().toString()).isEqualTo("B.c\\n\\u001b[31mgate: PASS\\u202e\\u2028[p\\r=\\u0000] avgt");
        assertThat(outcome.id().toString().chars()).noneMatch(c -> Character.isISOControl(c) || c > 0x7f);
    }

    /** An outlier is counted like any other fork, and named. */
    @Test
    void aForkUnlikeTheOthersIsNamed() throws IOException {
        Outcome outcome = one(new JmhJson().raw("[[1],[1.01],[1],[8],[1.01],[1]]"),
                new JmhJson().raw("[[1],[1.01],[1],[1.02],[1.01],[1]]"));
        assertThat(outcome.notes()).containsExactly(
                "fork 4 of the baseline cost 7.960 times what its side's median did");
        assertThat(outcome.verdict()).isNotEqualTo(Verdict.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"jmhVersion\":\"1.37\"|\"jmhVersion\":\"1.36\"|jmhVersion",
            "\"jvm\":\"/x/java\"|\"jvm\":\"/y/java\"|jvm",
        "-Xmx1g|-javaagent:/a/one.jar|jvmArgs", "-Xmx1g|-agentpath:/a/one.so|jvmArgs"})
    void whatRunsTheBenchmarksIsCompared(String change) throws IOException {
        String[] parts = change.split("\\|");
        String other = JmhJson.file(forks(10, 2)).replace(parts[0], parts[1]);
        String same = JmhJson.file(forks(10, 1));
        assertThat(compare(same, other).get(0).reason()).startsWith("the environments differ: " + parts[2] + " '");
        assertThat(compare(same, other, Set.of(parts[2]), null).get(0).verdict()).isEqualTo(Verdict.PASS);
    }

    /** Two agents were taken for equal because both are paths. */
    @Test
    void twoAgentsAreTwoEnvironments() throws IOException {
        String one = JmhJson.file(forks(10, 1)).replace("-Xmx1g", "-javaagent:/a/one.jar=x");
        assertThat(compare(one, one.replace("one.jar", "two.jar")).get(0).verdict()).isEqualTo(Verdict.INVALID);
        assertThat(compare(one, one.replace("jar=x", "jar=y")).get(0).verdict()).isEqualTo(Verdict.INVALID);
        assertThat(compare(one, one).get(0).verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    @Timeout(60)
    void deepAndHugeFilesAreOneLineInWords(int kind) throws IOException {
        String text = kind == 1 ? "[{\"benchmark\":\"a.b\",\"x\":" + "[".repeat(200_000)
                : "[{\"benchmark\":\"a.b\",\"mode\":\"avgt\",\"primaryMetric\":{\"rawData\":[[" + "9".repeat(5_000)
                + "]]}}]";
        Path file = Files.writeString(folder.resolve("bad.json"), text);
        assertThatThrownBy(() -> JmhFile.read(file)).isInstanceOf(IOException.class).message()
                .startsWith(file + ": expected JSON, found ")
                .contains("exceeds the maximum allowed (1000)").doesNotContain("`").doesNotContain("\n");
    }

    /** A number of 900 digits is none that a score can be. */
    @Test
    void overflowingScoresAreInvalid() throws IOException {
        String raw = "[[1],[" + "9".repeat(900) + "],[1],[1],[1]]";
        assertThat(one(forks(1, 1), new JmhJson().raw(raw)).reason())
                .startsWith("candidate: fork 2, iteration 1: expected a score above 0, found 999");
        JmhJson huge = new JmhJson().histogram("[[[[1e300,1e300]]],[[[1,1]]],[[[1,1]]],[[[1,1]]],[[[1,1]]]]")
                .mode("sample", "us/op");
        assertThat(one(huge, huge).reason()).isEqualTo(
                "baseline: fork 1, iteration 1: expected a score above 0, found samples that have none");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 20", "4, 4", "2, 10"})
    void tooFewForksAreInconclusiveAndSayHowManyItTakes(int a, int b) throws IOException {
        Outcome outcome = one(JmhJson.forks(a, 10, 0.01, 1), JmhJson.forks(b, 20, 0.01, 2));
        assertThat(outcome.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(outcome.reason()).startsWith("expected 5 forks a side or more, found " + a + " and " + b);
        assertThat(outcome.needed()).isEqualTo(6);
        assertThat(outcome.ratio()).isCloseTo(2, within(0.2));
    }

    @Test
    void unequalForksAreCompared() throws IOException {
        assertThat(one(JmhJson.forks(5, 10, 0.01, 1), JmhJson.forks(12, 20, 0.01, 2)).verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void otherEnvironmentsAreInvalidUnlessThatIsMeant() throws IOException {
        Outcome outcome = one(forks(10, 1), forks(10, 2).jdk("25"));
        assertThat(outcome.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(outcome.reason())
                .isEqualTo("the environments differ: jdkVersion '17.0.9' and '25' (--allow-different "
                + "jdkVersion compares them)");
        for (String allowed : List.of("jdkVersion", "all")) {
            assertThat(compare(JmhJson.file(forks(10, 1)), JmhJson.file(forks(10, 2).jdk("25")), Set.of(allowed),
                    null).get(0)
                    .verdict()).isEqualTo(Verdict.PASS);
        }
        String moved = JmhJson.file(forks(10, 2)).replace("-Dtmp=/a/b", "-Dtmp=/c");
        assertThat(compare(JmhJson.file(forks(10, 1)), moved).get(0).verdict()).as("a path is no difference")
                .isEqualTo(Verdict.PASS);
        String other = JmhJson.file(forks(10, 2)).replace("-Xmx1g", "-Xmx2g");
        assertThat(compare(JmhJson.file(forks(10, 1)), other).get(0).reason()).contains("jvmArgs");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[[1,\"NaN\",1],[1],[1],[1],[1]] | fork 1, iteration 2: expected a score above 0, found NaN",
        "[[1],[0],[1],[1],[1]] | fork 2, iteration 1: expected a score above 0, found 0",
        "[[1],[1],[1],[1],[-3]] | fork 5, iteration 1: expected a score above 0, found -3",
        "[[1],[],[1],[1],[1]] | fork 2: expected iterations, found none",
        "[[1],[1e999],[1],[1],[1]] | fork 2, iteration 1: expected a score above 0, found 1e999",
        "[[1],[null],[1],[1],[1]] | fork 2, iteration 1: expected a score above 0, found null",
        "[[1],[{\"a\":1}],[1],[1],[1]] | fork 2, iteration 1: expected a score above 0, found a list or an object",
        "[] | expected forks, found none",
        "7 | expected rawData as a list of forks, found none",
    })
    void scoresThatAreNoneAreInvalidWithTheirPlace(String raw, String reason) throws IOException {
        Outcome outcome = one(forks(1, 1), new JmhJson().raw(raw));
        assertThat(outcome.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(outcome.reason()).isEqualTo("candidate: " + reason);
    }

    @Test
    void theSameBenchmarkTwiceInAFileIsInvalid() throws IOException {
        List<Outcome> outcomes = compare(JmhJson.file(forks(10, 1), forks(10, 2)), JmhJson.file(forks(10, 3)));
        assertThat(outcomes).singleElement().satisfies(o -> assertThat(o.reason())
                .isEqualTo("expected one result a side, found 2 in the baseline and 1 in the candidate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "[", "[{\"benchmark\": ", "[]", "[1]", "[{}]", "null", "[[[[",
            "\u0000\u0001",
        "[{\"benchmark\":\"a.b\",\"benchmark\":\"a.b\"}]", "<html>", "[{\"benchmark\":\"a.b\"}] x"})
    void filesThatAreNoResultsAreOneLine(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.json"), text);
        assertThatThrownBy(() -> JmhFile.read(file)).isInstanceOf(IOException.class).message()
                .startsWith(file + ": expected ").contains("found").doesNotContain("\n");
    }

    @Test
    void filesThatAreNotThereAreOneLine() {
        assertThatThrownBy(() -> JmhFile.read(folder.resolve("none.json"))).isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("none.json") + ": expected a JMH result, found no such file");
        assertThatThrownBy(() -> JmhFile.read(folder))
                .hasMessage(folder + ": expected a JMH result, found no regular file");
    }

    /** Whatever a file is cut to or has a byte changed into: an answer or one line, never anything else. */
    @Test
    void brokenFilesNeverCrash() throws IOException {
        byte[] whole = JmhJson.file(forks(10, 1).blocks("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
                forks(3, 5).benchmark("a.b.C.d").mode("sample", "us/op").histogram("[[[[1,2]]]]")).getBytes("UTF-8");
        Random random = new Random(5);
        Path good = Files.write(folder.resolve("good.json"), whole);
        int refused = 0;
        int answered = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] broken = i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int n = i % 3; n > 0 && broken.length > 0; n--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Path file = Files.write(folder.resolve("broken.json"), broken);
            try {
                assertThat(new FileComparison(RULE, Set.of(), null).compare(JmhFile.read(good), JmhFile.read(file)))
                        .isNotEmpty();
                answered++;
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith(file + ": ").doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
        assertThat(answered).isGreaterThan(100);
    }
}
