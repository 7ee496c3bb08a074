package org.tracepointlab.gate.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * The rule at one look, for all benchmarks that are judged together. No state, no files.
 *
 * <p>With {@value Moderation#FEWEST} benchmarks and more, each one's spread is first moderated by the others'
 * ({@link Moderation}). Then, for each, in this order:
 * <ol>
 * <li>The p of "at most 1 + margin", corrected for all looks and by Holm for all benchmarks, is below
 *     {@link Rule#FAIL_ALPHA}: FAIL.
 * <li>The upper bound is below 1 + margin: PASS. The bound holds its error by itself; what the run could have detected
 *     is printed and decides nothing (a PASS withheld for lack of power lowered no error, and halved the PASSes of
 *     unchanged code).
 * <li>Else more blocks. At the last look INCONCLUSIVE, with how many it would take.
 * </ol>
 */
public final class Decision {

    private final Rule rule;
    private final Look look;
    private final int family;

    private Decision(Rule rule, Look look, int family) {
        this.rule = rule;
        this.look = look;
        this.family = family;
    }

    /**
     * Decides.
     *
     * @return one outcome for each comparison, in their order; INCONCLUSIVE where a look before the last decides
     *     nothing
     */
    public static List<Outcome> decide(Rule rule, List<Comparison> comparisons, Look look) {
        List<Effect> effects = Moderation.moderate(comparisons.stream().map(Comparison::effect).toList());
        double[] p = effects.stream().mapToDouble(e -> e.pAtMost(rule.logMargin())).toArray();
        double[] corrected = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            corrected[i] = comparisons.get(i).passed() ? 1 : look.corrected(p[i]);
        }
        double[] holm = Holm.adjust(corrected);
        Decision decision = new Decision(rule, look, p.length);
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            outcomes.add(decision.verdict(comparisons.get(i), effects.get(i),
                    decision.open(comparisons.get(i), effects.get(i), p[i], holm[i])));
        }
        return outcomes;
    }

    /** What is known, without a verdict. */
    private Outcome open(Comparison c, Effect effect, double p, double holm) {
        Power power = Power.of(rule, look, family, c.effect(), effect, c.spread(effect));
        return new Outcome(c.id(), Verdict.INCONCLUSIVE, "", effect.n(), Math.exp(effect.mean()),
                Math.exp(effect.lower(look.failLevel())), Math.exp(effect.upper(look.passLevel())), p, holm,
                power.detectable(c.finalBlocks()), power.forksFor(rule.doubled()),
                c.control() == null ? Double.NaN : Math.exp(c.control().mean()), c.paired(), c.notes());
    }

    private Outcome verdict(Comparison c, Effect effect, Outcome open) {
        if (c.passed()) {
            return open.as(Verdict.PASS, "passed at an earlier look");
        }
        if (open.holm() < Rule.FAIL_ALPHA) {
            return open.as(Verdict.FAIL, Text.format(
                    "%s slower; at most %s is ruled out with p %.2g, the limit being %.2g",
                    Text.percent(open.ratio() - 1), Text.percent(rule.margin()), open.holm(), Rule.FAIL_ALPHA));
        }
        if (effect.upper(look.passLevel()) < rule.logMargin() && open.high() < 1 + rule.margin()) {
            return open.as(Verdict.PASS, Text.format("at most %s slower", Text.percent(open.high() - 1)));
        }
        String between = Text.format("between %s and %s slower, the margin being %s", Text.percent(open.low() - 1),
                Text.percent(open.high() - 1), Text.percent(rule.margin()));
        return open.as(Verdict.INCONCLUSIVE, open.detectable() <= rule.doubled() ? between
                : Text.format("too noisy: %s; %d forks a side would detect %s", between, open.needed(),
                Text.percent(rule.doubled())));
    }
}
