package org.tracepointlab.tracepoint.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.rcu.flavour.RcuFlavour;
import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.ForwardingRcu;
import org.tracepointlab.tracepoint.ForwardingStrategy;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * Every implementation with every flavour under load: nothing is mixed up, nothing lost, and what is left is what a
 * list would have come to. In the original mismatches are counted and allowed: whether one comes about is chance here,
 * and that one is noticed {@code WitnessTest} shows with a reader held.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a deadlock fails it
class LoadTest {

    private static final long SHORT_MILLIS = 300;
    private static final long LONG_MILLIS = 12_000;

    record Combination(String implementation, RcuFlavour flavour, String patching) {
    }

    /** Every implementation with every flavour, and each of both with either patching. */
    static List<Combination> combinations() {
        List<Combination> all = new ArrayList<>();
        for (String implementation : Implementation.names()) {
            for (RcuFlavour flavour : RcuFlavour.values()) {
                String patching = Patcher.names().get(all.size() % Patcher.names().size());
                all.add(new Combination(implementation, flavour, patching));
            }
        }
        return all;
    }

    static Stream<Combination> everything() {
        return combinations().stream().flatMap(c -> Patcher.names().stream()
                .map(patching -> new Combination(c.implementation, c.flavour, patching)));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void nothingIsLostOrMixedUp(Combination combination) throws InterruptedException {
        holds(combination, SHORT_MILLIS);
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("everything")
    void norForMinutes(Combination combination) throws InterruptedException {
        holds(combination, LONG_MILLIS);
    }

    private static void holds(Combination combination, long millis) throws InterruptedException {
        long seed = System.nanoTime();
        Findings findings = Load.run(Implementation.named(combination.implementation), combination.flavour.domains(),
                Patcher.named(combination.patching), millis, seed);
        System.out.printf("%s, seed %d: %s%n", combination, seed, findings);
        assertThat(findings.updates.sum()).as("updates").isGreaterThan(Load.REGISTRARS);
        assertThat(findings.hits.sum()).as("probe calls").isPositive();
        assertThat(findings.released.sum()).as("releases").isPositive();
        List<String> wrong = new ArrayList<>(findings.wrong());
        if (combination.implementation.equals("original")) {
            wrong.removeIf(what -> what.startsWith("mismatches") || what.startsWith("lost calls"));
        }
        assertThat(wrong).as("seed %d: %s", seed, findings).isEmpty();
    }

    // the canaries: what is broken must be found

    private static Findings broken(TransitionStrategy strategy, RcuDomains domains) throws InterruptedException {
        Implementation right = Implementation.named("conditional");
        return Load.run(new Implementation("broken", strategy, right.readSide(), right.batchScope()), domains,
                Patcher.named("field"), SHORT_MILLIS, 1);
    }

    @Test
    void aProbeThatIsNotPublishedIsFound() throws InterruptedException {
        TransitionStrategy right = Implementation.named("conditional").strategy();
        Findings findings = broken(new ForwardingStrategy(right) {
            private int count;

            @Override
            public void nToNPlusOne(TransitionSteps steps, Change change) {
                if (++count % 10 != 0) {
                    right.nToNPlusOne(steps, change);
                }
            }
        }, RcuFlavour.MB.domains());
        assertThat(findings.differences).isNotEmpty();
    }

    @Test
    void aCallLeftAtTheOnlyFuncIsFound() throws InterruptedException {
        TransitionStrategy right = Implementation.named("conditional").strategy();
        Findings findings = broken(new ForwardingStrategy(right) {
            @Override
            public void oneToTwo(TransitionSteps steps, Change change) {
                steps.publish(change.now()); // and the call stays where it was
            }
        }, RcuFlavour.MB.domains());
        assertThat(findings.lostCalls.sum() + findings.mismatches.sum()).isPositive();
        assertThat(findings.differences).as("calls").isNotEmpty();
    }

    @Test
    void aLostReleaseActionIsFound() throws InterruptedException {
        Findings findings = broken(Implementation.named("conditional").strategy(),
                callbacks((rcu, callback, number) -> {
                    if (number % 100 != 0) {
                        rcu.call(callback);
                    }
                }));
        assertThat(findings.lostReleases.sum()).isPositive();
        assertThat(findings.wrong()).hasSize(1);
    }

    @Test
    void aReleaseActionThatRunsTwiceIsFound() throws InterruptedException {
        Findings findings = broken(Implementation.named("conditional").strategy(),
                callbacks((rcu, callback, number) -> {
                    rcu.call(callback);
                    if (number % 10 == 0) {
                        rcu.call(() -> {
                            forgetThatItRan(callback);
                            callback.run();
                        });
                    }
                }));
        assertThat(findings.doubleReleases.sum()).isPositive();
    }

    /** What keeps a domain that runs a callback twice from running the action twice. */
    private static void forgetThatItRan(Runnable release) {
        try {
            Field ran = release.getClass().getDeclaredField("ran");
            ran.setAccessible(true);
            ((AtomicBoolean) ran.get(release)).set(false);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("expected a release that knows whether it ran, found " + release, e);
        }
    }

    @Test
    void aDomainThatRunsEachCallbackTwiceRunsNoActionTwice() throws InterruptedException {
        Findings findings = broken(Implementation.named("conditional").strategy(),
                callbacks((rcu, callback, number) -> {
                    rcu.call(callback);
                    rcu.call(callback);
                }));
        assertThat(findings.released.sum()).isPositive();
        assertThat(findings.doubleReleases.sum()).isZero();
    }

    private interface OnCall {
        void call(Rcu rcu, Runnable callback, int number);
    }

    private static RcuDomains callbacks(OnCall onCall) {
        RcuDomains right = RcuFlavour.MB.domains();
        return new RcuDomains(right.name(), right.rcu(), new ForwardingRcu(right.srcu()) {
            private int number;

            @Override
            public synchronized void call(Runnable callback) {
                onCall.call(rcu, callback, ++number);
            }
        }, false, () -> { });
    }
}
