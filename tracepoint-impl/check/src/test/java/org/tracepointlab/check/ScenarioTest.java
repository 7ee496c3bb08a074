package org.tracepointlab.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios as data. */
class ScenarioTest {

    private static List<String> all(int probes, int operations, boolean named) {
        List<String> all = new ArrayList<>();
        collect(Scenarios.all(probes, operations, named), Scenario.EMPTY, all);
        return all;
    }

    private static void collect(Scenarios scenarios, Scenario done, List<String> all) {
        List<Operation> after = scenarios.after(done);
        if (after.isEmpty()) {
            all.add(done.toString());
        }
        after.forEach(operation -> collect(scenarios, done.then(operation), all));
    }

    @Test
    void allOfASmallSize() {
        assertThat(all(2, 2, true)).containsExactlyInAnyOrder("+A -A", "+A +B", "+A ^B",
                "+A(f1,d1) +B(f1,d2)", "+A(f1,d1) ^B(f1,d2)", "+A(f1,d1) +B(f2,d1)", "+A(f1,d1) ^B(f2,d1)");
        assertThat(all(2, 1, false)).containsExactlyInAnyOrder("+A", "+B(f1,d1)");
        assertThat(all(3, 3, true)).contains("+A +B ^C", "+A +B +C@1", "+A -A +B").doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+A ^B +C@1 -A", "+A(f1,d1) +B(f2,d2) +C(f1,d2)@1 -A -C", "+A -A +A"})
    void areReadAsTheyAreWritten(String text) {
        assertThat(Scenario.parse(text)).hasToString(text);
        assertThat(Scenario.parse(text)).isEqualTo(Scenario.parse(text)).hasSameHashCodeAs(Scenario.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "+A +A", "-A", "A", "+E"})
    void whatIsNone(String text) {
        assertThatThrownBy(() -> Scenario.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1,2", "0,1,1", "4,1,1", "1,5,1", "1,1,x"})
    void whatAreNoBounds(String text) {
        assertThatThrownBy(() -> Bounds.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}
