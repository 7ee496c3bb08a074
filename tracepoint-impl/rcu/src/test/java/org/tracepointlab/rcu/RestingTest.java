package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who rests while a thread waits, and who is put back. */
@Timeout(60)
class RestingTest {

    private final QsbrRcu one = new QsbrRcu("one");
    private final QsbrRcu two = new QsbrRcu("two");

    @Test
    void allHandlesInAllDomainsRestAndComeBack() {
        try (Rcu.Reader a = one.register(); Rcu.Reader b = one.register(); Rcu.Reader c = two.register()) {
            b.offline();
            Resting resting = Resting.begin();
            assertThat(one.isOnline()).isFalse();
            assertThat(two.isOnline()).isFalse();
            resting.end();
            assertThat(online(a)).isTrue();
            assertThat(online(b)).isFalse();
            assertThat(online(c)).isTrue();
        }
    }

    private static boolean online(Rcu.Reader reader) {
        return ((QsbrReader) reader).isOnline();
    }

    @Test
    void theInnerOneLeavesTheOuterOnesHandlesAsTheyAre() {
        try (Rcu.Reader a = one.register()) {
            Resting outer = Resting.begin();
            Rcu.Reader late = two.register();
            Resting inner = Resting.begin();
            assertThat(two.isOnline()).isFalse();
            inner.end();
            assertThat(online(late)).isTrue();
            assertThat(online(a)).isFalse();
            outer.end();
            assertThat(online(a)).isTrue();
            late.close();
        }
    }

    @Test
    void whatTheThreadItselfDecidesMeanwhileStands() {
        Rcu.Reader offline = one.register();
        Rcu.Reader back = one.register();
        Rcu.Reader closed = one.register();
        Resting resting = Resting.begin();
        offline.offline();
        back.online();
        back.offline();
        closed.close();
        resting.end();
        assertThat(List.of(online(offline), online(back), online(closed))).containsOnly(false);
        resting.end();
        one.synchronize();
        offline.close();
        back.close();
    }

    @Test
    void aHandleInASectionStaysOnline() {
        try (Rcu.Reader a = one.register(); Rcu.Reader b = two.register()) {
            one.readLock();
            Resting resting = Resting.begin();
            assertThat(online(a)).isTrue();
            assertThat(online(b)).isFalse();
            resting.end();
            one.readUnlock();
        }
    }

    @Test
    void anotherThreadIsRefused() throws Exception {
        try (Rcu.Reader a = one.register()) {
            Resting resting = Resting.begin();
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            Thread other = new Thread(() -> {
                try {
                    resting.end();
                    thrown.complete(null);
                } catch (IllegalStateException e) {
                    thrown.complete(e);
                }
            });
            other.start();
            assertThat(thrown.get()).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("thread of begin()");
            assertThat(online(a)).isFalse();
            resting.end();
            assertThat(online(a)).isTrue();
        }
    }

    /** Each waits in the one domain for a thread that waits in the other. */
    @Test
    void threadsThatWaitInDifferentDomainsDoNotWaitForEachOther() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (QsbrRcu waited : List.of(one, two)) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            done.add(end);
            Thread thread = new Thread(() -> {
                try (Rcu.Reader a = one.register(); Rcu.Reader b = two.register()) {
                    together.await();
                    for (int i = 0; i < 100; i++) {
                        waited.synchronize();
                        waited.barrier();
                        waited.synchronizeInterruptibly();
                        waited.condSynchronize(waited.getState());
                    }
                    end.complete(online(a) && online(b) ? null : fail());
                } catch (Throwable t) {
                    end.completeExceptionally(t);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        for (CompletableFuture<Void> end : done) {
            end.get(30, TimeUnit.SECONDS);
        }
        assertThat(one.getState()).isPositive();
        one.close();
        two.close();
    }

    private static Void fail() {
        throw new AssertionError("expected handles that are online again after a wait");
    }

    @Test
    void aClosedHandleIsNotBroughtOnline() {
        Rcu.Reader reader = one.register();
        reader.close();
        assertThatIllegalStateException().isThrownBy(reader::online).withMessageContaining("closed");
        assertThat(online(reader)).isFalse();
        one.synchronize();
    }

    @Test
    void whoHasNoHandleTakesNothing() {
        one.register().close();
        assertThat(Resting.begin()).isSameAs(Resting.begin());
        try (MbRcu mb = new MbRcu("mb"); Rcu.Reader reader = mb.register()) {
            reader.quiescentState();
            assertThat(Resting.begin()).isSameAs(Resting.begin());
        }
    }

    /** Whatever the depth at which the stack ends, the handle is as it was, and rests next time. */
    @Test
    void anOverflowLeavesHandlesOnline() throws Exception {
        CompletableFuture<Integer> overflows = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> {
            try (Rcu.Reader reader = one.register()) {
                int count = 0;
                for (int i = 0; i < 300; i++) {
                    count += descend(i, one);
                    if (!online(reader)) {
                        throw new AssertionError("expected the handle online after an overflow");
                    }
                }
                overflows.complete(count);
            } catch (Throwable t) {
                overflows.completeExceptionally(t);
            }
        }, "small stack", 256 * 1024);
        thread.start();
        assertThat(overflows.get()).isEqualTo(300);
    }

    /** Rests at each depth until there is no deeper one; the padding moves the depth at which the stack ends. */
    private static int descend(int padding, QsbrRcu rcu) {
        try {
            if (padding > 0) {
                return descend(padding - 1, rcu);
            }
            restAndDescend();
            return 0;
        } catch (StackOverflowError e) {
            return padding == 0 ? 1 : 0;
        }
    }

    private static int restAndDescend() {
        Resting resting = Resting.begin();
        resting.end();
        return 1 + restAndDescend();
    }
}
