package org.tracepointlab.gate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tracepointlab.gate.history.HistoryLines.line;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.rule.BenchmarkId;

/** The page says what changed, of good histories and of ugly ones, and obeys nobody's text. */
class HistoryPageTest {

    private static final Path PREVIEW = Path.of("target", "history-preview");
    private static final double CONTRAST = 4.5;

    private static HistoryPage page(List<Entry> entries) {
        return new HistoryPage("History", Series.of(entries));
    }

    private static String kept(String name, HistoryPage page) throws IOException {
        Files.createDirectories(PREVIEW);
        Files.writeString(PREVIEW.resolve(name + ".html"), page.html());
        return Files.readString(PREVIEW.resolve(name + ".html"));
    }

    private static List<Entry> steady(String benchmark, int commits, int changed, double factor) {
        Random random = new Random(3);
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < commits; i++) {
            double level = 100 * (i < changed ? 1 : factor);
            all.add(line(benchmark, i, Map.of("work.bytecodes", i < changed ? 1000.0 : 1001.0),
                    level * Math.exp(0.02 * random.nextGaussian()), level * Math.exp(0.02 * random.nextGaussian())));
        }
        return all;
    }

    @Test
    void theFirstSentenceSaysWhatChangedLast() {
        List<Entry> entries = new ArrayList<>(steady("org.example.A.a", 50, 30, 1.2));
        entries.addAll(steady("org.example.B.b", 50, 50, 1));
        assertThat(page(entries).words()).matches("Since abc001e \\(Change \u00e4 30\\), 2026-01-02, "
                + "A.a.n=1. is (19|20|21)% slower, A.a.n=1. does 0.10% "
                + "more bytecodes. Nothing else changed in 50 commits.");
        assertThat(page(steady("org.example.A.a", 50, 50, 1)).words()).isEqualTo("Nothing changed in 50 commits.");
        assertThat(page(steady("org.example.A.a", 1, 1, 1)).words()).isEqualTo("Nothing changed in 1 commit.");
    }

    @Test
    void aThroughputThatFellIsSlower() {
        List<Entry> entries = steady("org.example.A.a", 40, 20, 0.5).stream().map(e -> new Entry(new BenchmarkId(
                e.id().benchmark(), "thrpt", Map.of()), "ops/s", "", e.commit(), e.time(), e.machine(), e.forks(),
                Map.of(), "", "test")).toList();
        assertThat(page(entries).words()).containsPattern("A.a is (9\\d|10\\d)% slower");
        List<Entry> other = entries.stream().map(e -> new Entry(new BenchmarkId("rate", Entry.BIGGER, Map.of()), "MB/s",
                "", e.commit(), e.time(), e.machine(), e.forks(), Map.of(), "", "test")).toList();
        assertThat(page(other).words()).containsPattern("rate is (49|50|51)% less");
    }

    @Test
    void eachCommitAndForkAndChangeIsDrawnAndInATable() throws IOException {
        String html = kept("good", page(Synthetic.history(200, 20)));
        assertThat(html).contains("<svg ", "since <code>", "95% interval of the cost", "<title>5c832ae 2026-01-05: ",
                "3 forks</title>", "<details><summary>Table", "gradual");
        assertThat(Pattern.compile("<g><title>").matcher(html).results().count()).isGreaterThanOrEqualTo(5 * 200);
        assertThat(Pattern.compile("<tr><td><code>").matcher(html).results().count()).isGreaterThanOrEqualTo(5 * 200);
        assertThat(Pattern.compile("h0[M\"]").matcher(html).results().count()).isEqualTo(5 * 200 * 3);
        assertThat(html).doesNotContain("<script", "http://", "https://", "NaN", "Infinity");
    }

    /** Long names, one commit, missing work, scores of any size, counts that come and go, text that is markup. */
    private static List<Entry> ugly() {
        Random random = new Random(9);
        List<Entry> all = new ArrayList<>(Synthetic.history(200, 20));
        for (int b = 0; b < 25; b++) {
            String name = "org.example." + "Very".repeat(b) + "LongName.method" + b;
            for (int i = 0; i < 200; i += 1 + b % 3) {
                double score = Math.exp(b % 5 == 0 ? 20 * random.nextGaussian() : random.nextGaussian());
                all.add(line(name, i, i % 7 == 0 ? Map.of() : Map.of("work.bytecodes", 1e12 + i / 50,
                        "gc.alloc.rate.norm", i % 2 * 1e-3), score, score * 2));
            }
        }
        all.add(line("org.example.Single.commit", 3, 1e-300, 1e300));
        all.addAll(List.of(line("org.example.Same.value", 1, 5), line("org.example.Same.value", 2, 5)));
        String evil = "</title><script>document.title='owned'</script>\"'><img src=x onerror=alert(1)>\u202e\u0007\n";
        for (int i = 0; i < 12; i++) {
            all.add(new Entry(new BenchmarkId("x." + evil, "avgt", Map.of(evil, evil)), evil, evil, new Commit(evil + i,
                    Instant.EPOCH.plusSeconds(i), evil), Instant.EPOCH, new Machine(evil, 1, evil, evil),
                    List.of(i < 6 ? 1.0 + i / 100.0 : 2.0 + i / 100.0), Map.of(evil, 1.0 + i / 6), evil, evil));
        }
        return all;
    }

    @Test
    void uglyHistoriesAreDrawnAndNobodysTextIsObeyed() throws IOException {
        String html = kept("ugly", page(ugly()));
        assertThat(html).doesNotContain("<script", "<img", "NaN", "Infinity", "\u202e", "\u0007", "\"'>")
                .contains("&lt;script&gt;", "Of one commit alone");
        assertThat(Pattern.compile("<svg ").matcher(html).results().count()).isGreaterThan(30);
    }

    private static Map<String, String> colours(String css) {
        Map<String, String> colours = new HashMap<>();
        Matcher colour = Pattern.compile("--([a-z]+): (#[0-9a-f]{6})").matcher(css);
        while (colour.find()) {
            colours.put(colour.group(1), colour.group(2));
        }
        return colours;
    }

    /** As WCAG 2 defines them. */
    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static double contrast(String one, String other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    @Test
    void eachLabelCanBeReadByDayAndNight() throws IOException {
        String css;
        try (InputStream in = HistoryPage.class.getResourceAsStream("history.css")) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int dark = css.indexOf("prefers-color-scheme: dark");
        for (Map<String, String> colours : List.of(colours(css.substring(0, dark)), colours(css.substring(dark)))) {
            for (String text : List.of("ink", "faint", "line", "worse", "better", "slow")) {
                for (String paper : List.of("paper", "box")) {
                    assertThat(contrast(colours.get(text), colours.get(paper))).as(text + " on " + paper)
                            .isGreaterThanOrEqualTo(CONTRAST);
                }
            }
            assertThat(contrast(colours.get("grid"), colours.get("paper"))).as("the check can fail")
                    .isLessThan(CONTRAST);
        }
    }

    /** What changes with the machine, the options or the kind of the unit is another series; a unit's size is not. */
    @Test
    void onlyWhatCanBeComparedIsOneSeries() {
        Entry one = line("org.example.A.a", 1, 2000);
        Entry micros = new Entry(one.id(), "us/op", "", HistoryLines.commit(2), one.time(), one.machine(), List.of(3.0),
                Map.of(), "", "test");
        assertThat(Series.of(List.of(one, micros))).singleElement().satisfies(series -> {
            assertThat(series.unit()).isEqualTo("us/op");
            assertThat(series.points()).extracting(Series.Point::value).satisfiesExactly(
                    v -> assertThat(v).isBetween(1.999, 2.001), v -> assertThat(v).isBetween(2.999, 3.001));
        });
        Entry options = new Entry(one.id(), one.unit(), "-Xint", one.commit(), one.time(), one.machine(), one.forks(),
                one.work(), "", "test");
        Entry machine = new Entry(one.id(), one.unit(), "", one.commit(), one.time(), Machine.named("other"),
                one.forks(), one.work(), "", "test");
        assertThat(Series.of(List.of(one, options, machine))).hasSize(3);
    }
}
