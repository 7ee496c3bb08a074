package org.tracepointlab.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against what R prints in the examples of {@code power.t.test}, SciPy's {@code nct.sf}, and Student's t without a
 * shift.
 */
class NoncentralTTest {

    /** {@code power.t.test(n = 20, delta = 1)}: power = 0.8689528, of the upper side alone but for 1e-7. */
    @Test
    void thePowerOfATwoSampleTestIsThatOfRsManual() {
        double critical = TDistribution.of(38).inverseSurvivalProbability(0.025);
        assertThat(NoncentralT.survival(38, Math.sqrt(10), critical)).isCloseTo(0.8689528, within(2e-7));
    }

    /** {@code power.t.test(power = .90, delta = 1, alternative = "one.sided")}: n = 17.84713. */
    @Test
    void theSizeOfAOneSidedTestIsThatOfRsManual() {
        double n = 17.84713;
        double critical = TDistribution.of(2 * n - 2).inverseSurvivalProbability(0.05);
        assertThat(NoncentralT.shift(2 * n - 2, critical, 0.90)).isCloseTo(Math.sqrt(n / 2), within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 31.8, 0.0503366268762",
        "4, 11, 8.6, 0.826502025654",
        "5, 2.5, 1.2, 0.898428131554",
        "8, 3.8, 2.9, 0.790517303988",
        "8, -1, 0.5, 0.0702865019511",
        "8.7, 6, 5.5, 0.661675913926",
        "19, 3.5, 2.5, 0.830966077913",
        "200, 4, 3, 0.839561337698"})
    void survivalIsThatOfSciPy(double df, double shift, double t, double expected) {
        assertThat(NoncentralT.survival(df, shift, t)).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "2.5, 0.1", "8, 2.9", "40, -1", "1000, 5"})
    void withoutAShiftItIsStudents(double df, double t) {
        assertThat(NoncentralT.survival(df, 0, t)).isCloseTo(TDistribution.of(df).survivalProbability(t), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1, 31.8", "4, 8.6", "5, 4.4", "8, 2.9", "8.7, 5.5", "19, 2.5", "1e6, 2.3"})
    void theShiftGivesThePower(double df, double t) {
        assertThat(NoncentralT.survival(df, NoncentralT.shift(df, t, 0.8), t)).isCloseTo(0.8, within(1e-8));
    }
}
