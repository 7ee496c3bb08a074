package org.tracepointlab.lab.data;

import java.util.Locale;

/** Numbers for people: three significant digits, with a unit, with a decimal point in every locale. */
public final class Units {

    private static final String[] PREFIXES = {"s", "ms", "\u00b5s", "ns"};

    /** Below a picosecond there is only rounding. */
    private static final double NOTHING = 1e-12;

    private Units() {
    }

    /** Seconds in the unit that leaves at least one digit before the point. */
    public static String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "-";
        }
        if (Math.abs(seconds) < NOTHING) {
            return "0 s";
        }
        double value = seconds;
        int unit = 0;
        while (unit < PREFIXES.length - 1 && Math.abs(value) < 0.9995) {
            value *= 1000;
            unit++;
        }
        return digits(value) + " " + PREFIXES[unit];
    }

    /** Seconds for a tick of an axis: no digits that say nothing. */
    public static String tick(double seconds) {
        return seconds(seconds).replaceFirst("\\.0+ ", " ");
    }

    /** Three significant digits, or more where there are more before the point. */
    public static String digits(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 || size == 0 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** How many times as much. */
    public static String ratio(double ratio) {
        return Double.isFinite(ratio) ? digits(ratio) + "\u00d7" : "-";
    }

    /** Rounded to a whole number, with commas between thousands. */
    public static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** A whole number or a range of them. */
    public static String range(double[] minMax) {
        String low = String.format(Locale.ROOT, "%.0f", minMax[0]);
        String high = String.format(Locale.ROOT, "%.0f", minMax[1]);
        return low.equals(high) ? low : low + "\u2013" + high;
    }
}
