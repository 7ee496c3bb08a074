package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Wherever in an update the stack ends, the domain works afterwards, for this thread and for others. */
@Timeout(120)
class StackOverflowTest {

    private static final int ROUNDS = 8;
    private static final long STACK = 144 * 1024;

    /** What is done at the end of the stack. */
    enum Step {
        SYNCHRONIZE {
            @Override
            void run(GracePeriodEngine<?> rcu, Runnable callback) {
                rcu.synchronize();
            }
        },
        CALL {
            @Override
            void run(GracePeriodEngine<?> rcu, Runnable callback) {
                rcu.call(callback);
            }
        },
        REGISTER {
            @Override
            void run(GracePeriodEngine<?> rcu, Runnable callback) {
                rcu.register().close();
            }
        },
        START_POLL {
            @Override
            void run(GracePeriodEngine<?> rcu, Runnable callback) {
                rcu.startPoll();
            }
        };

        abstract void run(GracePeriodEngine<?> rcu, Runnable callback);
    }

    @ParameterizedTest
    @EnumSource
    void theDomainWorksAfterwards(Flavour flavour) throws Exception {
        for (Step step : Step.values()) {
            AtomicInteger ran = new AtomicInteger();
            try (GracePeriodEngine<?> rcu = flavour.open()) {
                Overflowing thread = new Overflowing(rcu, step, ran::incrementAndGet);
                new Thread(null, thread, "small stack", STACK).start();
                thread.end.get(60, TimeUnit.SECONDS);
                assertThat(thread.overflows).as(step + ": the stack ended in it").isGreaterThanOrEqualTo(ROUNDS);
                long cookie = rcu.getState();
                rcu.synchronize();
                assertThat(rcu.pollState(cookie)).isTrue();
                rcu.barrier();
                assertThat(ran).as(step + ": what was accepted has run, once, and nothing else")
                        .hasValue(step == Step.CALL ? thread.accepted : 0);
            }
        }
    }

    private static final class Overflowing implements Runnable {
        private final GracePeriodEngine<?> rcu;
        private final Step step;
        private final Runnable callback;
        private final CompletableFuture<Void> end = new CompletableFuture<>();
        private int overflows;
        private int accepted;

        Overflowing(GracePeriodEngine<?> rcu, Step step, Runnable callback) {
            this.rcu = rcu;
            this.step = step;
            this.callback = callback;
        }

        @Override
        public void run() {
            try {
                Rcu.Reader reader = rcu.register();
                for (int i = 0; i < ROUNDS; i++) {
                    pad(i % 37);
                    reader.lock();
                    reader.unlock();
                    reader.quiescentState();
                    if (i % 3 == 0) {
                        rcu.synchronize();
                    }
                }
                reader.close();
                rcu.synchronize();
                end.complete(null);
            } catch (Throwable t) {
                end.completeExceptionally(t);
            }
        }

        /** Moves the depth at which the stack ends, by frames of another size. */
        private long pad(int frames) {
            if (frames > 0) {
                long wide = frames;
                return wide + pad(frames - 1);
            }
            descend();
            return 0;
        }

        /** From the deepest frame up: the stack ends in the step, each time elsewhere, until it is enough. */
        private void descend() {
            try {
                descend();
            } catch (StackOverflowError e) {
                try {
                    step.run(rcu, callback);
                    accepted++;
                } catch (StackOverflowError again) {
                    overflows++;
                    throw again;
                }
            }
        }
    }
}
