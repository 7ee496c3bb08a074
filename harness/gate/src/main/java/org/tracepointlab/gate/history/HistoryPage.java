package org.tracepointlab.gate.history;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A history as one page that needs nothing but itself, and no script: what changed last, and a chart a series. */
public final class HistoryPage {

    private static final int MOST_WORDS = 5;
    private static final int MOST_ROWS = 50;

    private final String title;
    private final List<Series> all;
    /** By identity: two series are never equal, and comparing them takes long. */
    private final Map<Series, List<Found>> found = new IdentityHashMap<>();
    private final Map<Series, Integer> numbers = new IdentityHashMap<>();
    private final List<Found> newest;
    private final StringBuilder html = new StringBuilder();

    /** @param title of the page */
    public HistoryPage(String title, List<Series> all) {
        this.title = title;
        this.all = all;
        all.parallelStream().map(series -> Map.entry(series, Found.of(series)))
                .forEachOrdered(f -> found.put(f.getKey(), f.getValue()));
        all.forEach(series -> numbers.put(series, numbers.size()));
        newest = all.stream().map(found::get).flatMap(List::stream).sorted(Found.newestFirst()).toList();
    }

    /**
     * What changed last, for a terminal and for the top of the page: "Since abc1234 Some.bench is 12% slower. Nothing
     * else changed in 50 commits."
     */
    public String words() {
        Set<String> commits = commits();
        List<Found> steps = newest.stream().filter(f -> !f.change().gradual()).toList();
        if (steps.isEmpty()) {
            return "Nothing changed in " + Words.many(commits.size(), "commit") + gradual() + ".";
        }
        Commit last = steps.get(0).commit();
        List<Found> since = steps.stream().filter(f -> f.commit().id().equals(last.id())).toList();
        String what = since.stream().limit(MOST_WORDS).map(f -> name(f.series()) + " "
                + (f.isTime() ? "is " + f.size() : "does " + f.size())).collect(Collectors.joining(", "));
        String more = since.size() > MOST_WORDS ? ", and " + Words.many(since.size() - MOST_WORDS, "other change") : "";
        int before = steps.size() - since.size();
        return "Since " + last.shortId() + (last.subject().isEmpty() ? "" : " (" + Words.cut(last.subject())
                + ")") + ", " + Words.day(last.time()) + ", " + what + more + ". "
                + (before == 0 ? "Nothing else changed in " : "Before that " + Words.many(before, "change") + " in ")
                + Words.many(commits.size(), "commit") + gradual() + ".";
    }

    private String gradual() {
        long series = newest.stream().filter(f -> f.change().gradual()).map(f -> numbers.get(f.series())).distinct()
                .count();
        return series == 0 ? "" : "; " + Words.many((int) series, "benchmark") + " drifted";
    }

    private Set<String> commits() {
        return all.stream().flatMap(s -> s.points().stream()).map(p -> p.commit().id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String name(Series series) {
        String name = series.id().among(all.stream().map(Series::id).filter(id -> id.benchmark()
                .equals(series.id().benchmark())).distinct().toList());
        return name.substring(0, name.length() - series.id().mode().length()).strip();
    }

    /** The page. */
    public String html() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                + "content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" "
                + "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
                + "<link rel=\"icon\" href=\"data:,\">\n<title>").append(Words.escape(title))
                .append("</title>\n<style>\n").append(css()).append("</style>\n</head>\n<body>\n<main>\n<h1>")
                .append(Words.escape(title)).append("</h1>\n<p class=said>").append(Words.escape(words()))
                .append("</p>\n");
        changes();
        machines();
        html.append("<p class=faint>Each dot is a fork, the thin line goes through the commits' values, thick lines "
                + "are levels between changes. Shares are of the cost: of the time of an operation, or of a count. "
                + "Of a change, p is the probability that a series without one shows one like it. Point at a commit "
                + "for its numbers.</p>\n</main>\n</body>\n</html>\n");
        return html.toString();
    }

    private static String css() {
        try (InputStream in = HistoryPage.class.getResourceAsStream("history.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String anchor(Series series) {
        return "s" + numbers.get(series);
    }

    private void changes() {
        if (newest.isEmpty()) {
            return;
        }
        html.append("<h2>Changes, the newest first</h2>\n");
        scroll("Changes", "list");
        html.append("<thead><tr><th>commit<th>date<th>benchmark<th>change<th>evidence</thead><tbody>\n");
        for (Found f : newest.subList(0, Math.min(MOST_ROWS, newest.size()))) {
            html.append("<tr><td>").append(commit(f.commit())).append("<td class=n>")
                    .append(Words.day(f.commit().time())).append("<td><a href=\"#").append(anchor(f.series()))
                    .append("\">").append(Words.escape(name(f.series()))).append("</a><td class=").append(f.kind())
                    .append('>').append(Words.escape(f.words())).append("<td>").append(Words.escape(f.evidence()))
                    .append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
        if (newest.size() > MOST_ROWS) {
            html.append("<p class=faint>").append(newest.size() - MOST_ROWS)
                    .append(" older ones are in the charts.</p>\n");
        }
    }

    private void scroll(String name, String kind) {
        html.append("<div class=scroll tabindex=0 role=region aria-label=\"").append(Words.escape(name))
                .append("\"><table class=").append(kind).append('>');
    }

    private static String commit(Commit commit) {
        return "<code>" + Words.escape(commit.shortId()) + "</code> " + Words.escape(Words.cut(commit.subject()));
    }

    /** Those with changes first, and single commits at the end, as rows: there is nothing to draw of them. */
    private void machines() {
        Map<Machine, List<Series>> machines = new LinkedHashMap<>();
        all.stream().sorted(Comparator.comparing((Series s) -> s.points().size() == 1)
                .thenComparing(Comparator.comparing(Series::newest).reversed())).forEach(s -> machines.computeIfAbsent(
                s.machine(), none -> new ArrayList<>()).add(s));
        machines.forEach((machine, series) -> {
            html.append("<h2>").append(Words.escape(machine.toString())).append("</h2>\n");
            series.stream().filter(s -> s.points().size() > 1).sorted(order()).forEach(this::chart);
            List<Series> single = series.stream().filter(s -> s.points().size() == 1)
                    .sorted(Comparator.comparing(s -> s.id().toString())).toList();
            if (!single.isEmpty()) {
                single(single);
            }
        });
    }

    private Comparator<Series> order() {
        return Comparator.comparing((Series s) -> found.get(s).isEmpty())
                .thenComparing(s -> s.id().toString());
    }

    private void chart(Series series) {
        List<Found> changes = found.get(series);
        html.append("<h3 id=").append(anchor(series)).append('>').append(Words.escape(series.id().toString()))
                .append("</h3>\n<p class=faint>").append(Words.escape(facts(series))).append("</p>\n")
                .append(new SeriesChart(series, changes).html());
        if (!changes.isEmpty()) {
            html.append("<ol>\n");
            for (Found f : changes) {
                html.append("<li><b class=").append(f.kind()).append('>').append(Words.escape(f.words()))
                        .append("</b> since ").append(commit(f.commit())).append(" <span class=faint>")
                        .append(Words.escape(f.evidence())).append("</span></li>\n");
            }
            html.append("</ol>\n");
        }
        table(series);
    }

    private static String facts(Series series) {
        String unit = series.unit().isEmpty() ? "" : series.unit() + (series.higherIsBetter() ? ", more is better"
                : ", less is better");
        return Stream.of(unit, Words.many(series.points().size(), "commit"), series.settings())
                .filter(s -> !s.isEmpty()).collect(Collectors.joining("; "));
    }

    private void table(Series series) {
        boolean verdicts = series.points().stream().anyMatch(p -> !p.verdict().isEmpty());
        Set<String> metrics = series.metrics();
        html.append("<details><summary>Table</summary>");
        scroll("Numbers of " + series.id(), "numbers");
        html.append("<thead><tr><th>commit<th>date");
        if (!series.timed().isEmpty()) {
            html.append("<th class=n>value<th class=n>forks<th class=n>from<th class=n>to");
        }
        html.append(verdicts ? "<th>verdict" : "");
        metrics.forEach(metric -> html.append("<th class=n>")
                .append(Words.escape(Words.metric(metric))));
        html.append("</thead><tbody>\n");
        for (int i = series.points().size() - 1; i >= 0; i--) {
            row(series, series.points().get(i), verdicts, metrics);
        }
        html.append("</tbody></table></div></details>\n");
    }

    private void row(Series series, Series.Point point, boolean verdicts, Set<String> metrics) {
        html.append("<tr><td>").append(commit(point.commit())).append("<td class=n>")
                .append(Words.day(point.commit().time()));
        if (!series.timed().isEmpty()) {
            boolean none = point.forks().length == 0;
            number(none ? Double.NaN : point.value());
            html.append("<td class=n>").append(point.forks().length);
            number(Arrays.stream(point.forks()).min().orElse(Double.NaN));
            number(Arrays.stream(point.forks()).max().orElse(Double.NaN));
        }
        html.append(verdicts ? "<td>" + Words.escape(point.verdict()) : "");
        metrics.forEach(metric -> number(point.work().getOrDefault(metric, Double.NaN)));
        html.append('\n');
    }

    private void number(double value) {
        html.append("<td class=n>").append(Double.isNaN(value) ? "" : Words.number(value));
    }

    private void single(List<Series> series) {
        html.append("<h3>Of one commit alone</h3>\n");
        scroll("Benchmarks of one commit", "list");
        html.append("<thead><tr><th>commit<th>date<th class=n>value<th>forks<th>benchmark</thead><tbody>\n");
        for (Series s : series) {
            Series.Point point = s.points().get(0);
            html.append("<tr id=").append(anchor(s)).append("><td><code>")
                    .append(Words.escape(point.commit().shortId())).append("</code><td class=n>")
                    .append(Words.day(point.commit().time()));
            number(point.forks().length == 0 ? Double.NaN : point.value());
            html.append(' ').append(Words.escape(Words.cut(s.unit()))).append("<td>")
                    .append(Words.many(point.forks().length, "fork")).append("<td>")
                    .append(Words.escape(s.id().toString())).append('\n');
        }
        html.append("</tbody></table></div>\n");
    }
}
