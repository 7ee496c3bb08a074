package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A thread that cannot be started: who needed it is told, and the next one tries again. */
@Timeout(60)
class ThreadStartTest {

    interface Opener {
        GracePeriodEngine<?> open(ThreadFactory threads);
    }

    private final FailingSteps steps = new FailingSteps();

    static Stream<Arguments> flavours() {
        List<Opener> openers = List.of(t -> new MbRcu("mb", t), t -> new MembRcu("memb", Membarrier.PROCESS, t),
                t -> new QsbrRcu("qsbr", t), t -> new SrcuRcu("srcu", t));
        return openers.stream().flatMap(o -> Stream.of(Arguments.of(o, false), Arguments.of(o, true)));
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void aCallbackWhoseCallThrewIsNotThereAndTheNextOneRuns(Opener opener, boolean after) {
        List<String> ran = new ArrayList<>();
        try (GracePeriodEngine<?> rcu = opener.open(steps.threads(after))) {
            steps.fail(3);
            int thrown = 0;
            for (int i = 0; i < 4; i++) {
                String name = "call " + i;
                try {
                    rcu.call(() -> ran.add(name));
                } catch (FailingSteps.Planned e) {
                    thrown++;
                    ran.add("none");
                }
            }
            steps.fail(0);
            rcu.call(() -> ran.add("last"));
            rcu.barrier();
            // One that has started although its start threw is used by the next call.
            assertThat(thrown).isEqualTo(after ? 1 : 3);
            assertThat(ran).containsSubsequence("none", "call 3", "last").doesNotContain("call 0").hasSize(5);
        }
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void whoeverNeedsTheThreadIsTold(Opener opener, boolean after) throws Exception {
        for (int which = 0; which < 4; which++) {
            try (GracePeriodEngine<?> rcu = opener.open(steps.threads(after));
                    HeldReader reader = new HeldReader(rcu)) {
                List<ThrowingCallable> waits = List.of(rcu::barrier, rcu::synchronizeInterruptibly, rcu::startPoll,
                        () -> rcu.call(() -> { }));
                steps.fail(1);
                assertThatThrownBy(waits.get(which)).isInstanceOf(FailingSteps.Planned.class);
                reader.leave(() -> { });
                long cookie = rcu.startPoll();
                while (!rcu.pollState(cookie)) {
                    Thread.onSpinWait();
                }
                waits.get(which).call();
            } catch (Throwable t) {
                throw new AssertionError("the wait with number " + which, t);
            }
        }
        assertThat(steps.left()).isZero();
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void closeAfterAFailedStartReturns(Opener opener, boolean after) {
        GracePeriodEngine<?> rcu = opener.open(steps.threads(after));
        steps.fail(1);
        assertThatThrownBy(() -> rcu.call(() -> { })).isInstanceOf(FailingSteps.Planned.class);
        rcu.close();
        rcu.close();
        assertThatThrownBy(() -> rcu.call(() -> { })).hasMessageContaining("closed");
    }
}
