package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A reader on a thread of its own that stays inside its section until it is told to leave. The thread lives, outside of
 * any section, until this is closed.
 */
public final class HeldReader implements AutoCloseable {

    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch mayLeave = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);
    private final Thread thread;
    private volatile Runnable beforeLeaving = () -> { };

    public HeldReader(Rcu rcu) {
        thread = new Thread(() -> {
            Rcu.Reader registered = rcu instanceof QsbrRcu ? rcu.register() : null;
            rcu.readLock();
            try {
                inside.countDown();
                await(mayLeave);
                beforeLeaving.run();
            } finally {
                rcu.readUnlock();
                if (registered != null) {
                    registered.offline();
                }
                left.countDown();
            }
            await(mayEnd);
        }, "held-reader");
        thread.start();
        await(inside);
    }

    /** Lets it leave; the action is the last thing that it does inside. Returns once it is outside. */
    public void leave(Runnable last) {
        beforeLeaving = last;
        mayLeave.countDown();
        await(left);
    }

    /** Asserts that the report of this domain, from while the reader was inside, names it and nobody else. */
    public static void assertNamedBy(StallReport report, Rcu rcu) {
        assertThat(report.domain()).isEqualTo(rcu.toString());
        assertThat(report.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(1));
        assertThat(report.holders()).singleElement().satisfies(holder -> {
            assertThat(holder.thread()).isEqualTo("held-reader");
            assertThat(holder.nesting()).isEqualTo(1);
            assertThat(holder.stack()).anyMatch(f -> f.getClassName().equals(HeldReader.class.getName()));
        });
    }

    @Override
    public void close() {
        mayLeave.countDown();
        mayEnd.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
