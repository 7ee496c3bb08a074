package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

/** What asks for the mutex or waits for readers is refused inside an update, and nothing is lost by having tried. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class RefusedInsideTest {

    private static final ProbeFunction FUNC = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> { });

    private final Map<String, Runnable> actions = new LinkedHashMap<>();
    private final List<String> refused = new ArrayList<>();
    private final List<String> released = new ArrayList<>();

    private void actionsOn(TracepointRegistry registry, Tracepoint other) {
        actions.put("synchronizeUnregister", registry::synchronizeUnregister);
        actions.put("releaseBarrier", registry::releaseBarrier);
        actions.put("close", registry::close);
        actions.put("batch", registry::batch);
        actions.put("register", () -> registry.register(other, FUNC, this));
        actions.put("unregister", () -> registry.unregister(other, FUNC, "other"));
        actions.put("enableAll", () -> registry.enableAll(FUNC, tracepoint -> this));
        actions.put("disableAll", () -> registry.disableAll(FUNC, tracepoint -> this));
        actions.put("declare", () -> registry.declareLong("more"));
        actions.put("undeclare", () -> registry.undeclare(other));
        actions.put("tracepoints", registry::tracepoints);
    }

    private void attemptAll(String where) {
        actions.forEach((name, action) -> {
            try {
                action.run();
                refused.add(where + ": " + name + " was not refused");
            } catch (IllegalStateException e) {
                refused.add(e.getMessage().startsWith("an update inside an update") ? "refused" : where + ": " + e);
            }
        });
    }

    private void check(int times) {
        assertThat(refused).hasSize(times * actions.size()).containsOnly("refused");
        refused.clear();
    }

    @ComboTest
    void insideHooksListenersAndDataFunctions(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            Tracepoint other = registry.declareLong("other").tracepoint();
            actionsOn(registry, other);
            Tracepoint hooked = registry.declare("hooked", LongTracepoint.SIGNATURE,
                    new TracepointHooks(() -> attemptAll("regfunc"), () -> attemptAll("unregfunc")));
            hooked.register(FUNC, this);
            check(1);
            hooked.unregister(FUNC, this, () -> released.add("released"));
            check(1);
            registry.enableAll(FUNC, tracepoint -> {
                attemptAll("data");
                return this;
            }, nanos -> attemptAll("listener"));
            check(5); // of two tracepoints, and one regfunc
            assertThat(hooked.isEnabled()).isTrue();
            registry.releaseBarrier();
            assertThat(released).containsExactly("released");
        }
    }

    @ComboTest
    @SuppressWarnings("try") // a batch is there to be closed
    void aBatchIsNotEndedInsideOfAnUpdateOfIts(Combo combo) {
        try (TracepointRegistry registry = combo.open()) {
            Batch[] open = new Batch[1];
            Tracepoint hooked = registry.declare("hooked", LongTracepoint.SIGNATURE,
                    new TracepointHooks(() -> attempt(open[0]), null));
            try (Batch batch = registry.batch()) {
                open[0] = batch;
                hooked.register(FUNC, this);
                hooked.unregister(FUNC, this);
                assertThat(refused).containsExactly(
                        "an update inside an update of the same registry; do it after regfunc,"
                        + " unregfunc or the listener has returned");
            }
            registry.batch().close(); // the other one has ended
        }
    }

    private void attempt(Batch batch) {
        try {
            batch.close();
        } catch (IllegalStateException e) {
            refused.add(e.getMessage());
        }
    }
}
