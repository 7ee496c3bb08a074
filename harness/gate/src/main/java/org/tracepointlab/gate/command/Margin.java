package org.tracepointlab.gate.command;

import org.tracepointlab.gate.rule.Rule;
import picocli.CommandLine.Option;

/** The options {@code --margin} and {@code --strict}. */
final class Margin {

    @Option(names = "--margin", paramLabel = "M",
            description = "Largest slowdown that may pass; default: 10%%, with --strict 5%%.")
    private String margin;

    @Option(names = "--strict", description = "A margin of 5%%.")
    private boolean strict;

    /**
     * The rule for a margin like {@code 10%} or {@code 0.1}; without one, 10% or the strict 5%.
     *
     * @throws UsageException if it is none, or is not above 0 and at most 100%
     */
    Rule rule() {
        if (margin == null) {
            return new Rule(strict ? Rule.STRICT_MARGIN : Rule.DEFAULT_MARGIN);
        }
        return new Rule(fraction("--margin", margin));
    }

    /** A fraction above 0 and at most 1, as {@code 10%} or {@code 0.1}. */
    static double fraction(String option, String text) {
        String stripped = text.strip();
        boolean percent = stripped.endsWith("%");
        try {
            double number = Double.parseDouble(percent ? stripped.substring(0, stripped.length() - 1) : stripped);
            double fraction = percent ? number / 100 : number;
            if (fraction > 0 && fraction <= 1) {
                return fraction;
            }
        } catch (NumberFormatException e) {
            // Reported below like a number out of range.
        }
        throw new UsageException(option, "a share above 0 and at most 100%, like 10% or 0.1", "'" + text + "'");
    }
}
