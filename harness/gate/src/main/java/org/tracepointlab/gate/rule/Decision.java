package org.tracepointlab.gate.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * The rule at one look, for all benchmarks that are gated together. No state, no files.
 *
 * <p>For each benchmark, in this order:
 * <ol>
 * <li>Its control moved: no decision. At the last look INVALID.
 * <li>The corrected p of "at most 1 + margin" is below alpha: FAIL. A FAIL stands on its own p, whatever the run could have
 *     detected: withholding it from noisy runs too would leave slowdowns of 50% unseen ({@code gate-calibration.md} has how
 *     many).
 * <li>The upper bound is below 1 + margin: PASS, unless a run like this does not detect twice the margin with 80% power.
 * <li>Else more blocks. At the last look INCONCLUSIVE, with how many it would take.
 * </ol>
 * A look that decides nothing is followed by the next one; a control that moved by chance at 6 blocks (1 in 100) is back
 * in its place at 10.
 */
public final class Decision {

    private final Rule rule;
    private final boolean last;
    private final int family;

    private Decision(Rule rule, boolean last, int family) {
        this.rule = rule;
        this.last = last;
        this.family = family;
    }

    /**
     * Decides.
     *
     * @param last true if no more data will come
     * @return one outcome for each comparison, in their order; INCONCLUSIVE where a look before the last decides nothing
     */
    public static List<Outcome> decide(Rule rule, List<Comparison> comparisons, boolean last) {
        double[] p = comparisons.stream()
                .mapToDouble(c -> c.passed() ? 1 : c.effect().pAtMost(rule.logMargin())).toArray();
        double[] holm = Holm.adjust(p);
        Decision decision = new Decision(rule, last, comparisons.size());
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            outcomes.add(decision.one(comparisons.get(i), p[i], holm[i]));
        }
        return outcomes;
    }

    private Outcome one(Comparison c, double p, double holm) {
        Effect effect = c.effect();
        double detectable = Power.detectable(rule, c.spread(), c.finalBlocks(), family);
        Outcome open = new Outcome(c.id(), Verdict.INCONCLUSIVE, "", effect.n(), Math.exp(effect.mean()),
                Math.exp(effect.lower(Rule.failAlpha())), Math.exp(effect.upper(Rule.passAlpha())), p, holm, detectable,
                Power.blocksFor(rule, rule.needed(), c.spread(), family),
                c.control() == null ? Double.NaN : Math.exp(c.control().mean()));
        if (c.passed()) {
            return open.as(Verdict.PASS, "passed at an earlier look");
        }
        if (c.control() != null && rule.moved(c.control())) {
            return open.as(last ? Verdict.INVALID : Verdict.INCONCLUSIVE, Text.format(
                    "the baseline against itself moved by %s (p %.2g): something else on this machine did",
                    Text.percent(Math.expm1(c.control().mean())), c.control().pNone()));
        }
        if (holm < Rule.failAlpha()) {
            return open.as(Verdict.FAIL, Text.format("%s slower; at most %s is ruled out with p %.2g, the limit being %.2g",
                    Text.percent(open.ratio() - 1), Text.percent(rule.margin()), holm, Rule.failAlpha()));
        }
        if (effect.upper(Rule.passAlpha()) < rule.logMargin() && open.high() < 1 + rule.margin()) {
            return detectable <= rule.needed()
                    ? open.as(Verdict.PASS, Text.format("at most %s slower", Text.percent(open.high() - 1))) : blind(open);
        }
        return detectable <= rule.needed()
                ? open.as(Verdict.INCONCLUSIVE, Text.format("between %s and %s slower, the margin being %s",
                        Text.percent(open.low() - 1), Text.percent(open.high() - 1), Text.percent(rule.margin()))) : blind(open);
    }

    private Outcome blind(Outcome open) {
        return open.as(Verdict.INCONCLUSIVE, Text.format("too noisy: detects %s with 80%% power, and has to detect %s; "
                + "that takes %d forks a side", Text.percent(open.detectable()), Text.percent(rule.needed()), open.needed()));
    }
}
