package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.HeldReader;
import org.tracepointlab.rcu.QsbrRcu;
import org.tracepointlab.rcu.Rcu;

/**
 * Whoever waits for a kernel holds up no grace period of {@code qsbr}, in which every thread that is online is waited
 * for.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a hang cannot be interrupted
class KernelRestingTest {

    /** The ways to wait. */
    enum Wait {
        SYNCHRONIZE(Rcu::synchronize),
        EXPEDITED(Rcu::synchronizeExpedited),
        COND_SYNCHRONIZE(rcu -> rcu.condSynchronize(rcu.getState())),
        BARRIER(rcu -> {
            rcu.call(() -> { });
            rcu.barrier();
        }),
        CLOSE(rcu -> {
            rcu.call(() -> { });
            rcu.close();
        });

        private final Consumer<Rcu> body;

        Wait(Consumer<Rcu> body) {
            this.body = body;
        }
    }

    private static KernelRcu kernel(boolean real) {
        KernelParameters parameters = KernelParameters.defaults(1000, 2);
        return real ? KernelRcu.realTime(parameters) : KernelRcu.virtualTime(parameters);
    }

    static Stream<Arguments> waits() {
        return Stream.of(true, false).flatMap(real -> Stream.of(true, false).flatMap(srcu -> Stream.of(Wait.values())
                .map(wait -> Arguments.of(real, srcu, wait))));
    }

    /** The waiting thread is online in qsbr, and its wait is held up until a grace period of qsbr is over. */
    @ParameterizedTest(name = "real time {0}, SRCU {1}, {2}")
    @MethodSource("waits")
    void aWaitRests(boolean real, boolean srcu, Wait wait) throws Exception {
        try (Rcu qsbr = new QsbrRcu("qsbr"); KernelRcu kernel = kernel(real)) {
            Rcu rcu = srcu ? kernel.srcu() : kernel.rcu();
            CompletableFuture<Rcu.Reader> online = new CompletableFuture<>();
            CompletableFuture<Boolean> elapsedByItself = new CompletableFuture<>();
            Thread updater = new Thread(() -> {
                try (Rcu.Reader reader = qsbr.register()) {
                    online.complete(reader);
                    wait.body.accept(rcu);
                    // Online again: a grace period that begins now needs a quiescent state of this thread.
                    elapsedByItself.complete(qsbr.pollState(qsbr.startPoll()));
                } catch (Throwable t) {
                    elapsedByItself.completeExceptionally(t);
                }
            });
            try (HeldReader reader = new HeldReader(rcu)) {
                updater.start();
                online.get();
                qsbr.synchronize();
                reader.leave(() -> { });
                assertThat(elapsedByItself.get()).isFalse();
            }
            updater.join();
        }
    }

    /** A callback registers the thread that runs it, which is a tick thread, and forgets about it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTickThreadRests(boolean srcu) {
        try (Rcu qsbr = new QsbrRcu("qsbr"); KernelRcu kernel = kernel(true)) {
            Rcu rcu = srcu ? kernel.srcu() : kernel.rcu();
            rcu.call(qsbr::register);
            rcu.barrier();
            qsbr.synchronize();
            rcu.synchronize();
            qsbr.synchronize();
        }
    }

    /** In virtual time it is a thread that waits, and rests already when it becomes a reader. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aThreadThatRunsACallbackWhileItWaitsRestsAgain(boolean srcu) throws Exception {
        try (Rcu qsbr = new QsbrRcu("qsbr"); KernelRcu kernel = kernel(false)) {
            CompletableFuture<Rcu.Reader> registered = new CompletableFuture<>();
            Rcu first = srcu ? kernel.rcu() : kernel.srcu();
            Rcu rcu = srcu ? kernel.srcu() : kernel.rcu();
            first.call(() -> registered.complete(qsbr.register()));
            Thread updater = new Thread(rcu::synchronize);
            try (HeldReader reader = new HeldReader(rcu)) {
                updater.start();
                registered.get();
                qsbr.synchronize();
                assertThat(updater.isAlive()).isTrue();
                reader.leave(() -> { });
            }
            updater.join();
        }
    }
}
