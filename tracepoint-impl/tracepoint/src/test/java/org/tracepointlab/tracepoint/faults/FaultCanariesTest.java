package org.tracepointlab.tracepoint.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.tracepoint.BadRepairs;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TracepointRegistry;
import org.tracepointlab.tracepoint.faults.Run.Combination;
import org.tracepointlab.tracepoint.faults.Run.Parts;

/**
 * What is broken on purpose, {@link FailTheNthTest}'s sweep must find; and what is right under the same conditions,
 * not.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultCanariesTest {

    private static final Combination UNCONDITIONAL = new Combination("unconditional", "mb", "field");

    private final Findings found = new Findings();

    private void sweep(Parts parts, Combination combination, Kind kind, Duration patience) throws InterruptedException {
        new Sweep(parts, patience, found).run(combination, kind);
    }

    private void sweep(Parts parts, Combination combination, Kind kind) throws InterruptedException {
        sweep(parts, combination, kind, Duration.ofSeconds(30));
    }

    /** A registry that forgets a part of what a failed step owes. */
    @ParameterizedTest
    @CsvSource({"NO_WAIT, unconditional, SYNCHRONIZE", "NO_WAIT, conditional, KEY_OFF", "NO_WAIT, batched, SYNCHRONIZE",
        "NO_TAKE_BACK, conditional, KEY_ON", "NO_UNREGFUNC, paired, CALL_UPDATE", "NO_ROLL_FORWARD, original, KEY_OFF"})
    void aRepairThatIsLeftOutIsFound(BadRepairs repair, String implementation, Kind kind) throws InterruptedException {
        Combination combination = new Combination(implementation, "mb", "field");
        sweep(with(BadRepairs.NONE), combination, kind);
        assertThat(found.wrong()).isEmpty();
        assertThat(found.injections.sum()).isPositive();
        sweep(with(repair), combination, kind);
        assertThat(found.mismatches).isNotEmpty();
    }

    private static Parts with(BadRepairs repair) {
        return new Parts() {
            @Override
            public TracepointRegistry registry(Implementation implementation, RcuDomains domains, Patcher patcher) {
                return repair.open(implementation, domains, patcher);
            }
        };
    }

    @Test
    void aDomainThatDropsCallbacksAfterAFailureIsFound() throws InterruptedException {
        sweep(domains((rcu, faults, held) -> new FaultyRcu(rcu, faults, held, found) {
            @Override
            public void call(Runnable callback) {
                if (!faults.isThrown()) {
                    super.call(callback);
                }
            }
        }), UNCONDITIONAL, Kind.SYNCHRONIZE);
        assertThat(found.lostCallbacks).isNotEmpty();
        assertThat(found.mismatches).isEmpty();
    }

    @Test
    void aDomainThatRunsCallbacksAtOnceAfterAFailureIsFound() throws InterruptedException {
        sweep(domains((rcu, faults, held) -> new FaultyRcu(rcu, faults, held, found) {
            @Override
            public void call(Runnable callback) {
                if (faults.isThrown()) {
                    callback.run();
                } else {
                    super.call(callback);
                }
            }
        }), new Combination("conditional", "mb", "field"), Kind.GET_STATE);
        assertThat(found.mismatches).anyMatch(what -> what.contains("released while"));
    }

    /** Its barrier waits for ever. */
    @Test
    void aWorkerThatDiesOfAFailureIsFound() throws InterruptedException {
        sweep(domains((rcu, faults, held) -> new FaultyRcu(rcu, faults, held, found) {
            @Override
            public void barrier() {
                if (faults.isThrown()) {
                    waitForEver();
                }
                super.barrier();
            }
        }), UNCONDITIONAL, Kind.SYNCHRONIZE, Duration.ofSeconds(1));
        assertThat(found.hangs).isNotEmpty().allMatch(what -> what.contains("waitForEver"));
    }

    private static void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aDomainThatDoesNotEndItsThreadsIsFound() throws InterruptedException {
        sweep(domains((rcu, faults, held) -> new FaultyRcu(rcu, faults, held, found) {
            @Override
            public void close() {
                // the bug
            }
        }), UNCONDITIONAL, Kind.BARRIER, Duration.ofSeconds(1));
        assertThat(found.hangs).anyMatch(what -> what.contains("lives on"));
    }

    /** What {@link FailTheNthTest} would say of it: the kind was never made to fail. */
    @Test
    void aKindThatIsNeverCalledIsSeen() throws InterruptedException {
        Combination original = new Combination("original", "mb", "field");
        sweep(Parts.RIGHT, original, Kind.GET_STATE);
        assertThat(found.wrong()).isEmpty();
        assertThat(found.injections.sum()).isZero();
        assertThat(Kind.GET_STATE.isCalled(original)).isFalse();
    }

    private interface Maker {
        FaultyRcu make(Rcu rcu, Faults faults, HeldReaders held);
    }

    private static Parts domains(Maker maker) {
        return new Parts() {
            @Override
            public FaultyRcu domain(Rcu rcu, Faults faults, HeldReaders held, Findings findings) {
                return maker.make(rcu, faults, held);
            }
        };
    }
}
