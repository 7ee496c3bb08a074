package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModerationTest {

    private static final int FORKS = 5;

    private static Effect effect(Random random, double spread) {
        double[] a = new double[FORKS];
        double[] b = new double[FORKS];
        for (int i = 0; i < FORKS; i++) {
            a[i] = spread * random.nextGaussian();
            b[i] = spread * random.nextGaussian();
        }
        return Effect.welch(a, b);
    }

    /**
     * Variances drawn from a prior of 4 degrees of freedom: its two numbers come back, as near as Welch's degrees of
     * freedom are.
     */
    @Test
    void thePriorIsFoundAgain() {
        Random random = new Random(1);
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double chi = 0;
            for (int k = 0; k < 4; k++) {
                double z = random.nextGaussian();
                chi += z * z;
            }
            effects.add(effect(random, 0.02 * Math.sqrt(4 / chi)));
        }
        Moderation prior = Moderation.of(effects);
        assertThat(prior.df()).isBetween(3.7, 4.7);
        // the spread is that of a pair, so twice the variance of a fork
        assertThat(Math.sqrt(prior.variance() / 2)).isCloseTo(0.02, within(0.001));
    }

    /** Equal spreads: each takes over what all say. The values are those of Smyth's formulas by hand. */
    @Test
    void equalSpreadsBecomeOne() {
        Random random = new Random(2);
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            effects.add(effect(random, 0.03));
        }
        List<Effect> moderated = Moderation.moderate(effects);
        double before = spreadOfSpreads(effects);
        assertThat(spreadOfSpreads(moderated)).isLessThan(before / 2);
        assertThat(moderated).allMatch(e -> e.df() >= 4);
        assertThat(moderated.get(0).mean()).isEqualTo(effects.get(0).mean());
        Effect own = new Effect(0.1, 0.02, 8, 5);
        Effect drawn = new Moderation(4, 0.001).apply(own, 1000);
        assertThat(drawn.df()).isEqualTo(12);
        assertThat(drawn.error()).isCloseTo(Math.sqrt((4 * 0.001 + 8 * 0.002) / 12 / 5), within(1e-12));
    }

    private static double spreadOfSpreads(List<Effect> effects) {
        double[] logs = effects.stream().mapToDouble(e -> Math.log(e.spread())).toArray();
        double mean = 0;
        double square = 0;
        for (double log : logs) {
            mean += log / logs.length;
        }
        for (double log : logs) {
            square += (log - mean) * (log - mean) / logs.length;
        }
        return Math.sqrt(square);
    }

    /** One benchmark that is ten times as noisy keeps its own spread: drawn down, it would raise false alarms. */
    @Test
    void oneThatIsMuchNoisierKeepsItsOwn() {
        Random random = new Random(3);
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            effects.add(effect(random, 0.01));
        }
        Effect noisy = effect(random, 0.1);
        effects.add(noisy);
        assertThat(Moderation.moderate(effects).get(19)).isEqualTo(noisy);
    }

    @Test
    void fewBenchmarksAreLeftAlone() {
        Random random = new Random(4);
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < Moderation.FEWEST - 1; i++) {
            effects.add(effect(random, 0.01));
        }
        assertThat(Moderation.moderate(effects)).isEqualTo(effects);
        assertThat(Moderation.moderate(List.of())).isEmpty();
    }

    /** Five forks that tie by chance say that there is no noise; the others know better. */
    @Test
    void aSpreadOfNothingTakesThatOfTheOthers() {
        Random random = new Random(5);
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            effects.add(effect(random, 0.02));
        }
        effects.add(Effect.welch(new double[] {0, 0, 0, 0, 0}, new double[] {0.06, 0.06, 0.06, 0.06, 0.06}));
        assertThat(Moderation.moderate(effects).get(15).error()).isGreaterThan(0.005);
        List<Effect> exact = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            exact.add(new Effect(0, 0, 8, 5));
        }
        assertThat(Moderation.moderate(exact)).as("nothing is known of any noise").isEqualTo(exact);
    }
}
