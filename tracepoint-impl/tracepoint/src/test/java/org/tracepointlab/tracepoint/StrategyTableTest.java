package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The steps of each transition of each implementation, recorded through the narrow interface: the table, row by row.
 */
class StrategyTableTest {

    private static ProbeFunction func(String name) {
        LongProbe<Object> probe = new LongProbe<>() {
            @Override
            public void probe(Object data, long a) {
                throw new AssertionError("not to be called");
            }

            @Override
            public String toString() {
                return name;
            }
        };
        return ProbeFunction.ofLong(probe);
    }

    private static final ProbeFunction A = func("A");
    private static final ProbeFunction B = func("B");
    private static final ProbeFunction C = func("C");
    private static final ProbeFunction D = func("D");

    /** Writes the steps down instead of making them. */
    private static final class Recorder implements UpdateSteps {
        private final List<String> steps = new ArrayList<>();
        private ProbeArray funcs;
        private ProbeFunction called;

        @Override
        public String name() {
            return "recorded";
        }

        @Override
        public ProbeArray funcs() {
            return funcs;
        }

        @Override
        public void regfunc() {
            steps.add("regfunc");
        }

        @Override
        public void unregfunc() {
            steps.add("unregfunc");
        }

        @Override
        public void release(ProbeArray old, Runnable action) {
            steps.add("release " + old.size() + (action == null ? "" : " with action"));
        }

        @Override
        public boolean isCalled(ProbeEntry entry) {
            return entry.func() == called;
        }

        @Override
        public void callFunc(ProbeEntry entry) {
            called = entry.func();
            steps.add("call " + entry.data());
        }

        @Override
        public void callIterator() {
            called = null;
            steps.add("iterator");
        }

        @Override
        public void publish(ProbeArray now) {
            funcs = now;
            steps.add("publish " + (now == null ? 0 : now.size()));
        }

        @Override
        public void keyOn() {
            steps.add("on");
        }

        @Override
        public void keyOff() {
            steps.add("off");
        }

        @Override
        public void getState(SnapshotId id) {
            steps.add("getState " + id);
        }

        @Override
        public void condSync(SnapshotId id) {
            steps.add("condSync " + id);
        }

        @Override
        public void synchronize() {
            steps.add("synchronize");
        }

        String taken() {
            String all = String.join("; ", steps);
            steps.clear();
            return all;
        }
    }

    private final Recorder recorder = new Recorder();
    private final GracePeriodDebt debt = new GracePeriodDebt();

    private String add(String implementation, ProbeFunction func, int prio) {
        Transitions.add(Implementation.named(implementation).strategy(), recorder, debt, func, data(func), prio);
        return recorder.taken();
    }

    private String remove(String implementation, ProbeFunction func) {
        Transitions.remove(Implementation.named(implementation).strategy(), recorder, debt, func, data(func), null);
        return recorder.taken();
    }

    private static String data(ProbeFunction func) {
        return func == A ? "a" : func == B ? "b" : func == C ? "c" : "d";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            original      | regfunc; call a; publish 1; on
            unconditional | regfunc; call a; publish 1; on
            conditional   | regfunc; condSync 1_0_1; call a; publish 1; on
            lazy          | regfunc; condSync 1_0_1; call a; publish 1; on
            """)
    void zeroToOne(String implementation, String steps) {
        assertThat(add(implementation, A, 10)).isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            original      | 5  | iterator; publish 2; release 1
            unconditional | 5  | iterator; publish 2; release 1
            conditional   | 5  | iterator; publish 2; release 1
            lazy          | 5  | iterator; publish 2; release 1
            original      | 20 | iterator; publish 2; release 1
            unconditional | 20 | iterator; publish 2; release 1
            conditional   | 20 | iterator; publish 2; getState N_2_1; release 1
            lazy          | 20 | iterator; publish 2; getState N_2_1; release 1
            """)
    void oneToTwo(String implementation, int prio, String steps) {
        add(implementation, A, 10);
        assertThat(add(implementation, B, prio)).isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            original      | 5  | iterator; publish 3; release 2
            unconditional | 5  | publish 3; release 2
            conditional   | 5  | publish 3; release 2
            lazy          | 5  | publish 3; release 2
            original      | 20 | iterator; publish 3; release 2
            unconditional | 20 | publish 3; release 2
            conditional   | 20 | publish 3; getState N_2_1; release 2
            lazy          | 20 | publish 3; getState N_2_1; release 2
            """)
    void nToNPlusOne(String implementation, int prio, String steps) {
        add(implementation, A, 10);
        add(implementation, B, 10);
        assertThat(add(implementation, C, prio)).isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            original      | last  | publish 3; iterator; release 4
            unconditional | last  | publish 3; release 4
            conditional   | last  | publish 3; release 4
            lazy          | last  | publish 3; release 4
            original      | first | publish 3; iterator; release 4
            unconditional | first | publish 3; release 4
            conditional   | first | publish 3; getState N_2_1; release 4
            lazy          | first | publish 3; getState N_2_1; release 4
            """)
    void nToNMinusOne(String implementation, String which, String steps) {
        add(implementation, A, 10);
        add(implementation, B, 10);
        add(implementation, C, 10);
        add(implementation, D, 10);
        assertThat(remove(implementation, which.equals("first") ? A : D)).isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            original      | last  | publish 1; call a; release 2
            unconditional | last  | publish 1; synchronize; call a; release 2
            conditional   | last  | publish 1; condSync N_2_1; call a; release 2
            lazy          | last  | publish 1; condSync N_2_1; call a; release 2
            original      | first | publish 1; synchronize; call b; release 2
            unconditional | first | publish 1; synchronize; call b; release 2
            conditional   | first | publish 1; getState N_2_1; condSync N_2_1; call b; release 2
            lazy          | first | publish 1; getState N_2_1; condSync N_2_1; call b; release 2
            """)
    void twoToOne(String implementation, String which, String steps) {
        add(implementation, A, 10);
        add(implementation, B, 10);
        assertThat(remove(implementation, which.equals("first") ? A : B)).isEqualTo(steps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            original      | unregfunc; off; publish 0; release 1
            unconditional | unregfunc; off; iterator; publish 0; synchronize; release 1
            conditional   | unregfunc; off; iterator; publish 0; getState 1_0_1; release 1
            lazy          | unregfunc; off; publish 0; getState 1_0_1; release 1
            """)
    void oneToZero(String implementation, String steps) {
        add(implementation, A, 10);
        assertThat(remove(implementation, A)).isEqualTo(steps);
    }

    @Test
    void rejectedUpdatesTakeNoStep() {
        assertThatThrownBy(() -> remove("conditional", A)).hasMessageContaining("'recorded'");
        assertThat(recorder.taken()).isEmpty();
        add("conditional", A, 10);
        assertThatThrownBy(() -> add("conditional", A, 10)).isInstanceOf(TracepointException.class);
        assertThatThrownBy(() -> remove("conditional", B)).isInstanceOf(TracepointException.class);
        assertThat(recorder.taken()).isEmpty();
    }

    @Test
    void theReleaseActionGoesWithTheOldArray() {
        add("original", A, 10);
        Transitions.remove(Implementation.named("original").strategy(), recorder, debt, A, "a", () -> { });
        assertThat(recorder.taken()).endsWith("release 1 with action");
    }

    @Test
    void funcsAreComparedByTheIdentityOfWhatTheyWereMadeOf() {
        LongProbe<Object> probe = (data, a) -> { };
        assertThat(ProbeFunction.ofLong(probe)).isEqualTo(ProbeFunction.ofLong(probe))
                .hasSameHashCodeAs(ProbeFunction.ofLong(probe)).isNotEqualTo(A);
        assertThatThrownBy(() -> ProbeFunction.of(MethodHandles.empty(MethodType.methodType(void.class, long.class))))
                .isInstanceOfSatisfying(TracepointException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL));
    }

    @Test
    void unknownImplementationSaysWhatIsKnown() {
        assertThatThrownBy(() -> Implementation.named("nop")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'nop'").hasMessageContaining(
                "[original, unconditional, conditional, paired, batched, lazy]");
    }
}
