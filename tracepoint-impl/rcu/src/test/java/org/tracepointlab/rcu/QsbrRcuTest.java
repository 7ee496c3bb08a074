package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Quiescent states: who is waited for, and for how long. */
@Timeout(60)
class QsbrRcuTest {

    private final QsbrRcu rcu = new QsbrRcu("qsbr");

    @Test
    void anUnregisteredThreadIsRefused() {
        assertThatIllegalStateException().isThrownBy(rcu::readLock).withMessageContaining("call register()");
        assertThatIllegalStateException().isThrownBy(rcu::readUnlock).withMessageContaining("call register()");
    }

    @Test
    void aThreadThatRestsIsRefused() {
        try (Rcu.Reader reader = rcu.register()) {
            reader.offline();
            assertThatIllegalStateException().isThrownBy(rcu::readLock).withMessageContaining("online()");
            reader.online();
            rcu.readLock();
            assertThatIllegalStateException().isThrownBy(reader::quiescentState).withMessageContaining("outside");
            rcu.readUnlock();
        }
    }

    @Test
    void onlyAThreadWithAnOnlineHandleCanHaveASection() {
        assertThat(rcu.isOnline()).isFalse();
        try (Rcu.Reader first = rcu.register(); Rcu.Reader second = rcu.register()) {
            assertThat(rcu.isOnline()).isTrue();
            first.offline();
            assertThat(rcu.isOnline()).isTrue();
            second.offline();
            assertThat(rcu.isOnline()).isFalse();
            second.online();
            assertThat(rcu.mayBeInImplicitSection()).isEqualTo(rcu.sectionsAreImplicit());
        }
        assertThat(rcu.isOnline()).isFalse();
        assertThat(rcu.mayBeInImplicitSection()).isFalse();
    }

    @Test
    void anOnlineReaderIsWaitedForUntilItsQuiescentState() throws Exception {
        long cookie;
        try (Rcu.Reader reader = rcu.register()) {
            cookie = rcu.startPoll();
            assertThat(rcu.pollState(cookie)).isFalse();
            Thread updater = new Thread(rcu::synchronize);
            updater.start();
            while (updater.getState() != Thread.State.WAITING && updater.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
            assertThat(rcu.pollState(cookie)).isFalse();
            while (updater.isAlive()) {
                reader.quiescentState();
            }
            assertThat(rcu.pollState(cookie)).isTrue();
        }
    }

    @Test
    void aQuiescentStateOfRestIsNone() {
        try (Rcu.Reader reader = rcu.register()) {
            reader.offline();
            rcu.synchronize();
            reader.quiescentState();
            assertThatIllegalStateException().isThrownBy(reader::lock);
            rcu.synchronize();
            reader.online();
        }
    }

    /** Each would wait for the other if it did not rest meanwhile. */
    @Test
    void registeredThreadsThatSynchronizeDoNotWaitForEachOther() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        Runnable body = () -> {
            try (Rcu.Reader reader = rcu.register()) {
                together.await();
                for (int i = 0; i < 1_000; i++) {
                    rcu.synchronize();
                }
                rcu.barrier();
                reader.lock(); // is online again
                reader.unlock();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        };
        Thread one = new Thread(body);
        Thread two = new Thread(body);
        one.start();
        two.start();
        one.join();
        two.join();
        assertThat(rcu.getState()).isPositive();
    }

    @Test
    void aThreadThatDiesOnlineIsNotWaitedForForEver() throws Exception {
        CountDownLatch registered = new CountDownLatch(1);
        Thread dying = new Thread(() -> {
            rcu.register();
            registered.countDown();
        });
        dying.start();
        registered.await();
        rcu.synchronize();
        dying.join();
        assertThat(rcu.hasReaders()).isFalse();
    }
}
