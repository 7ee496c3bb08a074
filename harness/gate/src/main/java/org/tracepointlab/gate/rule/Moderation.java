package org.tracepointlab.gate.rule;

import java.util.List;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.FDistribution;
import org.tracepointlab.gate.core.Stats;

/**
 * What the benchmarks of a suite say about each other's spread. With few forks each knows its own spread poorly;
 * together they show how spreads are distributed. Each variance is drawn towards the suite's, by as much as those
 * differ little from one another (Smyth 2004, "Linear models and empirical Bayes methods for assessing differential
 * expression in microarray experiments": a scaled inverse chi-squared prior, whose degrees of freedom and scale follow
 * from mean and variance of the logarithms of the variances).
 *
 * <p>A benchmark whose spread is well above the others' keeps its own, with its own degrees of freedom: drawn down it
 * would raise false alarms several times as often as its level says. Immutable; the effects given are left alone.
 *
 * @param df degrees of freedom of the prior; 0 if there is none, infinite if the variances differ by no more than
 *     chance
 * @param variance scale of the prior: of one fork's pair, as {@link Effect#spread} has it, squared
 */
public record Moderation(double df, double variance) {

    /** Suites with fewer benchmarks are left as they are. */
    public static final int FEWEST = 10;
    /** No prior. */
    public static final Moderation NONE = new Moderation(0, 0);
    /** Among spreads of the prior's own, so many in a hundred are taken for one well above them. */
    private static final double ABOVE = 0.1;
    private static final int HALVINGS = 80;

    /** The prior of these effects; none where there are fewer than {@value #FEWEST} whose values differ at all. */
    public static Moderation of(List<Effect> effects) {
        List<Effect> spread = effects.stream().filter(e -> !e.exact()).toList();
        if (spread.size() < FEWEST) {
            return NONE;
        }
        double[] logs = spread.stream().mapToDouble(e -> 2 * Math.log(e.spread()) - expectedLog(e.df())).toArray();
        double chance = spread.stream().mapToDouble(e -> Trigamma.value(e.df() / 2)).average().orElseThrow();
        double mean = Stats.mean(logs);
        double own = Stats.variance(logs) - chance;
        if (own <= 0) {
            return new Moderation(Double.POSITIVE_INFINITY, Math.exp(mean));
        }
        double df = 2 * inverseTrigamma(own);
        return new Moderation(df, Math.exp(mean + expectedLog(df)));
    }

    /** The effect with its spread drawn towards the suite's. */
    public Effect apply(Effect effect, double greatestDf) {
        if (df == 0) {
            return effect;
        }
        double variance = effect.spread() * effect.spread();
        if (isAbove(variance, effect.df())) {
            return effect;
        }
        double posterior = Double.isInfinite(df) ? this.variance
                : (df * this.variance + effect.df() * variance) / (df + effect.df());
        return new Effect(effect.mean(), Math.sqrt(posterior / effect.n()), Math.min(df + effect.df(), greatestDf),
                effect.n());
    }

    /** All effects, moderated by what they have in common. */
    public static List<Effect> moderate(List<Effect> effects) {
        Moderation prior = of(effects);
        double all = effects.stream().mapToDouble(Effect::df).sum();
        return effects.stream().map(e -> prior.apply(e, all)).toList();
    }

    private boolean isAbove(double own, double ownDf) {
        double ratio = own / variance;
        double p = Double.isInfinite(df) ? ChiSquaredDistribution.of(ownDf).survivalProbability(ratio * ownDf)
                : FDistribution.of(ownDf, df).survivalProbability(ratio);
        return p < ABOVE && ratio > 1;
    }

    /** Mean logarithm of a chi-squared variable over its degrees of freedom. */
    private static double expectedLog(double df) {
        return Digamma.value(df / 2) - Math.log(df / 2);
    }

    private static double inverseTrigamma(double value) {
        double low = 1e-8;
        double high = 1e8;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = Math.sqrt(low * high);
            if (Trigamma.value(middle) > value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }
}
