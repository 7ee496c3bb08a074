package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The two bugs of the original, shown with a reader held in the window; and that the others wait for that reader. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class WitnessTest {

    static Stream<Arguments> everything() {
        return Combo.all().stream().flatMap(combo -> Stream.of(Scenario.values())
                .flatMap(scenario -> Stream.of(ReaderKind.values())
                        .map(kind -> Arguments.of(combo, scenario, kind))));
    }

    static Stream<Arguments> thoseThatWait() {
        return everything().filter(arguments -> Set.of("unconditional", "conditional", "batched")
                .contains(((Combo) arguments.get()[0]).implementation()));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void mismatchesExactlyWhereTheOriginalIsWrong(Combo combo, Scenario scenario, ReaderKind kind) throws Exception {
        Witness.Outcome outcome = Witness.play(combo, scenario, kind);
        boolean wrong = combo.expect(scenario.bug, false, false);
        assertThat(outcome.mismatched()).as("mismatch in %s", outcome.log()).isEqualTo(wrong);
        boolean waits = !wrong && !combo.implementation().equals("paired");
        assertThat(outcome.waited()).as("updater waited for the reader").isEqualTo(waits);
        if (waits) {
            assertThat(outcome.readerWentFirst()).as("order of %s", outcome.log()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("thoseThatWait")
    void catchesAStrategyWithoutWaits(Combo combo, Scenario scenario, ReaderKind kind) throws Exception {
        Witness.Outcome outcome = Witness.play(WithoutWaits.of(combo.implementation()), combo, scenario, kind,
                Set.of());
        assertThat(outcome.waited()).isFalse();
        assertThat(outcome.mismatched()).as("mismatch in %s", outcome.log()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("thoseThatWait")
    void catchesAWaitWithoutTheHalfThatTheReaderNeeds(Combo combo, Scenario scenario, ReaderKind kind)
            throws Exception {
        Witness.Outcome outcome = Witness.play(Implementation.named(combo.implementation()), combo, scenario, kind,
                Set.of(kind));
        assertThat(outcome.mismatched()).as("mismatch in %s", outcome.log()).isTrue();
    }
}
