package org.tracepointlab.gate.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Printable;

/**
 * Everything that a gate or a comparison found.
 *
 * @param title what was compared with what, in a few words
 * @param rule by which
 * @param verdict on all together
 * @param outcomes one for each timed benchmark
 * @param counts one for each number that is judged exactly, layer by layer
 * @param scores of the forks behind the outcomes
 * @param facts anything else for {@code verdict.json}: seed, order, environment
 */
public record Judgement(String title, Rule rule, Verdict verdict, List<Outcome> outcomes, List<CountOutcome> counts,
        List<SideScores> scores, ObjectNode facts) {

    /** The fact that the first FAIL ended it, so that what came after is not among its counts. */
    public static final String FAIL_FAST = "failFast";

    /** What a reader has to know of a gate that the first FAIL ended. */
    public static final String NOT_ALL = "The first FAIL ended this gate: what is not listed was not looked at.";

    /** Whether the first FAIL ended it. */
    public boolean endedEarly() {
        return facts.path(FAIL_FAST).asBoolean();
    }

    /** The outcomes of one layer. */
    public List<CountOutcome> counts(Layer layer) {
        return counts.stream().filter(count -> count.layer() == layer).toList();
    }

    /** With the verdict that follows from the single ones; counts that FAIL make all FAIL. */
    public static Judgement of(String title, Rule rule, List<Outcome> outcomes, List<CountOutcome> counts,
            List<SideScores> scores, ObjectNode facts) {
        List<Verdict> all = Stream.concat(outcomes.stream().map(Outcome::verdict), counts.stream()
                .map(CountOutcome::verdict)).toList();
        return new Judgement(Printable.escaped(title), rule, Verdict.all(all), List.copyOf(outcomes),
                List.copyOf(counts),
                List.copyOf(scores), facts);
    }
}
