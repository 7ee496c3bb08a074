package org.tracepointlab.gate.history;

import java.time.Instant;
import java.time.ZoneOffset;
import org.tracepointlab.gate.rule.Text;

/** What the page says of numbers, times and changes. */
final class Words {

    private static final int LONGEST = 80;
    private static final double UNSEEN = 1e-9;

    private Words() {
    }

    /** Text as text, also as the value of an attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** The beginning of a text that is too long for a line. */
    static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "\u2026";
    }

    /** Day in UTC. */
    static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** A score or count with four digits, or all of those that a whole number has; no zeros at the end. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e15) {
            return Text.format("%,.0f", value);
        }
        return trimmed(size >= 1e7 || size < 1e-4 ? Text.format("%.3e", value)
                : Text.format("%,." + Math.max(0, 3 - (int) Math.floor(Math.log10(size))) + "f", value));
    }

    /** A number beside an axis, where little room is. */
    static String tick(double value) {
        return Math.abs(value) >= 1e6 ? trimmed(Text.format("%.2e", value)) : number(value);
    }

    private static String trimmed(String text) {
        return text.replaceFirst("(\\.\\d*?)0+(e|$)", "$1$2").replaceFirst("\\.(e|$)", "$1").replace("e+", "e");
    }

    /** A metric of work in a word or two. */
    static String metric(String name) {
        return name.equals("gc.alloc.rate.norm") ? "allocation" : name.replaceFirst("^work\\.", "");
    }

    /** A change of the cost of a series in a few words: "12% slower". */
    static String time(Series series, double ratio) {
        if (series.id().mode().equals(Entry.SMALLER) || series.id().mode().equals(Entry.BIGGER)) {
            double shown = series.higherIsBetter() ? 1 / ratio : ratio;
            return percent(shown) + (shown > 1 ? " more" : " less");
        }
        return percent(ratio) + (ratio > 1 ? " slower" : " faster");
    }

    /** A change of a count: "0.1% more bytecodes". */
    static String count(String metric, double ratio) {
        String name = metric(metric);
        return !Double.isFinite(ratio) ? name + " where there were none"
                : percent(ratio) + (ratio > 1 ? " more " : " less ") + name;
    }

    private static String percent(double ratio) {
        double percent = 100 * Math.abs(ratio - 1);
        return Text.format(percent < 0.1 ? "%.2f%%" : percent < 10 ? "%.1f%%" : "%.0f%%", percent);
    }

    /** The interval of a change of time, as changes of the cost. */
    static String interval(Change change) {
        return Text.format("95%% interval of the cost %+.1f to %+.1f%%", 100 * (change.low() - 1),
                100 * (change.high() - 1));
    }

    /** How improbable a change is without a cause. */
    static String probability(Change change) {
        return change.p() == 0 ? "exact" : change.p() < UNSEEN ? "p < 1e-9" : Text.format("p = %.1g", change.p());
    }

    /** Of several things. */
    static String many(int n, String one) {
        return n + " " + one + (n == 1 ? "" : "s");
    }
}
