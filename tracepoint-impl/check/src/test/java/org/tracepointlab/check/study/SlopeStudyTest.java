package org.tracepointlab.check.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.check.study.SlopeStudy.Finding;
import org.tracepointlab.check.study.SlopeStudy.Others;
import org.tracepointlab.check.study.SlopeStudy.Placement;
import org.tracepointlab.rcu.kernel.KernelParameters;

/** What a removal costs on kernels of up to 4,096 CPUs. */
class SlopeStudyTest {

    private static final int MAX = KernelParameters.MAX_CPUS;
    private static final int REMOVALS = 12;
    /** The kernel's CONFIG_RCU_FANOUT_LEAF. */
    private static final int CPUS_A_LEAF = 16;

    /**
     * What a removal costs while all other CPUs are idle, from the mechanism. Let f be the jiffies until the first
     * scan. A grace period that is asked for at tick 0 begins at 1, is scanned and ends at f + 2, and its callbacks run
     * at f + 3: that is the cheap step. In the dear one, SRCU takes 4, while the released array's own grace period
     * runs. Where that has ended by then (f up to 2), RCU takes f + 3 again. Else the one after it has to be waited
     * for: it begins at f + 2, and its callbacks run at 2f + 4.
     */
    private static double predicted(int f) {
        int cheap = f + 3;
        int dear = f <= 2 ? 4 + f + 3 : 2 * f + 4;
        return (cheap + dear) / 2.0;
    }

    @Test
    void theSlopeIsKnownForEveryNumberOfCpus() {
        IntStream.rangeClosed(2, MAX).filter(c -> c < 70 || c % 31 == 0 || c % 256 < 2 || c % 1024 < 2)
                .forEach(cpus -> {
            Finding found = SlopeStudy.of(250, cpus, Others.IDLE, Placement.TOGETHER, REMOVALS);
            assertThat(found.jiffiesTillFirstFqs()).isEqualTo(1 + cpus / 256);
            assertThat(found.slope()).as("%d CPUs", cpus).isEqualTo(predicted(found.jiffiesTillFirstFqs()));
            assertThat(found.forcedScans()).isEqualTo(1);
            assertThat(found.cpusScanned()).isEqualTo(cpus - 1);
            int leaves = (cpus + CPUS_A_LEAF - 1) / CPUS_A_LEAF;
            assertThat(found.nodesScanned()).isEqualTo(leaves + found.nodes() - 1);
        });
    }

    @ParameterizedTest
    @CsvSource({"100, 0", "250, 0", "300, 1", "500, 1", "1000, 2"})
    void theFirstScanComesLaterAtHigherHz(int hz, int later) {
        for (int cpus : new int[] {2, 128, 256, 512, 1024, MAX}) {
            int f = 1 + later + cpus / 256;
            assertThat(SlopeStudy.of(hz, cpus, Others.IDLE, Placement.TOGETHER, REMOVALS).slope()).as("%d CPUs", cpus)
                    .isEqualTo(predicted(f));
        }
    }

    /** CPUs that tick report for themselves, so that their number does not matter. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 17, 128, 1024, MAX})
    void busyCpusMakeARemovalNoLonger(int cpus) {
        Finding found = SlopeStudy.of(1000, cpus, Others.BUSY, Placement.TOGETHER, REMOVALS);
        assertThat(found.slope()).isEqualTo(5);
        assertThat(found.forcedScans()).isZero();
        // to begin and to end, one visit a node; each CPU's report; each node's
        assertThat(found.nodesVisited()).isEqualTo(2 * found.nodes() + cpus + found.nodes() - 1);
        assertThat(found.expeditedInterrupts()).isEqualTo(cpus);
        assertThat(found.expeditedJiffies()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aStudyRepeatsToTheBit(Placement placement) {
        for (Others others : Others.values()) {
            Finding first = SlopeStudy.of(300, 1025, others, placement, 40);
            assertThat(SlopeStudy.of(300, 1025, others, placement, 40)).isEqualTo(first);
            assertThat(SlopeStudy.of(300, 1025, others, placement, 80).slope()).isEqualTo(first.slope());
        }
    }

    @Test
    void aStudyChecksWhatItIsGiven() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlopeStudy.of(250, 4, Others.IDLE, Placement.TOGETHER, 7))
                .withMessage("expected an even number of removals, found 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SlopeStudy.of(250, 1, Others.IDLE, Placement.THREAD_FIRST, 8))
                .withMessage("expected waiterCpu from 0 to 0, found 1");
    }
}
