package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

    private static final Rule RULE = new Rule(0.10);
    private static final double[] SMALL = {0.01, -0.01, 0.005, -0.005, 0.02, -0.02};
    private static final double[] LARGE = {0.3, -0.3, 0.2, -0.2, 0.25, -0.25};

    private static double[] plus(double[] noise, double ratio) {
        return Arrays.stream(noise).map(n -> n + Math.log(ratio)).toArray();
    }

    private static Comparison comparison(String name, double[] effect, double[] control) {
        return new Comparison(new BenchmarkId("a." + name, "avgt", Map.of()), Effect.paired(effect),
                control == null ? null : Effect.paired(control), Rule.mostBlocks(), false);
    }

    private static Outcome decide(double[] effect, double[] control, boolean last) {
        return Decision.decide(RULE, List.of(comparison("b", effect, control)), last ? Look.after(Rule.mostBlocks())
                : Look.after(Rule.LOOKS.get(0))).get(0);
    }

    @Test
    void aChangeFailsAndNoChangePasses() {
        Outcome fail = decide(plus(SMALL, 1.5), SMALL, false);
        assertThat(fail.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(fail.ratio()).isBetween(1.49, 1.51);
        assertThat(fail.low()).isGreaterThan(1.10);
        assertThat(fail.reason()).startsWith("50% slower; at most 10% is ruled out");
        Outcome pass = decide(SMALL, SMALL, false);
        assertThat(pass.verdict()).isEqualTo(Verdict.PASS);
        assertThat(pass.high()).isLessThan(1.10);
        assertThat(decide(plus(SMALL, 0.5), SMALL, false).verdict()).as("faster").isEqualTo(Verdict.PASS);
    }

    @Test
    void atTheMarginItStaysOpenAndSaysBetweenWhat() {
        Outcome open = decide(plus(SMALL, 1.10), SMALL, true);
        assertThat(open.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(open.reason()).matches("between [0-9.]+% and [0-9.]+% slower, the margin being 10%");
    }

    @Test
    void aNoisyRunRefusesAndSaysHowManyForksItWouldTake() {
        double[] larger = Arrays.stream(LARGE).map(x -> 1.5 * x).toArray();
        Outcome blind = decide(larger, larger, true);
        assertThat(blind.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(blind.detectable()).isGreaterThan(0.2);
        assertThat(blind.needed()).isGreaterThan(Rule.mostBlocks());
        assertThat(blind.reason()).contains("too noisy", blind.needed() + " forks a side");
        Power power = Power.ofGate(RULE, comparison("b", larger, larger).spread(Effect.paired(larger)));
        assertThat(power.detectable(blind.needed())).isLessThanOrEqualTo(0.2);
        assertThat(power.detectable(blind.needed() - 1)).isGreaterThan(0.2);
    }

    /** What a run could have detected is printed and decides nothing. */
    @Test
    void aQuietResultPassesWhateverTheControlSays() {
        Outcome outcome = decide(SMALL, LARGE, true);
        assertThat(outcome.verdict()).isEqualTo(Verdict.PASS);
        assertThat(outcome.detectable()).isGreaterThan(0.2);
        assertThat(decide(plus(SMALL, 3), LARGE, true).verdict()).isEqualTo(Verdict.FAIL);
    }

    /**
     * That the baseline moved against itself is chance, in 1 of 100 runs: with 20 benchmarks it would spoil a fifth of
     * all gates.
     */
    @Test
    void aControlThatMovedDecidesNothing() {
        double[] moved = plus(SMALL, 1.2);
        assertThat(decide(plus(SMALL, 2), moved, false).verdict()).isEqualTo(Verdict.FAIL);
        Outcome pass = decide(SMALL, moved, true);
        assertThat(pass.verdict()).isEqualTo(Verdict.PASS);
        assertThat(pass.control()).as("it is still printed").isBetween(1.19, 1.21);
    }

    /** One benchmark among many without change has to stand a stricter p: that is what Holm is for. */
    @Test
    void gatedTogetherTheyShareTheError() {
        double[] justEnough = plus(new double[] {0.07, -0.07, 0.06, -0.06, 0.08, -0.08}, 1.32);
        assertThat(decide(justEnough, SMALL, false).verdict()).isEqualTo(Verdict.FAIL);
        List<Comparison> many = IntStream.range(0, 20)
                .mapToObj(i -> comparison("b" + i, i == 7 ? justEnough : SMALL, SMALL))
                .toList();
        List<Outcome> outcomes = Decision.decide(RULE, many, Look.only());
        assertThat(outcomes.get(7).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(outcomes.get(7).holm()).isEqualTo(20 * outcomes.get(7).p());
        assertThat(outcomes.get(0).verdict()).isEqualTo(Verdict.PASS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.1, Double.NaN})
    void marginsOutOfRangeAreRefused(double margin) {
        assertThatThrownBy(() -> new Rule(margin)).hasMessageContaining("expected a margin above 0 and at most 1");
    }

    /**
     * Against SciPy's noncentral t: the shift in spreads for a power of 0.8 at a one-sided level of 0.01, 5 forks a
     * side and more.
     */
    @ParameterizedTest
    @CsvSource({"2, 5, 1, 1.716306", "1, 6, 1, 1.798310", "2, 5, 20, 2.781077", "1, 20, 1, 0.763657",
            "1, 6, 200, 5.558623"})
    void powerIsThatOfTheNoncentralT(double dfEach, int forks, int benchmarks, double effectInSpreads) {
        Power power = new Power(RULE, 0.01 / benchmarks, 0.01, dfEach, 0);
        double stated = Math.log1p(power.detectable(forks)) - RULE.logMargin();
        assertThat(stated / 0.01).isCloseTo(effectInSpreads, within(1e-5));
    }

    @Test
    void theWholeIsAsGoodAsItsParts() {
        Verdict pass = Verdict.PASS;
        assertThat(Verdict.all(List.of(pass, pass, Verdict.ONLY_CANDIDATE))).isEqualTo(pass);
        assertThat(Verdict.all(List.of(pass, Verdict.INCONCLUSIVE))).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(Verdict.all(List.of(Verdict.INCONCLUSIVE, Verdict.INVALID))).isEqualTo(Verdict.INVALID);
        assertThat(Verdict.all(List.of(pass, Verdict.ONLY_BASELINE))).isEqualTo(Verdict.INVALID);
        assertThat(Verdict.all(List.of(Verdict.INVALID, Verdict.FAIL))).isEqualTo(Verdict.FAIL);
        assertThat(Verdict.all(List.of())).as("nothing compared is no PASS").isEqualTo(Verdict.INVALID);
        assertThat(Verdict.all(List.of(Verdict.ONLY_CANDIDATE))).isEqualTo(Verdict.INVALID);
        assertThat(List.of(Verdict.values())).extracting(Verdict::exitCode).containsExactly(0, 1, 2, 3, 3, 0);
    }
}
