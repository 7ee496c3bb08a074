package org.tracepointlab.harness.lab;

import org.tracepointlab.harness.core.gate.Rule;

/** The option {@code --margin}. */
final class Margin {

    private Margin() {
    }

    /**
     * The rule for a margin like {@code 10%} or {@code 0.1}; without one, 10% or the strict 5%.
     *
     * @throws UsageException if it is none, or is not above 0 and at most 100%
     */
    static Rule rule(String text, boolean strict) {
        if (text == null) {
            return new Rule(strict ? Rule.STRICT_MARGIN : Rule.DEFAULT_MARGIN);
        }
        return new Rule(fraction("--margin", text));
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
