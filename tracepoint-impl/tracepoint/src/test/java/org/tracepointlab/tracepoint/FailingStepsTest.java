package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.FailingPatcher;
import org.tracepointlab.patching.Faults;
import org.tracepointlab.patching.Patcher;

/**
 * The n-th step of some updates throws, for each n there is, before its effect and after it: a register has attached
 * nothing, an unregister has detached the probe, the hooks are balanced, readers call what is attached, the next update
 * works, and each release action runs once.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
@SuppressWarnings("try") // a batch is there to be closed
class FailingStepsTest {

    private static final String[] SINGLE = {"+A", "+B", "^C", "-C", "-A", "-B", "+A", "-A"};
    private static final String[] IN_BATCH = {"+A", "[", "+B", "-A", "-B", "+C", "^A", "-C", "]", "-A", "[", "+B",
            "-B", "]"};

    static Stream<Combo> combos() {
        return Combo.all().stream().filter(combo -> combo.patching().equals("callsite") ? combo.flavour().equals("mb")
                : combo.flavour().equals("kernel, virtual time")); // where callbacks run on the waiting thread
    }

    /** One run with one fault. */
    private static final class Run {
        final Faults faults = new Faults();
        final Queue<String> calls = new ConcurrentLinkedQueue<>();
        final Queue<String> released = new ConcurrentLinkedQueue<>();
        final List<String> owed = new ArrayList<>();
        final List<String> attached = new ArrayList<>();
        final List<ProbeFunction> funcs = new ArrayList<>();
        final TracepointRegistry registry;
        final LongTracepoint tracepoint;
        final String fault;
        Batch batch;
        int registered;
        int failures;

        Run(Combo combo, int n, boolean after) {
            fault = combo + ", step " + n + (after ? " after" : " before");
            registry = new TracepointRegistry(Implementation.named(combo.implementation()),
                    FailingRcu.domains(Flavours.open(combo.flavour()), faults),
                    new FailingPatcher(Patcher.named(combo.patching()), faults));
            tracepoint = new LongTracepoint(registry.declare("t", LongTracepoint.SIGNATURE,
                    new TracepointHooks(() -> registered++, () -> registered--)));
            for (String name : new String[] {"A", "B", "C"}) {
                funcs.add(ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> calls.add(
                        data.equals(name) ? name : "MISMATCH: " + name + " with " + data)));
            }
            faults.arm(n, after);
        }

        /** Returns whether there was a step for the fault. */
        boolean play(String... operations) {
            for (String operation : operations) {
                try {
                    perform(operation);
                    model(operation, true);
                } catch (Faults.Injected injected) {
                    failures++;
                    model(operation, false);
                }
                check(operation);
            }
            assertThat(failures).as(fault).isLessThanOrEqualTo(1);
            boolean thrown = faults.disarm() != null;
            finish();
            return thrown;
        }

        private void perform(String operation) {
            String name = operation.substring(operation.length() - 1).intern();
            switch (operation.charAt(0)) {
                case '[' -> batch = registry.batch();
                case ']' -> batch.close();
                case '+' -> registry.register(tracepoint.tracepoint(), func(name), name);
                case '^' -> registry.register(tracepoint.tracepoint(), func(name), name, 20);
                default -> {
                    String action = name + " " + owed.size();
                    if (attached.contains(name)) {
                        owed.add(action);
                        registry.unregister(tracepoint.tracepoint(), func(name), name, () -> released.add(action));
                    }
                }
            }
        }

        private ProbeFunction func(String name) {
            return funcs.get(name.charAt(0) - 'A');
        }

        private void model(String operation, boolean succeeded) {
            String name = operation.substring(operation.length() - 1).intern();
            switch (operation.charAt(0)) {
                case '+' -> attached.addAll(succeeded ? List.of(name) : List.of());
                case '^' -> attached.addAll(0, succeeded ? List.of(name) : List.of());
                case '-' -> attached.remove(name);
                default -> { // a batch attaches nothing
                }
            }
        }

        private void check(String operation) {
            assertThat(tracepoint.tracepoint().probes()).as(fault + " at " + operation)
                    .extracting(ProbeEntry::data).isEqualTo(List.copyOf(attached));
            assertThat(registered).as(fault + ": hooks at " + operation).isEqualTo(attached.isEmpty() ? 0 : 1);
            for (ReaderKind kind : ReaderKind.values()) {
                calls.clear();
                kind.fire(tracepoint, 1);
                assertThat(calls).as(fault + ": " + kind + " at " + operation).containsExactlyElementsOf(attached);
            }
        }

        private void finish() {
            registry.synchronizeUnregister();
            check("the end");
            assertThat(tracepoint.tracepoint().isEnabled()).as(fault).isEqualTo(!attached.isEmpty());
            registry.releaseBarrier();
            assertThat(released).as(fault).containsExactlyInAnyOrderElementsOf(owed);
            WaitCounters before = registry.waits();
            registry.undeclare(registry.declareLong("other").tracepoint());
            assertThat(registry.waits()).as(fault + ": nothing is owed").isEqualTo(before);
            registry.close();
        }
    }

    private static int inject(Combo combo, String... operations) {
        int injections = 0;
        // a callback's; the debt has the action
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> { });
        for (boolean after : new boolean[] {false, true}) {
            int n = 1;
            while (new Run(combo, n, after).play(operations)) {
                injections++;
                if (++n > 200) {
                    fail("no end of steps");
                }
            }
        }
        return injections;
    }

    @ParameterizedTest
    @MethodSource("combos")
    void singleUpdates(Combo combo) {
        assertThat(inject(combo, SINGLE)).isGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("combos")
    void updatesOfBatches(Combo combo) {
        assertThat(inject(combo, IN_BATCH)).isGreaterThan(20);
    }
}
