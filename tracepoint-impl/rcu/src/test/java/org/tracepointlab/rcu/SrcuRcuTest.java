package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sections that belong to no thread. */
@Timeout(120)
class SrcuRcuTest {

    private static final int VIRTUAL_THREADS = 100_000;

    private final SrcuRcu rcu = new SrcuRcu("srcu");

    @Test
    void aSectionMayEndOnAnotherThread() throws Exception {
        int section = CompletableFuture.supplyAsync(rcu::lock).get();
        long cookie = rcu.getState();
        Thread updater = new Thread(rcu::synchronize);
        updater.start();
        awaitRest(updater);
        assertThat(rcu.pollState(cookie)).isFalse();
        rcu.unlock(section);
        updater.join();
        assertThat(rcu.pollState(cookie)).isTrue();
        assertThat(rcu.openSections()).isZero();
    }

    @Test
    void aDomainDoesNotWaitForAnothersSections() {
        SrcuRcu other = new SrcuRcu("other");
        int section = other.lock();
        rcu.synchronize();
        assertThat(other.openSections()).isEqualTo(1);
        other.unlock(section);
    }

    @Test
    void whatIsNoIndexIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> rcu.unlock(2)).withMessageContaining("found 2");
        assertThatIllegalArgumentException().isThrownBy(() -> rcu.unlock(-1)).withMessageContaining("found -1");
        assertThat(rcu.openSections()).isZero();
    }

    /** Sections opened while one is waited for do not hold it up: they use the other index. */
    @Test
    void laterSectionsAreNotWaitedFor() throws Exception {
        int early = rcu.lock();
        Thread updater = new Thread(rcu::synchronize);
        updater.start();
        awaitRest(updater);
        int late = rcu.lock();
        assertThat(late).isNotEqualTo(early);
        rcu.unlock(early);
        updater.join();
        assertThat(rcu.openSections()).isEqualTo(1);
        rcu.unlock(late);
    }

    @Test
    void aStallReportCountsSectionsOfNoThread() throws Exception {
        CompletableFuture<StallReport> reported = new CompletableFuture<>();
        rcu.reportStalls(new StallPolicy(Duration.ofMillis(1), reported::complete));
        int one = rcu.lock();
        int two = rcu.lock();
        CompletableFuture<Void> done = CompletableFuture.runAsync(rcu::synchronize);
        assertThat(reported.get().holders()).singleElement()
                .satisfies(holder -> assertThat(holder.thread()).contains("of no known thread: 2"));
        rcu.unlock(one);
        rcu.unlock(two);
        done.get();
    }

    @Test
    void aHundredThousandVirtualThreadsMayBeInsideAtOnce() throws Exception {
        assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with JDK 21");
        CountDownLatch inside = new CountDownLatch(VIRTUAL_THREADS);
        CountDownLatch mayLeave = new CountDownLatch(1);
        AtomicInteger seenFreed = new AtomicInteger();
        int[] old = new int[1];
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < VIRTUAL_THREADS; i++) {
            boolean byIndex = i % 2 == 0;
            threads.add(startVirtual(() -> section(byIndex, () -> {
                inside.countDown();
                await(mayLeave);
                seenFreed.addAndGet(old[0]);
            })));
        }
        inside.await();
        assertThat(rcu.openSections()).isEqualTo(VIRTUAL_THREADS);
        long cookie = rcu.getState();
        Thread updater = new Thread(() -> {
            rcu.synchronize();
            old[0] = 1;
        });
        updater.start();
        awaitRest(updater);
        assertThat(rcu.pollState(cookie)).isFalse();
        mayLeave.countDown();
        updater.join();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seenFreed).hasValue(0);
        assertThat(rcu.pollState(cookie)).isTrue();
        assertThat(rcu.openSections()).isZero();
    }

    private void section(boolean byIndex, Runnable body) {
        if (byIndex) {
            int index = rcu.lock();
            body.run();
            rcu.unlock(index);
        } else {
            rcu.readLock();
            body.run();
            rcu.readUnlock();
        }
    }

    /** {@code Thread.startVirtualThread}, which release 17 does not know. */
    private static Thread startVirtual(Runnable body) throws ReflectiveOperationException {
        return (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void awaitRest(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }
}
