package org.tracepointlab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.Implementation;

/** The implementations at the bounds of every build. */
class CheckerTest {

    private static final CorrectnessCsv CSV = new CorrectnessCsv();

    @AfterAll
    static void writeTable() {
        CSV.write(Path.of("target", "correctness.csv"));
    }

    private static ModelVerdict check(String implementation) {
        ModelVerdict verdict = Checker.check(Implementation.named(implementation), Bounds.DEFAULT);
        System.out.println(verdict.summary());
        CSV.add(verdict);
        return verdict;
    }

    @ParameterizedTest
    @Timeout(300)
    @ValueSource(strings = {"unconditional", "conditional", "paired", "batched", "lazy"})
    void isCorrect(String implementation) {
        ModelVerdict verdict = check(implementation);
        assertThat(verdict.traces()).isEmpty();
        assertThat(verdict.violations()).isZero();
        assertThat(verdict.miscounted()).isEmpty();
        assertThat(verdict.mark()).isEqualTo("correct");
        assertThat(verdict.asExpected()).isTrue();
        assertThat(verdict.states()).isGreaterThan(20_000_000);
        assertThat(verdict.foreign().states()).isGreaterThan(100_000);
        assertThat(verdict.failing().states()).isGreaterThan(1_000_000);
        assertThat(verdict.failing().violations()).isZero();
    }

    @Test
    @Timeout(300)
    void theOriginalHasItsTwoBugsAndSaysSo() {
        ModelVerdict verdict = check("original");
        assertThat(verdict.mark()).isEqualTo("MISMATCH");
        assertThat(verdict.violations()).isPositive();
        assertThat(verdict.missing()).isEmpty();
        assertThat(verdict.asExpected()).isTrue();
        assertThat(verdict.miscounted()).isEmpty();
        assertThat(verdict.traces()).extracting(Trace::length).containsExactly(12, 13);
        assertThat(verdict.failing().states()).isGreaterThan(1_000_000);
        assertThat(verdict.failing().violations()).as("where it is right, it is right when a step fails").isZero();
    }

    @ParameterizedTest
    @CsvSource({"+A -A +B, 12", "+A ^B -A, 13", "+A +B +C -A -C, 19", "+A +B ^C -A -B, 19"})
    void theOriginalsShortestTraces(String scenario, int length) {
        Trace trace = CheckedModel.of(Implementation.named("original")).shortest(Scenario.parse(scenario));
        assertThat(trace.violated()).isEqualTo(Property.PAIRING);
        assertThat(trace.length()).as(trace.toString()).isEqualTo(length);
        assertThat(trace.lines().get(length - 1).text()).isIn("call f2(d1)", "call f3(d1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+A +B -A", "+A +B -B", "+A -A +A", "+A +B +C -C -B -A"})
    void whereTheOriginalIsRight(String scenario) {
        assertThat(CheckedModel.of(Implementation.named("original")).shortest(Scenario.parse(scenario))).isNull();
    }

    @Test
    void anOriginalWithoutItsBugsIsNotWhatIsExpected() {
        Implementation mended = new Implementation("original", Implementation.named("conditional").strategy(),
                Implementation.named("original").readSide(), BatchScope.NONE);
        ModelVerdict verdict = Checker.check(mended, new Bounds(1, 2, 3));
        assertThat(verdict.missing()).isEqualTo(Checker.BUGS);
        assertThat(verdict.asExpected()).isFalse();
    }

    @Test
    void aWrongOneThatClaimsToBeCorrectIsShown() {
        Implementation original = Implementation.named("original");
        Implementation wrong = new Implementation("mine", original.strategy(), original.readSide(), BatchScope.NONE);
        ModelVerdict verdict = Checker.check(wrong, new Bounds(2, 2, 3));
        assertThat(verdict.asExpected()).isFalse();
        assertThat(verdict.mark()).isEqualTo("MISMATCH");
        assertThat(verdict.toString()).contains("mine: MISMATCH", "| reader 1 (RCU)", "| funcs", "call f2(d1)");
    }

    @Test
    void whatIsNotModelledIsNotCalledCorrect() {
        ModelVerdict verdict = Checker.check(new Implementation("own readers",
                Implementation.named("conditional").strategy(),
                new OwnReadSide(), BatchScope.NONE), new Bounds(1, 1, 1));
        assertThat(verdict.correct()).isFalse();
        assertThat(verdict.summary()).contains("MISMATCH", "not checked", "readers");
    }

    @Test
    void batchesAreChecked() {
        Implementation right = Implementation.named("unconditional");
        ModelVerdict verdict = Checker.check(new Implementation("hasty", new HastyScope().inside(right.strategy()),
                right.readSide(), BatchScope.NONE), new Bounds(1, 2, 4));
        assertThat(verdict.mark()).isEqualTo("MISMATCH");
        verdict = Checker.check(new Implementation("hasty", right.strategy(), right.readSide(), new HastyScope()),
                new Bounds(1, 2, 4));
        assertThat(verdict.traces().get(0).scenario()).hasToString("+A [ -A +B");
        verdict = Checker.check(new Implementation("slow", right.strategy(), right.readSide(), new WaitAtTheEnd()),
                new Bounds(1, 2, 4));
        assertThat(verdict.mark()).isEqualTo("correct");
    }

    @Test
    void theTableHasALineForEachSearch() {
        ModelVerdict verdict = new ModelVerdict("x", Bounds.parse("2, 3,6"), new ModelVerdict.Visited(7, 8, 1.5, 5, 6),
                new ModelVerdict.Visited(9, 0, 0.25, 3, 0), List.of(), Optional.empty(), Optional.empty(), List.of(),
                new ModelVerdict.Visited(4, 0, 0.5, 1, 2));
        assertThat(new CorrectnessCsv().add(verdict).toString()).isEqualTo("""
                implementation,scenario_set,readers,probes,operations,states,violations,seconds,entered,calls
                x,weakest-rcu,2,3,6,7,8,1.500,5,6
                x,foreign-synchronizer,1,3,4,9,1,0.250,3,0
                x,failing-steps,1,3,4,4,0,0.500,1,2
                """.replace("\n", "\r\n"));
    }
}
