package org.tracepointlab.lab.report;

import java.util.List;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;

/** A run in a few lines with bars: what disabling all cost, as long as it took. */
public final class ConsoleBars {

    private static final int WIDTH = 40;
    private static final int EIGHTHS = 8;
    private static final String PARTS = "\u258f\u258e\u258d\u258c\u258b\u258a\u2589\u2588";

    private ConsoleBars() {
    }

    /** @param blocks whether the terminal has block elements; else bars are made of {@code #} */
    public static String of(RunData run, boolean blocks) {
        StringBuilder text = new StringBuilder(Report.id(run)).append('\n')
                .append(Conclusions.plain(run)).append("\n\n");
        List<Figures.Figure> figures = Figures.of(run);
        double longest = figures.stream().mapToDouble(Figures.Figure::seconds).max().orElse(1);
        int names = figures.stream().mapToInt(f -> f.implementation().length()).max().orElse(0);
        for (Figures.Figure f : figures) {
            String bar = bar(f.seconds() / longest, blocks);
            text.append("  ").append(f.implementation()).append(" ".repeat(names - f.implementation().length() + 2))
                    .append(bar).append(" ".repeat(WIDTH + 1 - bar.length())).append(' ')
                    .append(Markdown.format("%9s %8s  %-12s waits: %s", Units.seconds(f.seconds()),
                            Units.ratio(f.ratio()).replace("\u00d7", "x"), f.mark(), f.waits())).append('\n');
        }
        return (blocks ? text.toString() : text.toString().replace("\u00b5", "u").replace('\u2013', '-'))
                + "\n" + Headline.validity(run.validity());
    }

    /** A bar of this share of the whole width; whatever is above 0 shows. */
    static String bar(double share, boolean blocks) {
        int eighths = Math.max(share > 0 ? 1 : 0, (int) Math.round(share * WIDTH * EIGHTHS));
        if (!blocks) {
            return "#".repeat((eighths + EIGHTHS - 1) / EIGHTHS);
        }
        String full = "\u2588".repeat(eighths / EIGHTHS);
        return eighths % EIGHTHS == 0 ? full : full + PARTS.charAt(eighths % EIGHTHS - 1);
    }
}
