package org.tracepointlab.harness.core.gate.report;

import java.util.Locale;

/** Numbers in words, with a decimal point in every locale. */
final class Text {

    private Text() {
    }

    /** A ratio with three digits behind the point, or a dash. */
    static String ratio(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, ratio < 100 ? "%.3f" : "%.0f", ratio) : "-";
    }

    /** A fraction as a percentage, or a dash. */
    static String percent(double fraction) {
        return Double.isFinite(fraction)
                ? String.format(Locale.ROOT, Math.abs(fraction) < 0.1 ? "%.1f%%" : "%.0f%%", 100 * fraction) : "-";
    }

    static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
