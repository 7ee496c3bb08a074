package org.tracepointlab.gate.rule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import org.tracepointlab.gate.core.Stats;

/**
 * Scores of a fork in which both sides ran in turn. Iteration i of one side and iteration i of the other ran right
 * behind each other, and saw the same machine: the fork's log-ratio is the median of theirs. What the machine does for
 * a moment is in few of the pairs, what it does for longer in both iterations of a pair.
 *
 * <p>What is in fewer than half of the pairs is not seen: a collection of garbage every tenth iteration, say.
 * {@link #ofMeans} sees it, with all noise.
 *
 * @param baseline score of the baseline: the median of its iterations
 * @param candidate score of the candidate: so much apart from the baseline's as the log-ratio says
 * @param logRatio of costs, candidate to baseline: above 0 the candidate is slower
 * @param ofMeans log-ratio of the sums of all iterations' costs
 */
public record DuetScore(double baseline, double candidate, double logRatio, double ofMeans) {

    /**
     * Of the iterations of both sides, in the order in which they ran.
     *
     * @param id says whether more is better
     * @throws IllegalArgumentException if there are none, or not as many of both
     */
    public static DuetScore of(BenchmarkId id, double[] baseline, double[] candidate) {
        if (baseline.length == 0 || baseline.length != candidate.length) {
            throw new IllegalArgumentException("expected as many iterations of both sides, found " + baseline.length
                    + " and " + candidate.length);
        }
        double[] old = Arrays.stream(baseline).map(score -> Cost.log(id, score)).toArray();
        double[] ratios = new double[old.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = Cost.log(id, candidate[i]) - old[i];
        }
        double middle = Stats.median(old);
        double ratio = Stats.median(ratios);
        double sign = id.higherIsBetter() ? -1 : 1;
        return new DuetScore(Math.exp(sign * middle), Math.exp(sign * (middle + ratio)), ratio,
                Math.log(sum(Cost.of(id, candidate)) / sum(Cost.of(id, baseline))));
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    /**
     * Of two results of JMH, each of one fork.
     *
     * @throws IllegalArgumentException if there is no such score; the message says why
     */
    public static DuetScore of(JsonNode baseline, JsonNode candidate) {
        return of(JmhFile.of(baseline).id(), iterations(baseline), iterations(candidate));
    }

    private static double[] iterations(JsonNode result) {
        JsonNode metric = result.path("primaryMetric");
        boolean histogram = metric.has("rawDataHistogram");
        try (JsonParser parser = metric.path(histogram ? "rawDataHistogram" : "rawData").traverse()) {
            parser.nextToken();
            RawScores raw = RawScores.read(parser, histogram);
            if (!raw.problem().isEmpty() || raw.forks().size() != 1) {
                throw new IllegalArgumentException(raw.problem().isEmpty() ? "expected one fork, found "
                        + raw.forks().size() : raw.problem());
            }
            return raw.forks().get(0);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
