package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/** What is asked of the domains, in which order, and what is counted; on domains that only write it down. */
class GracePeriodsTest {

    private final List<String> asked = new ArrayList<>();
    private final Set<String> elapsed = new HashSet<>();
    private long cookies;

    private Rcu domain(String name) {
        return (Rcu) Proxy.newProxyInstance(Rcu.class.getClassLoader(), new Class<?>[] {Rcu.class},
                (proxy, method, arguments) -> {
                    String call = name + "." + method.getName();
                    Object cookie = arguments != null && arguments[0] instanceof Long ? arguments[0] : "";
                    asked.add(call + (cookie.equals("") ? "" : " " + cookie));
                    return switch (method.getName()) {
                        case "getState", "startPoll" -> ++cookies;
                        case "pollState" -> elapsed.contains(name);
                        case "condSynchronize" -> !elapsed.contains(name);
                        case "call" -> {
                            ((Runnable) arguments[0]).run();
                            yield null;
                        }
                        default -> null;
                    };
                });
    }

    private GracePeriods gracePeriods(boolean releaseArrays) {
        return new GracePeriods(
                new RcuDomains("written down", domain("rcu"), domain("srcu"), releaseArrays, () -> { }));
    }

    private final GracePeriods gracePeriods = gracePeriods(false);

    @Test
    void synchronizeIsSrcuThenRcu() {
        gracePeriods.synchronize();
        assertThat(asked).containsExactly("srcu.synchronize", "rcu.synchronize");
        assertThat(gracePeriods.counters()).isEqualTo(new WaitCounters(1, 1, 1));
    }

    @Test
    void aSnapshotStartsNoRcuGracePeriodButAnSrcuOne() {
        gracePeriods.getState(SnapshotId.ONE_ZERO_ONE);
        assertThat(asked).containsExactly("rcu.getState", "srcu.startPoll");
        assertThat(gracePeriods.counters()).isEqualTo(new WaitCounters(0, 0, 0));
    }

    @Test
    void nothingOutstandingIsNotEvenAskedFor() {
        gracePeriods.condSync(SnapshotId.ONE_ZERO_ONE);
        gracePeriods.getState(SnapshotId.N_TWO_ONE);
        asked.clear();
        gracePeriods.condSync(SnapshotId.ONE_ZERO_ONE);
        assertThat(asked).isEmpty();
    }

    @Test
    void waitsForBothHalvesOfTheLatestSnapshotOnce() {
        gracePeriods.getState(SnapshotId.ONE_ZERO_ONE); // 1 and 2
        gracePeriods.getState(SnapshotId.ONE_ZERO_ONE); // 3 and 4
        asked.clear();
        gracePeriods.condSync(SnapshotId.ONE_ZERO_ONE);
        gracePeriods.condSync(SnapshotId.ONE_ZERO_ONE);
        assertThat(asked).containsExactly("rcu.condSynchronize 3", "srcu.pollState 4", "srcu.synchronize");
        assertThat(gracePeriods.counters()).isEqualTo(new WaitCounters(1, 1, 1));
    }

    @Test
    void theTwoSnapshotsAreApart() {
        gracePeriods.getState(SnapshotId.ONE_ZERO_ONE); // 1 and 2
        gracePeriods.getState(SnapshotId.N_TWO_ONE); // 3 and 4
        asked.clear();
        gracePeriods.condSync(SnapshotId.ONE_ZERO_ONE);
        assertThat(asked).startsWith("rcu.condSynchronize 1", "srcu.pollState 2");
    }

    @Test
    void countsOnlyTheHalfThatHadToWait() {
        elapsed.add("rcu");
        gracePeriods.getState(SnapshotId.N_TWO_ONE);
        gracePeriods.condSync(SnapshotId.N_TWO_ONE);
        assertThat(gracePeriods.counters()).isEqualTo(new WaitCounters(1, 0, 1));
        elapsed.clear();
        elapsed.add("srcu");
        gracePeriods.getState(SnapshotId.N_TWO_ONE);
        gracePeriods.condSync(SnapshotId.N_TWO_ONE);
        assertThat(gracePeriods.counters()).isEqualTo(new WaitCounters(2, 1, 1));
        elapsed.add("rcu");
        gracePeriods.getState(SnapshotId.N_TWO_ONE);
        gracePeriods.condSync(SnapshotId.N_TWO_ONE);
        assertThat(gracePeriods.counters()).as("both elapsed").isEqualTo(new WaitCounters(2, 1, 1));
    }

    @Test
    void arraysAreReleasedWhereTheFlavourWantsItAndActionsAlways() {
        gracePeriods.release(null);
        assertThat(asked).isEmpty();
        gracePeriods.release(() -> asked.add("action"));
        assertThat(asked).containsExactly("rcu.call", "srcu.call", "action");
        asked.clear();
        gracePeriods(true).release(null);
        assertThat(asked).containsExactly("rcu.call", "srcu.call");
    }
}
