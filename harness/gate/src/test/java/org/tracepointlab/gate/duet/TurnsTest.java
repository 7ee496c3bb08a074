package org.tracepointlab.gate.duet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The order of turns, and that each side has its own. */
@Timeout(60)
class TurnsTest {

    private static final int PAIRS = 200;

    private static Turns turns(int first, long seed) {
        return new Turns(PAIRS, first, new Random(seed));
    }

    /** A side that does nothing in its turns but say that they were. */
    private static Thread side(int side, Turns turns, List<Integer> had) {
        Thread thread = new Thread(() -> {
            try {
                for (int i = 0; i < PAIRS; i++) {
                    turns.await(side);
                    had.add(side);
                    turns.done(side);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        return thread;
    }

    @Test
    void bothSidesHaveTheirTurnsInTheDrawnOrder() throws InterruptedException {
        Turns turns = turns(1, 5);
        List<Integer> had = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = List.of(side(0, turns, had), side(1, turns, had));
        turns.awaitArrival(0);
        turns.awaitArrival(1);
        assertThat(had).as("before all are there").isEmpty();
        turns.begin();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(had).isEqualTo(Arrays.stream(turns.order()).boxed().toList());
        assertThat(turns.over()).isEqualTo(2 * PAIRS);
        assertThatIllegalStateException().isThrownBy(() -> turns.await(0)).withMessageContaining("found more");
    }

    @Test
    void turnsComeInPairsInBothOrders() {
        int[] order = turns(1, 5).order();
        assertThat(order[0]).isEqualTo(1);
        assertThat(IntStream.range(0, PAIRS)).allMatch(pair -> order[2 * pair] + order[2 * pair + 1] == 1);
        assertThat(IntStream.range(0, PAIRS).map(pair -> order[2 * pair]).sum()).isBetween(PAIRS / 4, 3 * PAIRS / 4);
        assertThat(turns(1, 5).order()).as("the same seed").isEqualTo(order);
        assertThat(turns(1, 6).order()).as("another one").isNotEqualTo(order);
    }

    @Test
    void aSideThatFailsLetsTheOtherOneGo() throws InterruptedException {
        Turns turns = turns(0, 5);
        turns.end(0);
        turns.end(1);
        assertThat(turns.ended()).isZero();
        turns.awaitArrival(1);
        assertThatIllegalStateException().isThrownBy(() -> turns.await(1)).withMessage("the other side failed");
    }

    @Test
    void nativeCodeOfTheJdkAndTheSystemDoesNotCount() {
        List<String> maps = List.of(
                "7f00-7f01 r-xp 00000000 08:01 1 /opt/jdk/lib/libnio.so",
                "7f01-7f02 r-xp 00000000 08:01 2 /usr/lib/x86_64-linux-gnu/libc.so.6",
                "7f02-7f03 rw-p 00000000 08:01 3 /home/me/some.jar",
                "7f03-7f04 r-xp 00000000 00:00 0 [vdso]");
        assertThat(NativeCode.of(maps, Path.of("/opt/jdk"))).isEmpty();
        List<String> more = new ArrayList<>(maps);
        more.add("7f04-7f05 r-xp 00000000 08:01 4 /tmp/jna-1/jna42.tmp (deleted)");
        assertThat(NativeCode.of(more, Path.of("/opt/jdk"))).containsExactly("/tmp/jna-1/jna42.tmp (deleted)");
    }
}
