package org.tracepointlab.gate.rule;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Stats;

/**
 * Scores of forks from raw data, {@code rawData[fork][iteration]} or {@code rawDataHistogram[fork][iteration]}, each
 * iteration there a list of {@code [value, count]}.
 *
 * @param forks the iterations of each fork
 * @param tails the 99th percentile of each fork's samples, where there are samples; NaN of fewer than {@value #FEWEST}
 * @param problem the first score that cannot be used, in one line; empty if there is none
 */
record RawScores(List<double[]> forks, double[] tails, String problem) {

    /** Ten samples of a fork have to lie above the percentile for it to be worth anything. */
    static final int FEWEST = 1000;
    private static final double TAIL = 0.99;

    /** From the outermost bracket to its end. */
    static RawScores read(JsonParser parser, boolean histogram) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return new RawScores(List.of(), new double[0], "expected rawData as a list of forks, found none");
        }
        List<double[]> forks = new ArrayList<>();
        List<Double> tails = new ArrayList<>();
        String problem = "";
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            List<Double> iterations = new ArrayList<>();
            NavigableMap<Double, Double> samples = new TreeMap<>();
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    String where = "fork " + (forks.size() + 1) + ", iteration " + (iterations.size() + 1);
                    double score = histogram ? mean(parser, samples) : number(parser);
                    if (problem.isEmpty() && !(score > 0 && Double.isFinite(score))) {
                        problem = where + ": expected a score above 0, found "
                                + (histogram ? "samples that have none" : described(parser, score));
                    }
                    iterations.add(score);
                }
            }
            if (iterations.isEmpty() && problem.isEmpty()) {
                problem = "fork " + (forks.size() + 1) + ": expected iterations, found none";
            }
            forks.add(Stats.array(iterations));
            if (histogram) {
                tails.add(tail(samples));
            }
        }
        return new RawScores(forks, Stats.array(tails), forks.isEmpty() ? "expected forks, found none" : problem);
    }

    private static String described(JsonParser parser, double score) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
            return "a list or an object";
        }
        String text = token.isScalarValue() ? parser.getText() : "" + score;
        return Printable.escaped(text.length() > 40 ? text.substring(0, 40) + "..." : text);
    }

    /** A number, or NaN for anything else. */
    static double number(JsonParser parser) throws IOException {
        if (parser.currentToken().isNumeric()) {
            return parser.getDoubleValue();
        }
        parser.skipChildren();
        return Double.NaN;
    }

    private static double tail(NavigableMap<Double, Double> samples) {
        double all = samples.values().stream().mapToDouble(Double::doubleValue).sum();
        double below = 0;
        for (Map.Entry<Double, Double> sample : samples.entrySet()) {
            below += sample.getValue();
            if (below >= TAIL * all) {
                return all < FEWEST ? Double.NaN : sample.getKey();
            }
        }
        return Double.NaN;
    }

    /** Mean of one iteration's samples, as JMH scores it; adds them to the fork's. */
    private static double mean(JsonParser parser, Map<Double, Double> samples) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return Double.NaN;
        }
        double sum = 0;
        double count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            double[] pair = {Double.NaN, Double.NaN};
            int i = 0;
            if (parser.currentToken() == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    double n = number(parser);
                    if (i < pair.length) {
                        pair[i] = n;
                    }
                    i++;
                }
            } else {
                parser.skipChildren();
            }
            sum += pair[0] * pair[1];
            count += pair[1];
            if (pair[1] > 0) { // not for NaN
                samples.merge(pair[0], pair[1], Double::sum);
            }
        }
        return sum / count;
    }
}
