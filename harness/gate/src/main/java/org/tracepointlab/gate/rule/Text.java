package org.tracepointlab.gate.rule;

import java.util.Locale;

/** Numbers in words, with a decimal point in every locale. */
public final class Text {

    private Text() {
    }

    /** A ratio with three digits behind the point, or a dash. */
    public static String ratio(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, ratio < 100 ? "%.3f" : "%.0f", ratio) : "-";
    }

    /** A fraction as a percentage, or a dash. */
    public static String percent(double fraction) {
        return Double.isFinite(fraction)
                ? String.format(Locale.ROOT, Math.abs(fraction) < 0.1 ? "%.1f%%" : "%.0f%%",
                fraction == 0 ? 0.0 : 100 * fraction) : "-";
    }

    /** Adds one line to a text. */
    public static void line(StringBuilder text, String format, Object... args) {
        text.append(format(format, args)).append('\n');
    }

    /** {@link String#format} in no language. */
    public static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
