package org.tracepointlab.lab.report;

import java.util.Locale;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Fit;

/** Phrases that several sections use. */
final class Markdown {

    static final String NONE = "-";

    private Markdown() {
    }

    /** {@code String.format} with a decimal point in every locale. */
    static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }

    /** Grace-period waits of one operation: a number, or a range if iterations differ. */
    static String waits(CostCurve cell) {
        return counter(cell, "gracePeriodWaits");
    }

    static String counter(CostCurve cell, String name) {
        return cell.range(name).map(Units::range).orElse(NONE);
    }

    /** A slope in time and in jiffies. */
    static String slope(Fit fit, int hz) {
        return Units.seconds(fit.slope()) + " = " + jiffies(fit.slope() * hz);
    }

    static String jiffies(double jiffies) {
        return format(Math.abs(jiffies) < 0.1 ? "%.4f jiffies" : "%.3f jiffies", jiffies);
    }

    static String r2(Fit fit) {
        return Double.isNaN(fit.r2()) ? NONE : format("%.4f", fit.r2());
    }
}
