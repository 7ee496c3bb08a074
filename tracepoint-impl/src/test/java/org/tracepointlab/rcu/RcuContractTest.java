package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.rcu.kernel.KernelParameters;
import org.tracepointlab.rcu.kernel.KernelRcu;

/** What every flavour owes its users, tried with real readers on real threads. */
@Timeout(60)
class RcuContractTest {

    static Stream<Named<Supplier<Rcu>>> flavours() {
        KernelParameters one = KernelParameters.defaults(1000, 1);
        KernelParameters two = KernelParameters.defaults(250, 2);
        return Stream.of(
                Named.of("mb", () -> new MbRcu("mb")),
                Named.of("memb", () -> new MembRcu("memb")),
                Named.of("memb without membarrier(2)",
                        () -> new MembRcu("memb", new Membarrier("this test wants none"))),
                Named.of("qsbr", () -> new QsbrRcu("qsbr")),
                Named.of("srcu", () -> new SrcuRcu("srcu")),
                Named.of("kernel RCU, real time", () -> KernelRcu.realTime(one).rcu()),
                Named.of("kernel SRCU, real time", () -> KernelRcu.realTime(one).srcu()),
                Named.of("kernel RCU, virtual time", () -> KernelRcu.virtualTime(two).rcu()),
                Named.of("kernel SRCU, virtual time", () -> KernelRcu.virtualTime(two).srcu()));
    }

    /** The ways to wait for a grace period, each to be held up by a reader that is inside. */
    enum Wait {
        SYNCHRONIZE {
            @Override
            Runnable prepare(Rcu rcu) {
                return rcu::synchronize;
            }
        },
        EXPEDITED {
            @Override
            Runnable prepare(Rcu rcu) {
                return rcu::synchronizeExpedited;
            }
        },
        COND_SYNCHRONIZE {
            @Override
            Runnable prepare(Rcu rcu) {
                long cookie = rcu.getState();
                return () -> assertThat(rcu.condSynchronize(cookie)).isTrue();
            }
        },
        CALLBACK {
            @Override
            Runnable prepare(Rcu rcu) {
                return () -> {
                    AtomicBoolean ran = new AtomicBoolean();
                    rcu.call(() -> ran.set(true));
                    rcu.barrier();
                    assertThat(ran).isTrue();
                };
            }
        };

        abstract Runnable prepare(Rcu rcu);
    }

    static Stream<Arguments> waits() {
        return flavours().flatMap(f -> Stream.of(Wait.values())
                .map(w -> Arguments.of(f, w)));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void waitsForAReaderThatIsInside(Supplier<Rcu> flavour, Wait wait) throws Exception {
        try (Rcu rcu = flavour.get()) {
            assertThat(returnedAfterTheReaderLeft(rcu, wait)).isTrue();
        }
    }

    /** The canary: the same check finds a domain that does not wait. */
    @Test
    void aDomainThatDoesNotWaitIsFound() throws Exception {
        try (Rcu rcu = new BustedRcu()) {
            assertThat(returnedAfterTheReaderLeft(rcu, Wait.SYNCHRONIZE)).isFalse();
        }
    }

    /** Holds a reader inside until the waiting thread has come to rest or is through, and says which came first. */
    private static boolean returnedAfterTheReaderLeft(Rcu rcu, Wait wait) throws Exception {
        try (HeldReader reader = new HeldReader(rcu)) {
            AtomicBoolean left = new AtomicBoolean();
            Runnable body = wait.prepare(rcu);
            CompletableFuture<Boolean> sawItLeave = new CompletableFuture<>();
            Thread updater = new Thread(() -> {
                try {
                    body.run();
                    sawItLeave.complete(left.get());
                } catch (Throwable t) {
                    sawItLeave.completeExceptionally(t);
                }
            });
            updater.start();
            while (!atRest(updater) && !sawItLeave.isDone()) {
                Thread.onSpinWait();
            }
            reader.leave(() -> left.set(true));
            return sawItLeave.get();
        }
    }

    private static boolean atRest(Thread thread) {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void aCookieHasNotElapsedWhileAReaderIsInside(Supplier<Rcu> flavour) throws Exception {
        try (Rcu rcu = flavour.get()) {
            long begun;
            long snapped;
            try (HeldReader reader = new HeldReader(rcu)) {
                begun = rcu.startPoll();
                snapped = rcu.getState();
                assertThat(rcu.pollState(begun)).isFalse();
                assertThat(rcu.pollState(snapped)).isFalse();
                reader.leave(() -> { });
            }
            rcu.synchronize();
            assertThat(rcu.pollState(begun)).isTrue();
            assertThat(rcu.pollState(snapped)).isTrue();
            assertThat(rcu.condSynchronize(snapped)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void takingACookieStartsNothing(Supplier<Rcu> flavour) {
        try (Rcu rcu = flavour.get()) {
            long cookie = rcu.getState();
            assertThat(rcu.getState()).isEqualTo(cookie);
            assertThat(rcu.pollState(cookie)).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void callbacksOfOneThreadRunInOrderAndOnce(Supplier<Rcu> flavour) {
        List<Integer> ran = new ArrayList<>();
        try (Rcu rcu = flavour.get()) {
            for (int i = 0; i < 10; i++) {
                int n = i;
                rcu.call(() -> ran.add(n));
            }
            rcu.barrier();
            assertThat(ran).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
        assertThat(ran).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void closeRunsWhatIsOutstanding(Supplier<Rcu> flavour) {
        AtomicBoolean ran = new AtomicBoolean();
        Rcu rcu = flavour.get();
        rcu.call(() -> ran.set(true));
        rcu.close();
        assertThat(ran).isTrue();
        rcu.close();
        assertThatIllegalStateException().isThrownBy(rcu::synchronize).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(() -> rcu.call(() -> { })).withMessageContaining("closed");
        assertThatIllegalStateException().isThrownBy(rcu::register).withMessageContaining("closed");
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void aCallbackThatThrowsDoesNotStopTheNext(Supplier<Rcu> flavour) {
        AtomicReference<Throwable> handled = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> handled.set(e));
        try (Rcu rcu = flavour.get()) {
            AtomicBoolean ran = new AtomicBoolean();
            IllegalArgumentException thrown = new IllegalArgumentException("thrown by a callback, on purpose");
            rcu.call(() -> {
                throw thrown;
            });
            rcu.call(() -> ran.set(true));
            rcu.barrier();
            assertThat(ran).isTrue();
            assertThat(handled.get()).isSameAs(thrown);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void waitingInsideASectionIsRefused(Supplier<Rcu> flavour) {
        try (Rcu rcu = flavour.get(); Rcu.Reader reader = rcu.register()) {
            List<Consumer<Rcu>> refused = List.of(Rcu::synchronize, Rcu::synchronizeExpedited, Rcu::barrier,
                    r -> r.condSynchronize(r.getState()));
            rcu.readLock();
            rcu.readLock();
            rcu.readUnlock();
            assertThat(rcu.inReadSection()).isTrue();
            for (Consumer<Rcu> wait : refused) {
                assertThatIllegalStateException().isThrownBy(() -> wait.accept(rcu)).withMessageContaining("section");
            }
            rcu.readUnlock();
            assertThat(rcu.inReadSection()).isFalse();
            rcu.synchronize();
            reader.quiescentState();
            assertThatIllegalStateException().isThrownBy(rcu::readUnlock).withMessageContaining("unlock without lock");
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void anExplicitHandleCountsAsInsideToo(Supplier<Rcu> flavour) {
        try (Rcu rcu = flavour.get()) {
            Rcu.Reader reader = rcu.register();
            reader.lock();
            assertThat(rcu.inReadSection()).isTrue();
            assertThatIllegalStateException().isThrownBy(rcu::synchronize).withMessageContaining("section");
            assertThatIllegalStateException().isThrownBy(reader::close).withMessageContaining("outside");
            assertThatIllegalStateException().isThrownBy(reader::offline).withMessageContaining("outside");
            reader.unlock();
            reader.offline();
            rcu.synchronize();
            reader.online();
            reader.close();
            rcu.synchronize();
            assertThatIllegalStateException().isThrownBy(reader::unlock);
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void aClosedHandleIsRefused(Supplier<Rcu> flavour) {
        try (Rcu rcu = flavour.get()) {
            Rcu.Reader reader = rcu.register();
            reader.lock();
            reader.unlock();
            for (int i = 0; i < 3; i++) {
                reader.close();
                for (int j = 0; j < 3; j++) {
                    assertThatIllegalStateException().isThrownBy(reader::lock).withMessageContaining("closed");
                    assertThatIllegalStateException().isThrownBy(reader::online).withMessageContaining("closed");
                    assertThatIllegalStateException().isThrownBy(reader::unlock);
                }
                reader.quiescentState();
                reader.offline();
                assertThat(rcu.inReadSection()).isFalse();
                rcu.synchronize();
            }
            try (Rcu.Reader next = rcu.register()) {
                next.lock();
                next.unlock();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void aThreadThatDiesInsideASectionIsNotWaitedForForEver(Supplier<Rcu> flavour) throws Exception {
        try (Rcu rcu = flavour.get()) {
            Thread dying = new Thread(() -> {
                rcu.register();
                rcu.readLock();
            });
            dying.start();
            dying.join();
            rcu.synchronize();
            rcu.synchronizeExpedited();
            assertThat(rcu.pollState(rcu.getState())).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void anInterruptIsKeptAndDoesNotEndTheWait(Supplier<Rcu> flavour) {
        try (Rcu rcu = flavour.get()) {
            Thread.currentThread().interrupt();
            long cookie = rcu.getState();
            rcu.synchronize();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(rcu.pollState(cookie)).isTrue();
        }
    }
}
