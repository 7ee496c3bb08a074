package org.tracepointlab.gate.cause;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.core.Json;

/** The ranking, of evidence that is made up. */
class SuspectsTest {

    /** Ten operations; words are a method, its bytecodes and its objects an operation. */
    private static WorkByMethod work(Object... words) {
        ObjectNode root = Json.object().put("operations", 10);
        ArrayNode methods = root.putArray("methods");
        for (int i = 0; i < words.length; i += 3) {
            methods.addObject().put("method", words[i] + "(I)V").put("bytecodes", 10 * (int) words[i + 1])
                    .put("objects", 10 * (int) words[i + 2]).put("calls", 10);
        }
        return WorkByMethod.of(root);
    }

    private static Profile profile(Object... words) {
        Profile profile = new Profile(1000);
        for (int i = 0; i < words.length; i += 2) {
            for (int n = 0; n < (int) words[i + 1]; n++) {
                profile.sample(Arrays.asList(((String) words[i]).split(";")), 1000);
            }
        }
        return profile;
    }

    private static List<String> ranked(Evidence evidence) {
        return Suspects.of(evidence).stream().map(Suspect::method).toList();
    }

    @Test
    void exactWorkRanksByItsShareOfTheGrowth() {
        Evidence evidence = new Evidence(null, null, work("a.A.x", 100, 0, "a.A.y", 100, 0),
                work("a.A.x", 110, 0, "a.A.y", 140, 0, "java.util.List.of", 500, 0), Set.of());
        assertThat(ranked(evidence)).containsExactly("a.A.y", "a.A.x");
        assertThat(Suspects.of(evidence).get(0).evidence()).containsExactly("+40.0 bytecodes (+40%)");
    }

    @Test
    void timeInsideOfTheJdkIsItsCallers() {
        Evidence evidence = new Evidence(profile("a.B.b;a.A.x;java.util.HashMap.get", 100, "a.B.b;a.A.y", 400),
                profile("a.B.b;a.A.x;java.util.HashMap.get", 300, "a.B.b;a.A.y", 400), null, null, Set.of());
        assertThat(ranked(evidence)).as("callers do not grow by themselves").containsExactly("a.A.x");
        assertThat(Suspects.of(evidence).get(0).evidence())
                .containsExactly("+200% self time (100.0 ns to 300.0 ns an operation)");
    }

    @Test
    void chanceIsNoGrowth() {
        Evidence evidence = new Evidence(profile("a.A.x", 100), profile("a.A.x", 110), null, null, Set.of());
        assertThat(ranked(evidence)).isEmpty();
    }

    /** It calls something once more: little work of its own, and most of the growth below it. */
    @Test
    void aChangedMethodComesBeforeWhatItCalls() {
        Evidence evidence = new Evidence(profile("a.A.caller;a.A.callee", 100), profile("a.A.caller;a.A.callee", 200),
                work("a.A.caller", 10, 0, "a.A.callee", 100, 0), work("a.A.caller", 12, 0, "a.A.callee", 200, 0),
                Set.of("a.A.caller", "a.A.elsewhere"));
        assertThat(ranked(evidence)).containsExactly("a.A.caller", "a.A.callee");
        assertThat(Suspects.of(evidence).get(0).changed()).isTrue();
    }

    /** A constant was changed, say: whoever reads it did no more, and had others do it. */
    @Test
    void ifNoChangedMethodGrewThoseThatRanComeFirst() {
        Evidence evidence = new Evidence(null, null, work("a.A.changed", 10, 0, "a.A.grown", 100, 0),
                work("a.A.changed", 10, 0, "a.A.grown", 200, 0), Set.of("a.A.changed", "a.A.elsewhere"));
        assertThat(ranked(evidence)).containsExactly("a.A.changed", "a.A.grown");
    }

    /** A setup, say, that makes another object now. */
    @Test
    void ifNoneThatWasChangedRanItIsOneOfThemIfTheyAreFew() {
        WorkByMethod before = work("a.A.old", 100, 0);
        WorkByMethod after = work("a.A.grown", 200, 0);
        assertThat(ranked(new Evidence(null, null, before, after, Set.of("a.A.setup"))))
                .containsExactly("a.A.setup", "a.A.grown");
        assertThat(ranked(new Evidence(null, null, before, after, Set.of("a.A.b", "a.A.c", "a.A.d", "a.A.e"))))
                .containsExactly("a.A.grown");
    }

    @Test
    void withoutCountsAChangedMethodMayHaveRun() {
        Evidence evidence = new Evidence(profile("a.A.x", 3), profile("a.A.x", 3), null, null, Set.of("a.A.changed"));
        assertThat(ranked(evidence)).containsExactly("a.A.changed");
        assertThat(new Explained("l", "b", evidence, Suspects.of(evidence), "", List.of()).mostLikely())
                .isEqualTo("most likely: a.A.changed (whether it ran is not known; its code was changed)");
    }

    @Test
    void nothingIsNotSaidSilently() {
        Evidence evidence = new Evidence(null, null, null, null, Set.of());
        Explained explained = new Explained("l", "b", evidence, Suspects.of(evidence), "", List.of());
        assertThat(explained.mostLikely()).startsWith("no method stands out: nothing ");
        assertThat(CausePage.of("t", List.of(explained), List.of("x|y"))).contains("no method stands out",
                "Left out, although they FAILed too: x\\|y.");
    }

    @Test
    void namesAreTheSameInAllSources() {
        assertThat(MethodName.parse("a.A$B.scan(Ljava/lang/Object;)I")).isEqualTo("a.A$B.scan");
        assertThat(MethodName.of("a.A", "lambda$scan$12")).isEqualTo("a.A.scan");
        assertThat(MethodName.of("a.A", "lambda$new$0")).isEqualTo("a.A.<init>");
        assertThat(MethodName.of("a.A+0x00007f9e9009e000.1577060018", "x")).isEqualTo("a.A.x");
        assertThat(MethodName.of("a.A/0x0000000800c03000", "x")).isEqualTo("a.A.x");
        assertThat(MethodName.type("[[I")).isEqualTo("int[][]");
        assertThat(MethodName.type("[Ljava.lang.Object;")).isEqualTo("java.lang.Object[]");
        assertThat(MethodName.type("a.A$$Lambda$140+0x00007f5c340b6010.803353416")).isEqualTo("a.A (lambda)");
        assertThat(MethodName.isLibrary("a.jmh_generated.A_b_jmhTest.b")).isTrue();
        assertThat(MethodName.isLibrary(MethodName.OTHERS)).isTrue();
        assertThat(MethodName.isLibrary("javassist.A.b")).isFalse();
    }
}
