package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.rcu.flavour.RcuFlavour;

/** Default handles are cached by thread id: two threads that share a place have a handle each. */
@Timeout(40)
class CachedHandlesTest {

    /** Not {@code qsbr}: it marks no sections, and threads register themselves. */
    static Stream<Arguments> flavours() {
        return Stream.of("memb", "mb", "srcu", "kernel").flatMap(flavour -> Stream.of(true, false)
                .map(yes -> Arguments.of(flavour, yes)));
    }

    private static void inBothDomains(String flavour, ThrowingConsumer<Rcu> test) {
        try (RcuDomains domains = RcuFlavour.named(flavour).domains()) {
            List.of(domains.rcu(), domains.srcu()).forEach(test);
        }
    }

    /** Runs it on a new thread that has the same place in the cache as this one. */
    private static void onThreadAtTheSamePlace(Runnable body) throws Exception {
        long place = Thread.currentThread().getId() % GracePeriodEngine.CACHED;
        FutureTask<Void> task = new FutureTask<>(body, null);
        Thread thread;
        do {
            thread = new Thread(task);
        } while (thread.getId() % GracePeriodEngine.CACHED != place);
        thread.start();
        task.get(30, TimeUnit.SECONDS);
        thread.join();
    }

    private static void checkOwnHandle(Rcu domain) {
        assertThat(domain.inReadSection()).isFalse();
        assertThat(catchThrowable(domain::readUnlock)).isInstanceOf(IllegalStateException.class);
        domain.readLock();
        assertThat(domain.inReadSection()).isTrue();
        domain.readUnlock();
        assertThat(catchThrowable(domain::readUnlock)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "{0}, inside {1}")
    @MethodSource("flavours")
    void threadsThatShareAPlaceHaveAHandleEach(String flavour, boolean inside) {
        inBothDomains(flavour, domain -> {
            domain.readLock(); // now this thread's is in the cache
            if (!inside) {
                domain.readUnlock();
            }
            onThreadAtTheSamePlace(() -> checkOwnHandle(domain));
            assertThat(domain.inReadSection()).isEqualTo(inside);
            if (inside) {
                domain.readUnlock();
            }
            assertThat(catchThrowable(domain::readUnlock)).isInstanceOf(IllegalStateException.class);
        });
    }

    /** The place of a thread that has ended is taken over, also before anybody has looked for the dead. */
    @ParameterizedTest(name = "{0}, swept {1}")
    @MethodSource("flavours")
    void aDeadThreadsPlaceIsTakenOver(String flavour, boolean swept) {
        inBothDomains(flavour, domain -> {
            onThreadAtTheSamePlace(domain::readLock); // dies inside of its section
            if (swept) {
                domain.synchronize();
            }
            checkOwnHandle(domain);
        });
    }
}
