package org.tracepointlab.check.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.kernel.KernelParameters;
import org.tracepointlab.rcu.kernel.KernelRcu;

/** The cost of a removal in jiffies, from the mechanism and the kernel's default parameters alone. */
class KernelSlopeTest {

    private static final int N = 104;

    @ParameterizedTest
    @ValueSource(ints = {100, 250, 300, 1000})
    void oneCpuTakesFiveJiffiesARemoval(int hz) {
        assertThat(Removals.slope(KernelParameters.defaults(hz, 1), N)).isEqualTo(5.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 1000})
    void srcuTakesFourAndNoneInTurnAndRcuThree(int hz) {
        try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(hz, 1))) {
            List<Removals.Removal> steady = Removals.run(kernel, N).subList(4, N);
            double first = steady.get(0).srcu();
            assertThat(first).isIn(0.0, 4.0);
            for (int i = 0; i < steady.size(); i++) {
                assertThat(steady.get(i).srcu()).as("SRCU, removal %d", i).isEqualTo(i % 2 == 0 ? first : 4 - first);
                assertThat(steady.get(i).rcu()).as("RCU, removal %d", i).isEqualTo(3.0);
            }
        }
    }

    @Test
    void anIdleSecondCpuIsCreditedByTheForcedScanOnly() {
        assertThat(Removals.slope(KernelParameters.defaults(250, 2), N)).isEqualTo(6.0);
    }

    @Test
    void theGracePeriodThreadOnTheOtherCpuMakesItSix() {
        assertThat(Removals.slope(KernelParameters.defaults(250, 2).withPlacement(0, 1), N)).isEqualTo(6.0);
    }

    @Test
    void theWaiterOnTheOtherCpuMakesItFive() {
        assertThat(Removals.slope(KernelParameters.defaults(250, 2).withPlacement(1, 0), N)).isEqualTo(5.0);
    }

    @Test
    void aWaiterThatPreemptsTheWorkerNeverFindsSrcuIdle() {
        assertThat(Removals.slope(KernelParameters.defaults(250, 1).withPreempt(true), N)).isEqualTo(7.0);
    }

    @Test
    void theFirstForcedScanDoesNotMatterOnOneCpu() {
        assertThat(Removals.slope(KernelParameters.defaults(250, 1).withFqs(3, 3), N)).isEqualTo(5.0);
    }

    @ParameterizedTest
    @CsvSource({"1, 6.0", "2, 7.0", "3, 8.0"})
    void aLaterForcedScanDelaysTwoCpus(int fqs, double slope) {
        assertThat(Removals.slope(KernelParameters.defaults(250, 2).withFqs(fqs, fqs), N)).isEqualTo(slope);
    }

    @Test
    void withoutTheReleaseCallbacksSrcuIsAlwaysIdle() {
        assertThat(Removals.slope(KernelParameters.defaults(250, 1).withReleaseArrays(false), N)).isEqualTo(3.0);
    }

    @Test
    void rcuExpeditedTakesNoTickAtAll() {
        assertThat(Removals.slope(KernelParameters.defaults(250, 1).withRcuExpedited(true), N)).isZero();
    }

    @Test
    void aRunRepeatsToTheBit() {
        List<Removals.Removal> first;
        try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(250, 2))) {
            first = Removals.run(kernel, 1_962);
        }
        try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(250, 2))) {
            assertThat(Removals.run(kernel, 1_962)).isEqualTo(first);
        }
    }
}
