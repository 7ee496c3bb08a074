package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks with samples are judged by their 99th percentile as well as by their mean. */
class TailTest {

    private static final int FORKS = 10;
    private static final int SAMPLES = 3000;

    @TempDir
    Path folder;
    private final Random random = new Random(4);

    /** Samples of one fork; those above the 97th percentile are slower by a factor, with the mean as it was. */
    private double[] fork(int samples, double factor) {
        double level = Math.exp(0.02 * random.nextGaussian());
        double[] drawn = IntStream.range(0, samples).mapToDouble(i -> 100 * Math.exp(0.3 * random.nextGaussian()))
                .sorted().toArray();
        double before = Arrays.stream(drawn).sum();
        int from = (int) (0.97 * samples);
        for (int i = from; i < samples; i++) {
            drawn[i] *= factor;
        }
        double after = Arrays.stream(drawn).sum();
        double body = Arrays.stream(drawn, 0, from).sum();
        for (int i = 0; i < samples; i++) {
            drawn[i] = level * drawn[i] * (i < from ? 1 - (after - before) / body : 1);
        }
        return drawn;
    }

    private List<JmhResult> side(String mode, int samples, double factor) throws IOException {
        String forks = IntStream.range(0, FORKS).mapToObj(i -> "[" + histogram(fork(samples, factor)) + "]")
                .collect(Collectors.joining(","));
        return JmhFile.read(Files.writeString(folder.resolve("side.json"), "[{\"benchmark\": \"a.B.c\", \"mode\": \""
                + mode + "\", \"params\": {\"n\": \"1\"}, \"primaryMetric\": {\"scoreUnit\": \"ns/op\","
                + " \"rawDataHistogram\": [" + forks + "]}}]"));
    }

    private static String histogram(double[] samples) {
        Map<Double, Integer> counts = new TreeMap<>();
        Arrays.stream(samples).forEach(sample -> counts.merge(Math.rint(100 * sample) / 100, 1, Integer::sum));
        return counts.entrySet().stream().map(e -> "[" + e.getKey() + "," + e.getValue() + "]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static List<Outcome> compare(List<JmhResult> old, List<JmhResult> now) {
        return new FileComparison(new Rule(0.10), Set.of(), null).compare(old, now);
    }

    @Test
    void aTailThatGrewBehindTheSameMeanIsSeen() throws IOException {
        int trials = 40;
        int seen = 0;
        int calledSlower = 0;
        for (int i = 0; i < trials; i++) {
            List<Outcome> outcomes = compare(side("sample", SAMPLES, 1), side("sample", SAMPLES, 1.2));
            assertThat(outcomes).extracting(o -> o.id().mode()).containsExactly("sample", "sample p99");
            calledSlower += outcomes.get(0).verdict() == Verdict.FAIL ? 1 : 0;
            seen += outcomes.get(1).verdict() == Verdict.FAIL ? 1 : 0;
        }
        assertThat(seen).isGreaterThanOrEqualTo((int) (0.9 * trials));
        assertThat(calledSlower).isZero();
    }

    @Test
    void unchangedTailsDoNotFail() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(compare(side("sample", SAMPLES, 1), side("sample", SAMPLES, 1)))
                    .extracting(Outcome::verdict).doesNotContain(Verdict.FAIL);
        }
    }

    @Test
    void aPercentileIsOfAllSamplesOfAFork() throws IOException {
        JmhResult tail = JmhFile.read(Files.writeString(folder.resolve("exact.json"), "[{\"benchmark\": \"a.B.c\","
                + " \"mode\": \"sample\", \"primaryMetric\": {\"scoreUnit\": \"ns/op\", \"rawDataHistogram\":"
                + " [[[[5.0, 900]], [[7.0, 89], [9.0, 1], [11.0, 10]]]]}}]")).get(1);
        assertThat(tail.id()).hasToString("B.c sample p99");
        assertThat(tail.forks()).containsExactly(9.0);
    }

    @Test
    void fewSamplesHaveNone() throws IOException {
        List<JmhResult> few = side("sample", 999, 1);
        assertThat(few).hasSize(1);
        List<JmhResult> many = side("sample", 1000, 1);
        assertThat(many).hasSize(2);
        assertThat(compare(few, many)).as("a tail on one side alone").singleElement()
                .extracting(o -> o.id().mode()).isEqualTo("sample");
        assertThat(compare(many, few)).hasSize(1);
    }

    @Test
    void otherModesHaveNone() throws IOException {
        assertThat(side("avgt", SAMPLES, 1)).hasSize(1);
    }
}
