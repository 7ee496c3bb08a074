package org.tracepointlab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.tracepoint.Implementation;

/** Probes that are attached are called; and a check of which nobody was called is no check. */
@Timeout(60)
class LivenessTest {

    private static final Bounds BOUNDS = new Bounds(1, 2, 3);

    private static Implementation broken(String mutant) {
        Mutant broken = Mutants.named(mutant);
        Implementation base = Implementation.named(broken.base());
        return new Implementation("mine", broken.strategies().get(), base.readSide(), base.batchScope());
    }

    private static Trace smallest(String mutant) {
        return CheckedModel.of(Mutants.named(mutant)).smallest(Mode.WEAKEST, 3, 4);
    }

    @ParameterizedTest
    @CsvSource({"original, does nothing at all, 2", "unconditional, does nothing at all, 2",
        "conditional, does nothing at all, 2", "paired, does nothing at all, 2",
        "conditional, 0->1 leaves the key off, 3", "paired, 0->1 leaves the key off, 3"})
    void aStrategyThatNeverLetsReadersInIsShown(String base, String mutant, int length) {
        ModelVerdict verdict = Checker.check(broken(base + ": " + mutant), BOUNDS);
        assertThat(verdict.mark()).isEqualTo("MISMATCH");
        assertThat(verdict.asExpected()).isFalse();
        assertThat(verdict.violations()).isPositive();
        Trace trace = verdict.traces().get(0);
        assertThat(trace.violated()).isEqualTo(Property.MISSED);
        assertThat(trace.scenario()).hasToString("+A");
        assertThat(trace.length()).as(trace.toString()).isEqualTo(length);
        assertThat(trace.lines().get(length - 1).text()).isEqualTo("test key");
    }

    @ParameterizedTest
    @CsvSource({"conditional: 0->1 does not publish, +A, load funcs null",
            "paired: 1->2 does not publish, +A +B, load funcs",
        "paired: N->N+1 does not publish, +A +B +C, load funcs", "batched: 0->1 leaves the key off, [ +A, test key",
        "conditional: compares func instead of data, '+A(f1,d1) ^B(f1,d2) -B', call f1(d2)"})
    void aProbeThatIsNotCalledIsMissed(String mutant, String scenario, String last) {
        Trace trace = smallest(mutant);
        assertThat(trace.violated()).as(trace.toString()).isEqualTo(Property.MISSED);
        assertThat(trace.scenario()).hasToString(scenario);
        assertThat(trace.lines().get(trace.length() - 1).text()).startsWith(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unconditional", "conditional", "paired"})
    void theWrongOrderIsNoticed(String base) {
        assertThat(smallest(base + ": 1->2 publishes them in reverse").violated()).isEqualTo(Property.ORDER);
    }

    @Test
    void aProbeThatIsCalledTwiceIsNoticed() {
        UpdaterProgram tree = CheckedModel.of(Implementation.named("conditional"))
                .tree(Scenarios.only(Scenario.parse("+A")));
        ReaderModel model = tree.readers();
        Node node = new Node(null, 0, null, Scenario.EMPTY, 0);
        long reader = ReaderModel.at(ReaderModel.ITER, 0);
        node.funcs = tree.number(List.of(Probe.own(0), Probe.own(1)));
        assertThat(model.violation(node, reader)).isNull();
        node.funcs = tree.number(List.of(Probe.own(0), Probe.own(0)));
        assertThat(model.violation(node, reader)).isEqualTo(Property.ORDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unconditional", "conditional", "paired", "batched", "lazy"})
    void whereNoReaderEntersNothingIsProved(String name) {
        ModelVerdict verdict = Checker.check(Implementation.named(name), BOUNDS,
                scenario -> scenario.attached().isEmpty());
        assertThat(verdict.states()).isPositive();
        assertThat(verdict.violations()).isZero();
        assertThat(verdict.mark()).isEqualTo("VACUOUS");
        assertThat(verdict.correct()).isFalse();
        assertThat(verdict.asExpected()).isFalse();
        assertThat(verdict.summary()).contains("VACUOUS", "0 sections and 0 calls");
        assertThat(new CorrectnessCsv().add(verdict).toString().lines().skip(1))
                .isNotEmpty().allMatch(line -> line.contains(",1,0.0") && line.endsWith(",0,0"));
    }

    @Test
    void readersThatEnterAndCallNothingProveNothing() {
        ModelVerdict.Visited good = new ModelVerdict.Visited(9, 0, 1, 2, 3);
        for (ModelVerdict.Visited empty : List.of(new ModelVerdict.Visited(9, 0, 1, 0, 0),
                new ModelVerdict.Visited(9, 0, 1, 2, 0))) {
            assertThat(verdict(empty, good, good).mark()).isEqualTo("VACUOUS");
            assertThat(verdict(good, empty, good).mark()).isEqualTo("VACUOUS");
            assertThat(verdict(good, good, empty).mark()).isEqualTo("VACUOUS");
        }
        assertThat(verdict(good, good, good).mark()).isEqualTo("correct");
    }

    private static ModelVerdict verdict(ModelVerdict.Visited weakest, ModelVerdict.Visited foreign,
            ModelVerdict.Visited failing) {
        return new ModelVerdict("x", BOUNDS, weakest, foreign, List.of(), Optional.empty(), Optional.empty(), List.of(),
                failing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unconditional", "conditional", "paired", "batched", "lazy"})
    void bothWaysCountTheSameSectionsAndCalls(String name) {
        CheckedModel subject = CheckedModel.of(Implementation.named(name));
        for (int readers = 1; readers <= 2; readers++) {
            UpdaterProgram tree = subject.tree(subject.scenarios(2, 3, true));
            StateExplorer.Result sweep = StateExplorer.run(tree, readers);
            Search.Result search = Search.run(tree, Mode.WEAKEST, readers);
            assertThat(search.entered()).isEqualTo(sweep.entered()).isPositive();
            assertThat(search.calls()).isEqualTo(sweep.calls()).isPositive();
        }
    }
}
