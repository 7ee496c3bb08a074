package org.tracepointlab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tracepointlab.check.MutationReport.Outcome;

/** What the checker is worth: which mutants it kills, with the smallest scenario for each. */
class MutationTest {

    /** The table of the design: the smallest scenario that kills each. */
    private static final String TABLE = """
            conditional: 1->2 publishes before the iterator                  | +A ^B
            conditional: 0->1 without condSync                               | +A -A +B
            conditional: 1->0 without getState                               | +A -A +B
            conditional: 0->1 patches before condSync                        | +A -A +B
            unconditional: 1->0 without its wait                             | +A -A +B
            unconditional: 1->0 waits before it publishes                    | +A -A +B
            conditional: 1->2 without getState                               | +A ^B -A
            conditional: compares the last element                           | +A ^B -B
            conditional: 2->1 without getState                               | +A +B -A
            conditional: 2->1 patches before it publishes                    | +A +B -A
            conditional: 2->1 patches before condSync                        | +A +B -A
            unconditional: 2->1 without its wait                             | +A +B -A
            conditional: 2->1 without condSync                               | +A +B -A
            conditional: the two snapshots swapped in condSync               | +A +B -A
            conditional: getState keeps the older cookie                     | +A ^B -B
            conditional: N->N+1 without getState                             | +A +B ^C -A -B
            conditional: N->N-1 without getState                             | +A +B +C -A -C
            conditional: 1->0 getState before it publishes                   | +A -A +B
            conditional: 1->2 getState before it publishes                   | +A ^B -A
            conditional: 2->1 getState before it publishes                   | +A +B -A
            conditional: N->N+1 getState before it publishes                 | +A +B ^C -A -B
            conditional: N->N-1 getState before it publishes                 | +A +B +C -A -C
            lazy: 0->1 publishes first                                       | +A -A +B
            lazy: 0->1 publishes before condSync                             | +A -A +B
            lazy: 0->1 patches last                                          | +A -A +B
            lazy: 0->1 leaves the call                                       | +A +B -B -A +B
            lazy: 1->0 without getState                                      | +A -A +B
            lazy: folds a key that is on                                     | +A +B
            lazy: turns a folded key on without arming it                    | +A
            """;

    /** Five updates kill each that is killed; the sixth shows more of those that survive, and takes 35 s of 40. */
    @Test
    @Timeout(600)
    void allMutantsAreKilledThatAreNotEquivalent() {
        check(MutationReport.run(3, 5));
    }

    @Test
    @Timeout(600)
    @Tag("thorough")
    void thoseThatSurviveDoSoLonger() {
        check(MutationReport.run(3, 6));
    }

    private static void check(MutationReport report) {
        System.out.print(report);
        assertThat(report.scoreLine()).isEqualTo("mutation score: 100%");
        assertThat(report.outcomes()).hasSizeGreaterThan(290)
                .allSatisfy(outcome -> assertThat(outcome.killed()).as(outcome.toString())
                        .isEqualTo(outcome.equivalent() == null));
        Map<String, Outcome> byName = report.outcomes().stream()
                .collect(Collectors.toMap(Outcome::name, Function.identity()));
        TABLE.lines().map(line -> line.split("\\s*\\|\\s*")).forEach(row ->
                assertThat(byName.get(row[0]).trace().scenario()).as(row[0]).hasToString(row[1]));
        assertThat(onlyMiscounted(report)).containsExactlyInAnyOrder(
                "conditional: never clears what is outstanding", "lazy: never clears what is outstanding",
                "lazy: 2->1 leaves the call");
        assertThat(report.outcomes().stream().filter(Outcome::killed).map(outcome -> outcome.trace().violated()))
                .contains(Property.PAIRING, Property.GONE, Property.RELEASED, Property.MISSED, Property.ORDER,
                        Property.DEADLOCK, Property.REPORTED, Property.HOOKS, Property.ACTIONS);
    }

    @Test
    void whatLooksAtFuncAndDataTogetherNeedsThreeProbesToCallAForeignFunc() {
        CheckedModel subject = CheckedModel.of(Mutants.named(
                "conditional: compares func and data, and wants both to differ"));
        assertThat(subject.shortest(Scenario.parse("+A(f1,d1) +B(f2,d2) +C(f1,d2)@1 -A -C")).violated())
                .isEqualTo(Property.PAIRING);
    }

    private static List<String> onlyMiscounted(MutationReport report) {
        return report.outcomes().stream().filter(outcome -> !outcome.killed() && outcome.miscounted() != null)
                .map(Outcome::name).toList();
    }

    @Test
    void aProbeThatIsGoneIsNoticedWhereItsDataIsRightByAccident() {
        CheckedModel subject = CheckedModel.of(Mutants.named("conditional: 0->1 patches last, 1->0 leaves the call"));
        assertThat(subject.shortest(Scenario.parse("+A -A +B")).violated()).isEqualTo(Property.PAIRING);
        assertThat(subject.shortest(Scenario.parse("+A(f1,d1) -A +B(f2,d1)")).violated()).isEqualTo(Property.GONE);
    }

    @Test
    void snapshotsTakenTooEarlyNeedAForeignSynchronizerToHurtRcuReaders() {
        Scenarios scenario = Scenarios.only(Scenario.parse("+A -A +B"));
        CheckedModel subject = CheckedModel.of(Mutants.named("conditional: 1->0 getState before it publishes"));
        assertThat(Search.run(subject.tree(scenario), Mode.ALONE, Domain.RCU).trace()).isNull();
        assertThat(Search.run(subject.tree(scenario), Mode.FOREIGN, Domain.RCU).trace().toString())
                .contains("| foreign", "rcu end", "call f2(d1)");
        assertThat(Search.run(subject.tree(scenario), Mode.ALONE, Domain.SRCU).trace())
                .as("an SRCU snapshot starts its grace period itself").isNotNull();
    }
}
