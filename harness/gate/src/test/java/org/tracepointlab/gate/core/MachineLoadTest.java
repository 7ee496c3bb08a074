package org.tracepointlab.gate.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What else the machine does: from the two files' text, and from the machine that this runs on. */
class MachineLoadTest {

    private static final String STAT = "cpu  %d 10 100 5000 7 20 30 %d 0 0\ncpu0 1 1\ncpu1 1 1\nintr 5\n";
    private static final String SELF = "42 (a ) b) R 1 2 3 4 5 6 7 8 9 10 %d 20 30 40 0 0 0\n";

    private static MachineLoad.Moment at(double seconds, int user, int steal, int own) {
        return MachineLoad.Moment.of((long) (seconds * 1e9), STAT.formatted(user, steal), SELF.formatted(own));
    }

    @Test
    void othersAreWhatIsBusyWithoutOnesOwn() {
        MachineLoad load = at(12, 1500, 8, 300).since(at(2, 500, 3, 100));
        assertThat(load.cpus()).isEqualTo(2);
        assertThat(load.seconds()).isEqualTo(10);
        assertThat(load.others()).isCloseTo(0.8, within(1e-9));
        assertThat(load.steal()).isCloseTo(0.005, within(1e-9));
        assertThat(load.tooMuch(0.25)).contains("others kept 0.8 of 2 CPUs busy (at most 0.5)");
        assertThat(load.tooMuch(0.4)).isEmpty();
        assertThat(new MachineLoad(4, 1, 0, 1.5).tooMuch(0.25))
                .contains("the machine's host took 1.5 of 4 CPUs away (at most 1.0)");
    }

    @Test
    void whatWasRoundedIsNotLessThanNothing() {
        assertThat(at(1, 500, 0, 101).since(at(0, 500, 0, 100)).others()).isZero();
    }

    @Test
    void isReadAsItWasWritten(@TempDir Path folder) throws IOException {
        assertThat(MachineLoad.read(folder)).isEmpty();
        MachineLoad load = new MachineLoad(8, 1.5, 0.25, 0.125);
        load.write(folder);
        assertThat(MachineLoad.read(folder)).contains(load);
    }

    /** A process that spins is found, since it has taken the time that is asked for before anybody looks. */
    @Test
    @Timeout(120)
    void aProcessThatSpinsIsFound() throws Exception {
        MachineLoad.Moment before = MachineLoad.Moment.now().orElse(null);
        assumeTrue(before != null, "a machine that tells, and all of it");
        Duration span = Duration.ofMillis(500);
        Process spin = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
        try {
            while (spin.info().totalCpuDuration().orElse(Duration.ZERO).compareTo(span) < 0) {
                Thread.onSpinWait();
            }
            MachineLoad load = MachineLoad.Moment.now().orElseThrow().since(before);
            // each CPU's time is rounded by itself
            assertThat(load.others() * load.seconds()).isGreaterThan(0.4);
        } finally {
            spin.destroyForcibly().waitFor();
        }
    }

    /** The same work in a child that has ended is one's own. */
    @Test
    @Timeout(120)
    void aChildThatHasEndedIsNotAnother() throws Exception {
        MachineLoad.Moment before = MachineLoad.Moment.now().orElse(null);
        assumeTrue(before != null, "a machine that tells, and all of it");
        Process child = new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done").start();
        assertThat(child.waitFor()).isZero();
        MachineLoad.Moment after = MachineLoad.Moment.now().orElseThrow();
        assertThat(after.own()).isGreaterThan(before.own() + 5);
    }
}
