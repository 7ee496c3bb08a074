package org.tracepointlab.gate.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.gate.rule.Text;

/**
 * One series as SVG in HTML, without script: the drawing stretches to the page's width, and its labels are HTML beside
 * it, so that they have the same size on any screen. Each commit is a band whose title tells its numbers.
 */
final class SeriesChart {

    private static final double WIDTH = 1000;
    private static final double HEIGHT = 100;
    private static final double PADDING = 0.08;
    /** Values that span more are drawn on a logarithmic axis. */
    private static final double WIDE = 20;
    private static final int TICKS = 3;

    private final Series series;
    private final List<Found> found;
    private final StringBuilder html = new StringBuilder();

    SeriesChart(Series series, List<Found> found) {
        this.series = series;
        this.found = found;
    }

    /** Where values are in a drawing. */
    private record Axis(double low, double high, boolean logarithmic) {

        static Axis of(double[] values) {
            double least = Arrays.stream(values).min().orElseThrow();
            double most = Arrays.stream(values).max().orElseThrow();
            boolean logarithmic = least > 0 && most / least > WIDE;
            double low = logarithmic ? Math.log(least) : least;
            double high = logarithmic ? Math.log(most) : most;
            double room = high > low ? PADDING * (high - low) : Math.max(Math.abs(high) * PADDING, Double.MIN_NORMAL);
            return new Axis(low - room, high + room, logarithmic);
        }

        double y(double value) {
            double at = logarithmic ? Math.log(value) : value;
            return HEIGHT * (high - at) / (high - low);
        }

        /** Round values within: a few of them. */
        List<Double> ticks() {
            if (logarithmic) {
                return powers();
            }
            double step = Math.pow(10, Math.floor(Math.log10((high - low) / TICKS)));
            for (double nice : new double[] {5, 2}) {
                step = (high - low) / (step * nice) >= TICKS - 1 ? step * nice : step;
            }
            List<Double> ticks = new ArrayList<>();
            for (double n = Math.ceil(low / step); n * step <= high; n++) {
                ticks.add(step < 1 ? n / Math.rint(1 / step) : n * step);
            }
            return ticks;
        }

        private List<Double> powers() {
            double first = Math.ceil(low / Math.log(10));
            double last = Math.floor(high / Math.log(10));
            double step = Math.max(1, Math.ceil((last - first) / (TICKS + 1)));
            List<Double> ticks = new ArrayList<>();
            for (double power = first; power <= last; power += step) {
                ticks.add(Math.pow(10, power));
            }
            return ticks;
        }
    }

    /** The whole chart; the series has two points or more. */
    String html() {
        html.append("<div class=chart>");
        List<Integer> timed = series.timed();
        if (!timed.isEmpty()) {
            times(timed);
        }
        List<String> flat = new ArrayList<>();
        for (String metric : series.metrics()) {
            List<Integer> at = series.counted(metric);
            boolean changes = found.stream().anyMatch(f -> f.metric().equals(metric));
            if (changes || at.stream().map(i -> series.points().get(i).work().get(metric)).distinct().count() > 1) {
                work(metric, at);
            } else {
                flat.add(Words.metric(metric) + " " + Words.number(series.points().get(at.get(0)).work().get(metric)));
            }
        }
        html.append("<div></div><div class=dates><span>").append(date(0)).append("</span><span>")
                .append(date(series.points().size() - 1)).append("</span></div></div>\n");
        if (!flat.isEmpty()) {
            html.append("<p class=faint>The same work in all commits, for each operation: ")
                    .append(Words.escape(String.join(", ", flat))).append(".</p>\n");
        }
        return html.toString();
    }

    private String date(int point) {
        Commit commit = series.points().get(point).commit();
        return "<code>" + Words.escape(commit.shortId()) + "</code> " + Words.day(commit.time());
    }

    private double x(double point) {
        int n = series.points().size();
        return n == 1 ? WIDTH / 2 : (point + 0.5) * WIDTH / n;
    }

    private void times(List<Integer> timed) {
        double[] all = timed.stream().map(i -> series.points().get(i).forks()).flatMapToDouble(Arrays::stream)
                .toArray();
        Axis axis = Axis.of(all);
        places("");
        html.append("<div class=axis>");
        for (double tick : axis.ticks()) {
            html.append(Text.format("<span style=\"top:%.0f%%\">%s</span>", axis.y(tick), Words.tick(tick)));
        }
        html.append("</div><div class=plot>");
        svg(Text.format("%s in %s over %d commits%s", series.id(), series.unit(), timed.size(),
                axis.logarithmic ? ", logarithmic" : ""));
        for (double tick : axis.ticks()) {
            html.append(Text.format("<path class=g d=\"M0 %.1fH%.0f\"/>", axis.y(tick), WIDTH));
        }
        line(timed, axis, i -> series.points().get(i).value());
        levels(timed, axis);
        marks("");
        html.append("<g class=f>");
        timed.forEach(i -> forks(i, axis));
        html.append("</g></svg></div>");
    }

    private void svg(String label) {
        html.append(Text.format("<svg viewBox=\"0 0 %.0f %.0f\" preserveAspectRatio=none role=img aria-label=\"%s\">",
                WIDTH, HEIGHT, Words.escape(label)));
    }

    private void line(List<Integer> at, Axis axis, IntToDoubleFunction value) {
        html.append("<path class=v d=\"");
        char move = 'M';
        for (int i : at) {
            html.append(Text.format("%c%.1f %.1f", move, x(i), axis.y(value.applyAsDouble(i))));
            move = 'L';
        }
        html.append("\"/>");
    }

    /** A count is the same until it is another one. */
    private void steps(List<Integer> at, Axis axis, IntToDoubleFunction value) {
        html.append("<path class=v d=\"");
        char move = 'M';
        for (int i : at) {
            double y = axis.y(value.applyAsDouble(i));
            html.append(move == 'M' ? Text.format("M%.1f %.1f", x(i - 0.5), y)
                    : Text.format("H%.1fV%.1f", x(i - 0.5), y));
            move = 'H';
        }
        html.append(Text.format("H%.1f\"/>", x(at.get(at.size() - 1) + 0.5)));
    }

    /** The median of the values between two changes. */
    private void levels(List<Integer> timed, Axis axis) {
        List<Integer> ends = new ArrayList<>(of("").map(f -> f.change().index()).toList());
        if (ends.isEmpty()) {
            return;
        }
        ends.add(series.points().size());
        int from = 0;
        for (int end : ends) {
            int begin = from;
            double level = Stats.median(timed.stream().filter(i -> i >= begin && i < end)
                    .mapToDouble(i -> series.points().get(i).value()).toArray());
            html.append(Text.format("<path class=l d=\"M%.1f %.1fH%.1f\"/>", x(begin - 0.5), axis.y(level),
                    x(end - 0.5)));
            from = end;
        }
    }

    private Stream<Found> of(String metric) {
        return found.stream().filter(f -> f.metric().equals(metric));
    }

    private void marks(String metric) {
        of(metric).forEach(f -> html.append(Text.format("<path class=%s-line d=\"M%.1f 0V%.0f\"/>", f.kind(),
                x(f.change().index() - 0.5), HEIGHT)));
    }

    /** The numbers of the changes, above the drawing. */
    private void places(String metric) {
        html.append("<div></div><div class=places>");
        of(metric).forEach(f -> html.append(Text.format("<b class=%s style=\"left:%.1f%%\">%d</b>", f.kind(),
                100 * x(f.change().index() - 0.5) / WIDTH, number(f))));
        html.append("</div>");
    }

    /** In the list below the chart, from 1. */
    private int number(Found change) {
        int number = 1;
        while (found.get(number - 1) != change) {
            number++;
        }
        return number;
    }

    private void forks(int i, Axis axis) {
        Series.Point point = series.points().get(i);
        html.append("<g><title>").append(Words.escape(Text.format("%s %s: %s %s, %s", point.commit().shortId(),
                Words.day(point.commit().time()), Words.number(point.value()), series.unit(),
                Words.many(point.forks().length, "fork")))).append("</title>");
        band(i);
        html.append("<path d=\"");
        for (double fork : point.forks()) {
            html.append(Text.format("M%.1f %.1fh0", x(i), axis.y(fork)));
        }
        html.append("\"/></g>");
    }

    private void band(int i) {
        html.append(Text.format("<rect x=\"%.1f\" width=\"%.1f\" height=\"%.0f\"/>", x(i - 0.5),
                WIDTH / series.points().size(), HEIGHT));
    }

    private void work(String metric, List<Integer> at) {
        IntToDoubleFunction count = i -> series.points().get(i).work().get(metric);
        Axis axis = Axis.of(at.stream().mapToDouble(i -> count.applyAsDouble(i)).toArray());
        if (of(metric).findAny().isPresent()) {
            places(metric);
        }
        html.append("<div class=\"axis work\">").append(Words.escape(Words.metric(metric))).append("<br>")
                .append(Words.number(count.applyAsDouble(at.get(at.size() - 1)))).append("</div>")
                .append("<div class=\"plot strip\">");
        svg(metric + " for each operation of " + series.id());
        steps(at, axis, count);
        marks(metric);
        html.append("<g class=f>");
        for (int i : at) {
            Commit commit = series.points().get(i).commit();
            html.append("<g><title>").append(Words.escape(commit.shortId() + " " + Words.day(commit.time()) + ": "
                    + Words.number(count.applyAsDouble(i)) + " " + Words.metric(metric))).append("</title>");
            band(i);
            html.append("</g>");
        }
        html.append("</g></svg></div>");
    }
}
