package org.tracepointlab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.tracepoint.Implementation;

/** Updates of which a step throws: where it may, what is left then, and what the checker would notice. */
@Timeout(120)
class FailureTest {

    static final List<String> NAMES = Implementation.names();

    private static CheckedModel failing(String name, int failures) {
        return CheckedModel.of(Implementation.named(name)).failing(failures);
    }

    /** Where the operations of the scenario may fail, each with what it says before its effect. */
    private static List<String> places(String name, String scenario) {
        Scenario whole = Scenario.parse(scenario);
        List<Operation> operations = whole.operations();
        Scenario before = Scenario.EMPTY;
        for (Operation operation : operations.subList(0, operations.size() - 1)) {
            before = before.then(operation);
        }
        CheckedModel subject = failing(name, 1);
        Scenario done = before;
        Operation last = operations.get(operations.size() - 1);
        return Recording.lastOf(subject, done, last).possible().stream()
                .map(failure -> Recording.lastOf(subject, done, last.failing(failure)))
                .map(run -> run.steps().stream().filter(step -> step.kind() == Step.Kind.FAIL).findFirst()
                .orElseThrow())
                .map(Step::toString).toList();
    }

    /** Written from the table of transitions: a place that is missing is one that is not checked. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            conditional | +A -A +B | regfunc; allocation; rcu wait; srcu poll; srcu wait; call := func*; key on*
            conditional | +A ^B    | allocation; call := iterator*; rcu snap; srcu start; rcu release*; srcu release*
            conditional | +A +B -A | allocation; rcu snap; srcu start; rcu wait; srcu poll; srcu wait; call := func*; \
            rcu release*; srcu release*
            conditional | +A -A    | allocation; unregfunc; key off*; call := iterator*; rcu snap; srcu start; \
            rcu release*; srcu release*
            unconditional | +A -A  | allocation; unregfunc; key off*; call := iterator*; srcu wait; rcu wait; \
            rcu release*; srcu release*
            original | +A +B -A    | allocation; srcu wait; rcu wait; call := func*; rcu release*; srcu release*
            paired | +A +B -A      | allocation; call := func*; rcu release*; srcu release*
            batched | [ +A         | regfunc; allocation; key on*
            batched | [ +A +B -A ] | end of the batch; srcu wait; rcu wait; call := func*
            """)
    void isMadeToFailWhereverItCan(String name, String scenario, String places) {
        List<String> expected = Stream.of(places.split(";\\s*")).flatMap(place -> place.endsWith("*")
                ? Stream.of(place.replace("*", " throws"), place.replace("*", " is done, and throws"))
                : Stream.of(place + " throws")).toList();
        assertThat(places(name, scenario)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whatIsOwedIsPaidFirstAndMayFailAsWell() {
        CheckedModel subject = failing("conditional", 2);
        Operation add = Scenario.parse("+A").operations().get(0);
        Recording.Run failed = Recording.lastOf(subject, Scenario.EMPTY, add.failing(new Failure(3, true)));
        assertThat(failed.operation().effective()).isFalse();
        assertThat(failed.steps()).extracting(Step::toString).containsExactly("call := f1", "publish [A]", "key on",
                "key on is done, and throws", "publish null", "call := iterator");
        Scenario before = Scenario.EMPTY.then(failed.operation());
        assertThat(before.owes()).isTrue();
        assertThat(before.attached()).isEmpty();
        Recording.Run sync = Recording.lastOf(subject, before, Operation.SYNC);
        assertThat(sync.steps()).extracting(Step::toString)
                .startsWith("call := iterator", "srcu start #1", "srcu wait #1",
                "rcu start #1", "rcu wait #1", "key off");
        Recording.Run refused = Recording.lastOf(subject, before, add.failing(new Failure(2, false)));
        assertThat(refused.operation().effective()).isFalse();
        assertThat(refused.wrong()).isNull();
        assertThat(refused.steps()).extracting(Step::toString).doesNotContain("publish [A]")
                .contains("rcu wait throws");
    }

    @Test
    void aProbeIsDetachedByAnUnregisterThatThrowsUnlessUnregfuncDoes() {
        CheckedModel subject = failing("conditional", 1);
        Scenario attached = Scenario.parse("+A");
        Operation remove = Scenario.parse("+A -A").operations().get(1);
        List<Boolean> effective = Recording.lastOf(subject, attached, remove).possible().stream()
                .map(failure -> Recording.lastOf(subject, attached, remove.failing(failure)).operation().effective())
                .toList();
        assertThat(effective.subList(0, 2)).as("allocation, unregfunc").containsExactly(false, false);
        assertThat(effective.subList(2, effective.size())).isNotEmpty().doesNotContain(false);
    }

    static Stream<Arguments> mutants() {
        return FailureMutants.all().stream().map(mutant -> Arguments.of(mutant.fullName(), mutant));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void bothWaysFindTheSame(String name, Mutant mutant) {
        CheckedModel subject = CheckedModel.of(mutant).failing(1);
        Predicate<Scenario> right = Checker.claimsCorrect(mutant.base()) ? scenario -> true
                : CheckedModel.of(Implementation.named(mutant.base())).rightWithout();
        Scenarios named = subject.scenarios(2, 2, true).where(right);
        UpdaterProgram reduced = subject.tree(named);
        UpdaterProgram full = subject.fullTree(subject.scenarios(2, 2, false).where(right));
        Trace trace = Search.run(full, Mode.WEAKEST, 1).trace();
        Trace reducedTrace = Search.run(reduced, Mode.WEAKEST, 1).trace();
        assertThat(StateExplorer.run(reduced, 1).violations() > 0).isEqualTo(trace != null);
        assertThat(reducedTrace == null).isEqualTo(trace == null);
        if (trace != null) {
            assertThat(reducedTrace.length()).isEqualTo(trace.length());
            assertThat(reducedTrace.violated()).isEqualTo(trace.violated());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unconditional", "conditional", "paired", "batched", "lazy"})
    void bothWaysVisitTheSameNumberOfStates(String name) {
        CheckedModel subject = failing(name, 1);
        for (int readers = 1; readers <= 2; readers++) {
            UpdaterProgram tree = subject.tree(subject.scenarios(2, 3, true));
            StateExplorer.Result sweep = StateExplorer.run(tree, readers);
            Search.Result search = Search.run(tree, Mode.WEAKEST, readers);
            assertThat(search.trace()).isNull();
            assertThat(sweep.states()).isEqualTo(search.states())
                    .isGreaterThan(3 * StateExplorer.run(failing(name, 0).tree(subject.scenarios(2, 3, true)), readers)
                    .states());
            assertThat(sweep.calls()).isEqualTo(search.calls()).isPositive();
        }
    }

    private static StateExplorer.Result sweep(String name, Bounds bounds, int failures) {
        CheckedModel subject = failing(name, failures);
        Scenarios all = subject.scenarios(bounds.probes(), bounds.operations(), true);
        UpdaterProgram tree = subject.tree(Checker.claimsCorrect(name) ? all : all.where(subject.rightWithout()));
        StateExplorer.Result result = StateExplorer.run(tree, bounds.readers());
        System.out.printf("%s with %d failing steps: %,d states, R,P,K = %s%n", name, failures, result.states(),
                bounds);
        return result;
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void twoFailuresInASmallScenario(String name) {
        assertThat(sweep(name, new Bounds(1, 2, 2), 2).violations()).isZero();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    @Tag("thorough")
    @Timeout(900)
    void twoFailures(String name) {
        assertThat(sweep(name, new Bounds(1, 3, 3), 2).violations()).isZero();
        assertThat(sweep(name, new Bounds(1, 2, 4), 2).violations()).isZero();
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    @Tag("thorough")
    @Timeout(900)
    void oneFailureWithTwoReaders(String name) {
        assertThat(sweep(name, new Bounds(2, 2, 4), 1).violations()).isZero();
        assertThat(sweep(name, new Bounds(2, 3, 3), 1).violations()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    @Tag("thorough")
    @Timeout(300)
    void whatIsHarmlessIsHarmlessInLongerScenarios(String name, Mutant mutant) {
        MutationReport.Outcome outcome = MutationReport.tryToKill(mutant, 2, 6 - 2 * mutant.failures());
        assertThat(outcome.killed() && mutant.equivalent() != null).as(outcome.toString()).isFalse();
    }
}
