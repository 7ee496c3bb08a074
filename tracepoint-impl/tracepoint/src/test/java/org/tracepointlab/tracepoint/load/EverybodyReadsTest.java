package org.tracepointlab.tracepoint.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tracepointlab.tracepoint.load.OnlineThread.of;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.QsbrRcu;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.flavour.RcuFlavour;
import org.tracepointlab.tracepoint.Batch;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TracepointRegistry;
import org.tracepointlab.tracepoint.load.Blocking.Place;

/** Whoever may block is a reader as well: of the domains that he waits for, and of others. Nobody waits for himself. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class EverybodyReadsTest {

    private static final int MOST_UPDATES_BEFORE = 2;

    record Combination(String implementation, RcuFlavour flavour) {
        TracepointRegistry open() {
            return new TracepointRegistry(Implementation.named(implementation), flavour.domains(),
                    Patcher.named("field"));
        }
    }

    static List<Combination> combinations() {
        List<Combination> all = new ArrayList<>();
        for (String implementation : Implementation.names()) {
            all.add(new Combination(implementation, RcuFlavour.QSBR));
        }
        all.add(new Combination("conditional", RcuFlavour.MEMB));
        return all;
    }

    /** Neither can end its wait before the other rests, or is through: so they do meet, without any sleep. */
    @ParameterizedTest
    @MethodSource("combinations")
    void inPairs(Combination combination) throws Exception {
        int pairs = 0;
        for (Blocking first : Blocking.values()) {
            for (Blocking second : Blocking.values()) {
                for (int updates = 0; updates <= MOST_UPDATES_BEFORE && !isLost(first, second); updates++) {
                    pair(combination, first, second, updates);
                    pairs++;
                }
            }
        }
        assertThat(pairs).isEqualTo(3 * (15 * 15 - 2));
    }

    /**
     * A release action that is to go to a domain that somebody else closes: the handler of uncaught exceptions is told.
     */
    private static boolean isLost(Blocking first, Blocking second) {
        return first == Blocking.CLOSE_DOMAIN && second == Blocking.TOGGLE_AND_RELEASE
                || first == Blocking.TOGGLE_AND_RELEASE && second == Blocking.CLOSE_DOMAIN;
    }

    private static void pair(Combination combination, Blocking first, Blocking second, int updates) throws Exception {
        TracepointRegistry registry = combination.open();
        Place one = new Place(registry, "one", false);
        Place two = new Place(registry, "two", true);
        for (int i = 0; i < updates; i++) {
            Blocking.toggle(i == 0 ? one : two, null);
        }
        CyclicBarrier together = new CyclicBarrier(2);
        String what = first + " and " + second + " after " + updates + " updates, " + combination;
        OnlineThread a = new OnlineThread(of(registry.domains()), () -> run(together, first, one));
        OnlineThread b = new OnlineThread(of(registry.domains()), () -> run(together, second, two));
        join(a, what, first.closes() || second.closes());
        join(b, what, first.closes() || second.closes());
        boolean robbed = first == Blocking.CLOSE_DOMAIN || second == Blocking.CLOSE_DOMAIN;
        join(new OnlineThread(List.of(), () -> close(registry)), "the last close, " + what, robbed);
    }

    private static Object close(TracepointRegistry registry) {
        registry.close();
        return null;
    }

    private static Object run(CyclicBarrier together, Blocking step, Place place) throws Exception {
        together.await();
        step.run(place);
        return null;
    }

    /** Against a close the other one may be told so. */
    private static void join(OnlineThread thread, String what, boolean mayBeRefused) throws Exception {
        try {
            thread.join(what);
        } catch (ExecutionException e) {
            if (!mayBeRefused || !(e.getCause() instanceof IllegalStateException)) {
                throw new AssertionError(what, e.getCause());
            }
        }
    }

    /** Waiting for the mutex, which another thread has for as long as it likes. */
    @ParameterizedTest
    @EnumSource(names = {"QSBR", "MEMB"})
    void whoWaitsForTheMutexRestsInEveryDomain(RcuFlavour flavour) throws Exception {
        int tried = 0;
        for (Blocking step : Blocking.values()) {
            if (step.takesTheMutex) {
                TracepointRegistry registry = new Combination("conditional", flavour).open();
                Place place = new Place(registry, "own", false);
                CountDownLatch mayEnd = new CountDownLatch(1);
                OnlineThread holder = holdingTheMutex(registry, mayEnd);
                elsewhere(registry, step, place, true, mayEnd::countDown);
                holder.join("the holder");
                registry.close();
                tried++;
            }
        }
        assertThat(tried).isEqualTo(7);
    }

    @SuppressWarnings("try") // the batch is there to be closed
    private static OnlineThread holdingTheMutex(TracepointRegistry registry, CountDownLatch mayEnd) throws Exception {
        CountDownLatch holds = new CountDownLatch(1);
        OnlineThread holder = new OnlineThread(List.of(), () -> {
            try (Batch batch = registry.batch()) {
                holds.countDown();
                mayEnd.await();
            }
            return null;
        });
        holds.await();
        return holder;
    }

    /** Waiting for a reader of this registry that is inside for as long as it likes. */
    @ParameterizedTest
    @EnumSource(names = {"QSBR", "MEMB"})
    void whoWaitsForReadersRestsInEveryDomain(RcuFlavour flavour) throws Exception {
        for (Blocking step : Blocking.values()) {
            if (step != Blocking.DECLARE && step != Blocking.TRACEPOINTS) {
                waitForReaders(flavour, step, false);
                waitForReaders(flavour, step, true);
            }
        }
    }

    private static void waitForReaders(RcuFlavour flavour, Blocking step, boolean srcu) throws Exception {
        TracepointRegistry registry = new Combination("unconditional", flavour).open();
        Place place = new Place(registry, "own", srcu);
        Blocking.toggle(place, () -> { }); // so that there is something to release
        CountDownLatch mayLeave = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        OnlineThread reader = new OnlineThread(List.of(place.domain), () -> {
            place.domain.readLock();
            inside.countDown();
            mayLeave.await();
            place.domain.readUnlock();
            return null;
        });
        inside.await();
        if (step == Blocking.CLOSE || step == Blocking.RELEASE_BARRIER || step == Blocking.CLOSE_DOMAIN) {
            place.domain.call(() -> { }); // these wait for callbacks only
        }
        elsewhere(registry, step, place, false, mayLeave::countDown);
        reader.join("the reader");
        registry.close();
    }

    private static void elsewhere(TracepointRegistry registry, Blocking step, Place place, boolean alsoHere,
            Runnable letGo)
            throws Exception {
        elsewhere(registry, step.toString(), () -> {
            step.run(place);
            return null;
        }, alsoHere, letGo, OnlineThread.PATIENCE);
    }

    /**
     * The step is made by a thread that is online in the domains here, in those of another registry, and in one that is
     * no registry's, and blocks until it is let go. Meanwhile waits there return: they wait for that thread until it
     * rests.
     */
    private static void elsewhere(TracepointRegistry registry, String what, Callable<?> step, boolean alsoHere,
            Runnable letGo,
            Duration patience) throws Exception {
        try (Rcu unrelated = new QsbrRcu("unrelated");
                TracepointRegistry other = new Combination("unconditional", RcuFlavour.QSBR).open()) {
            Place there = new Place(other, "there", false);
            List<Rcu> domains = new ArrayList<>(of(registry.domains()));
            domains.addAll(of(other.domains()));
            domains.add(unrelated);
            OnlineThread blocked = new OnlineThread(domains, step);
            blocked.awaitOnline();
            OnlineThread waits = new OnlineThread(List.of(), () -> {
                unrelated.synchronize();
                Blocking.toggle(there, null);
                other.synchronizeUnregister();
                if (alsoHere) {
                    registry.synchronizeUnregister();
                }
                return null;
            });
            try {
                waits.join("waits elsewhere while " + what + " blocks here", patience);
                assertThat(blocked.isDone()).as(what + " is blocked still").isFalse();
            } finally {
                letGo.run();
            }
            blocked.join(what);
            waits.join("waits elsewhere, at last");
        }
    }

    /** The canary: it blocks, and does not rest. */
    @Test
    void whoBlocksWithoutRestingIsFound() throws Exception {
        TracepointRegistry registry = new Combination("conditional", RcuFlavour.QSBR).open();
        CountDownLatch mayGoOn = new CountDownLatch(1);
        assertThatThrownBy(() -> elsewhere(registry, "a latch", () -> {
            mayGoOn.await();
            return null;
        }, true, mayGoOn::countDown, Duration.ofMillis(500))).isInstanceOf(AssertionError.class)
                .hasMessageContaining("a hang: waits elsewhere while a latch blocks here");
        registry.close();
    }

    /** A callback leaves its thread registered and online, here and elsewhere: nobody waits for it for ever. */
    @ParameterizedTest
    @EnumSource
    void whatCallbacksRegisterHoldsNothingUp(RcuFlavour flavour) throws Exception {
        AtomicInteger ran = new AtomicInteger();
        TracepointRegistry registry = new Combination("unconditional", flavour).open();
        try (Rcu unrelated = new QsbrRcu("unrelated")) {
            Place place = new Place(registry, "own", false);
            List<Rcu> everywhere = new ArrayList<>(of(registry.domains()));
            everywhere.add(unrelated);
            OnlineThread updater = new OnlineThread(everywhere, () -> {
                for (int i = 0; i < 3; i++) {
                    Blocking.toggle(place, () -> everywhere.forEach(domain -> {
                        domain.register();
                        ran.incrementAndGet();
                    }));
                    registry.domains().rcu().call(() -> everywhere.forEach(Rcu::register));
                    registry.releaseBarrier();
                    registry.synchronizeUnregister();
                    unrelated.synchronize();
                }
                return null;
            });
            updater.join("waits after callbacks that register");
            OnlineThread closes = new OnlineThread(List.of(), () -> close(registry));
            closes.join("close after callbacks that register");
        }
        assertThat(ran).hasValue(9);
    }
}
