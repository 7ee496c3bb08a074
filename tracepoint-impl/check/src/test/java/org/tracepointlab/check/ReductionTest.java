package org.tracepointlab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.Implementation;

/** Whatever is left out changes no verdict; and the two ways to visit states visit the same ones. */
class ReductionTest {

    private static final List<String> ONLY_SLOWER = LivenessMutants.all().stream()
            .filter(mutant -> mutant.equivalent() != null).map(Mutant::fullName).toList();

    static Stream<Arguments> everything() {
        Stream<Arguments> right = Implementation.names().stream()
                .map(name -> Arguments.of(name, CheckedModel.of(Implementation.named(name))));
        return Stream.concat(right, Mutants.all().stream().map(m -> Arguments.of(m.fullName(), CheckedModel.of(m))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    void verdictsAreThoseOfTheUnreducedSearch(String name, CheckedModel subject) {
        // What fails with three operations fails with four: the longer scenarios begin with the shorter ones.
        if (!fails(subject, 3)) {
            fails(subject, 4);
        }
    }

    /**
     * With five operations. With batches in between there are twenty times as many scenarios, so that four have to do
     * for those; and so they have for what is only slower.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    @Tag("thorough")
    void verdictsOfLongScenariosAreThoseOfTheUnreducedSearch(String name, CheckedModel subject) {
        if (subject.scope() == BatchScope.NONE && !ONLY_SLOWER.contains(name) && !fails(subject, 3)) {
            fails(subject, 5);
        }
    }

    /** An implementation that was not made for it is as right where keys are folded, in both ways to visit states. */
    @ParameterizedTest
    @ValueSource(strings = {"unconditional", "conditional", "lazy"})
    void foldingKeysAtAnyTimeBreaksNone(String name) {
        CheckedModel subject = CheckedModel.of(Implementation.named(name)).folding(KeyFolding.RIGHT);
        assertThat(fails(subject, 4)).isFalse();
        assertThat(Search.run(subject.fullTree(subject.scenarios(2, 4, true)), Mode.FOREIGN, 1).trace()).isNull();
    }

    /** The original's mismatches are there in the folded form as well, and folding adds two steps to each. */
    @ParameterizedTest
    @ValueSource(strings = {"+A -A +B", "+A ^B -A"})
    void foldingHidesNoMismatch(String scenario) {
        CheckedModel original = CheckedModel.of(Implementation.named("original"));
        Trace trace = original.folding(KeyFolding.RIGHT).shortest(Scenario.parse(scenario));
        assertThat(trace.violated()).isEqualTo(Property.PAIRING);
        assertThat(trace.length()).isEqualTo(original.shortest(Scenario.parse(scenario)).length() + 2);
    }

    private static boolean fails(CheckedModel subject, int operations) {
        UpdaterProgram reduced = subject.tree(subject.scenarios(3, operations, true));
        UpdaterProgram full = subject.fullTree(subject.scenarios(3, operations, false));
        Trace trace = Search.run(full, Mode.WEAKEST, 1).trace();
        Trace reducedTrace = Search.run(reduced, Mode.WEAKEST, 1).trace();
        assertThat(StateExplorer.run(reduced, 1).violations() > 0).isEqualTo(trace != null);
        assertThat(reducedTrace == null).isEqualTo(trace == null);
        if (trace != null) {
            assertThat(reducedTrace.length()).isEqualTo(trace.length());
            assertThat(reducedTrace.violated()).isEqualTo(trace.violated());
        }
        assertThat(reduced.miscounted().isPresent()).isEqualTo(full.miscounted().isPresent());
        return trace != null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"unconditional", "conditional", "paired", "batched", "lazy"})
    void bothWaysVisitTheSameNumberOfStates(String name) {
        CheckedModel subject = CheckedModel.of(Implementation.named(name));
        for (int readers = 1; readers <= 2; readers++) {
            UpdaterProgram tree = subject.tree(subject.scenarios(3, 3, true));
            assertThat(StateExplorer.run(tree, readers).states())
                    .isEqualTo(Search.run(tree, Mode.WEAKEST, readers).states());
            UpdaterProgram full = subject.fullTree(subject.scenarios(2, 3, false));
            assertThat(StateExplorer.run(full, readers).states())
                    .isEqualTo(Search.run(full, Mode.WEAKEST, readers).states());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everything")
    void aSecondReaderFindsNothingThatOneDoesNot(String name, CheckedModel subject) {
        UpdaterProgram tree = subject.tree(subject.scenarios(2, 4, true));
        Trace one = Search.run(tree, Mode.WEAKEST, 1).trace();
        assertThat(StateExplorer.run(tree, 2).violations() > 0).isEqualTo(one != null);
    }
}
