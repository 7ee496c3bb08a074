package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.Rcu;

/** Default handles are cached by thread id: two threads that share a place have a handle each. */
@Timeout(40)
class CachedHandlesTest {

    private static final int CACHED = 256;

    /** Runs it on a new thread whose id leaves the same remainder as this one's. */
    private static void onThreadAt(long place, Runnable body) throws Exception {
        FutureTask<Void> task = new FutureTask<>(body, null);
        Thread thread;
        do {
            thread = new Thread(task);
        } while (thread.getId() % CACHED != place);
        thread.start();
        task.get(30, TimeUnit.SECONDS);
    }

    private static void checkOwnHandle(Rcu domain) {
        assertThat(domain.inReadSection()).isFalse();
        assertThat(catchThrowable(domain::readUnlock)).isInstanceOf(IllegalStateException.class);
        domain.readLock();
        assertThat(domain.inReadSection()).isTrue();
        domain.readUnlock();
        assertThat(catchThrowable(domain::readUnlock)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void threadsThatShareAPlaceHaveAHandleEach(boolean inside) throws Exception {
        long place = Thread.currentThread().getId() % CACHED;
        try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(1000, 2))) {
            for (Rcu domain : List.of(kernel.rcu(), kernel.srcu())) {
                domain.readLock(); // now this thread's is in the cache
                if (!inside) {
                    domain.readUnlock();
                }
                onThreadAt(place, () -> checkOwnHandle(domain));
                assertThat(domain.inReadSection()).isEqualTo(inside);
                if (inside) {
                    domain.readUnlock();
                }
                assertThat(catchThrowable(domain::readUnlock)).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    /** The place of a thread that has ended is taken over, also before anybody has looked for the dead. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDeadThreadsPlaceIsTakenOver(boolean swept) throws Exception {
        long place = Thread.currentThread().getId() % CACHED;
        try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(1000, 2))) {
            for (Rcu domain : List.of(kernel.rcu(), kernel.srcu())) {
                onThreadAt(place, domain::readLock); // dies inside of its section
                if (swept) {
                    domain.synchronize();
                }
                checkOwnHandle(domain);
            }
        }
    }
}
