package org.tracepointlab.lab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.TextTitle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.chart.DecadeAxis;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.SyntheticRun;
import org.tracepointlab.lab.run.Measurement;
import org.w3c.dom.Element;

/** Draws good data and bad; the pictures stay in {@code target/chart-preview} to be looked at. */
class ChartsTest {

    private static final Path PREVIEW = Path.of("target", "chart-preview");

    @TempDir
    Path folder;

    private static Path preview(String name) throws IOException {
        return Files.createDirectories(PREVIEW.resolve(name));
    }

    @Test
    void allChartsOfAWholeRun() throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("de-DE"));
        try {
            Path out = preview("default");
            SyntheticRun.hlog(out.resolve(RunData.HLOG));
            SyntheticRun.correctness(out);
            SyntheticRun.timeline(out);
            SyntheticRun.hostKernel(out);
            List<Charts.Outcome> outcomes = Charts.draw(SyntheticRun.likeDefault().data(out), out);
            assertThat(outcomes).hasSize(8).allMatch(Charts.Outcome::drawn);
            for (Charts.Outcome outcome : outcomes) {
                BufferedImage image = ImageIO.read(out.resolve(outcome.file()).toFile());
                assertThat(image.getWidth()).isEqualTo(ChartStyle.WIDTH);
                assertThat(distinctColors(image)).as(outcome.file()).isGreaterThan(20);
                checkSvg(ChartFiles.svgBeside(out.resolve(outcome.file())), outcome);
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Well-formed without any outside document, all text kept as text, ids of its own, and described in words. */
    private static void checkSvg(Path file, Charts.Outcome outcome) throws Exception {
        String text = Files.readString(file);
        assertThat(text).doesNotContain("<!DOCTYPE", "http://www.w3.org/TR/");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 1200 800");
        String prefix = outcome.file().replace(".png", "");
        assertThat(root.getAttribute("aria-labelledby")).isEqualTo(prefix + "-title " + prefix + "-desc");
        assertThat(root.getElementsByTagName("desc").item(0).getTextContent()).isEqualTo(outcome.description())
                .hasSizeGreaterThan(100);
        assertThat(root.getElementsByTagName("text").getLength()).as("labels").isGreaterThan(10);
        assertThat(Pattern.compile(" id=\"([^\"]+)\"").matcher(text).results().map(m -> m.group(1)))
                .allMatch(id -> id.startsWith(prefix + "-")).doesNotHaveDuplicates();
    }

    @Test
    void anEmptyRunHasNoChartsAndSaysWhy() throws IOException {
        Files.writeString(folder.resolve("cost-curve.png"), "of an earlier run");
        Files.writeString(folder.resolve("cost-curve.svg"), "of an earlier run");
        List<Charts.Outcome> outcomes = Charts.draw(new SyntheticRun().data(folder), folder);
        assertThat(outcomes).hasSize(7).noneMatch(Charts.Outcome::drawn);
        assertThat(outcomes).extracting(Charts.Outcome::missing).allMatch(m -> m.startsWith("no "));
        assertThat(folder.resolve("cost-curve.png")).doesNotExist();
        assertThat(folder.resolve("cost-curve.svg")).doesNotExist();
    }

    @Test
    void oneImplementationWithOnePoint() throws IOException {
        Path out = preview("single");
        RunData run = RunData.of(out, Json.object(),
                new SyntheticRun().teardown("conditional", "kernel", 1000, 1962, 0, 1).measurements(), folder);
        assertThat(Charts.draw(run, out)).filteredOn(Charts.Outcome::drawn).extracting(Charts.Outcome::file)
                .containsExactly("cost-curve.png", "seed-scale.png");
    }

    @Test
    void hugeRangeAndUnknownImplementation() throws IOException {
        Path out = preview("ugly");
        SyntheticRun run = new SyntheticRun();
        for (int n : new int[] {1, 100_000}) {
            run.teardown("unconditional", "kernel", 100, n, 0, 5).teardown("batched", "kernel", 300, n, 0, 2)
                    .teardown("original", "kernel", 250, n, 0, 2).teardown("paired", "kernel", 1000, n, 0, 2);
        }
        run.teardown("unconditional", "kernel", 1000, 1962, 0, 2).teardown("batched", "kernel", 1000, 1962, 0, 1);
        assertThat(Charts.draw(run.data(out), out)).filteredOn(Charts.Outcome::drawn).hasSize(2);
    }

    @Test
    void everyLegendMarksEachImplementation() throws IOException {
        SyntheticRun.hlog(folder.resolve(RunData.HLOG));
        SyntheticRun.correctness(folder);
        SyntheticRun.timeline(folder);
        SyntheticRun.hostKernel(folder);
        RunData run = SyntheticRun.likeDefault().data(folder);
        for (RenderedChart drawn : List.of(CostCurveChart.draw(run), SeedScaleChart.draw(run), SlopeChart.draw(run),
                TimelineChart.draw(run), ReenableChart.draw(run), PercentilesChart.draw(run),
                HostKernelChart.draw(run))) {
            assertThat(legend(drawn)).as(drawn.chart().getTitle().getText())
                    .anyMatch(l -> l.endsWith("original (MISMATCH)"))
                    .anyMatch(l -> l.endsWith("unconditional (correct)"))
                    .anyMatch(l -> l.endsWith(" conditional (correct)")
                            || l.equals("conditional (correct)"));
        }
        assertThat(((TextTitle) ReadSideChart.draw(run).chart().getSubtitle(1)).getText())
                .endsWith("implementation: conditional (correct)");
        Files.delete(folder.resolve("correctness.csv"));
        assertThat(legend(CostCurveChart.draw(SyntheticRun.likeDefault().data(folder))))
                .contains("conditional (not checked)").doesNotContain("conditional (correct)");
    }

    @Test
    void readSideBarsNameTheirJdkWhereThereAreSeveralAndPairedStandsBesideTheKernels() throws IOException {
        List<Measurement> reads = new ArrayList<>();
        for (String jdk : List.of("25", "17")) {
            for (String implementation : List.of("paired", "original", "conditional")) {
                reads.add(new Measurement(Names.READ_SIDE + ".oneProbe", "avgt", "ns/op", Map.of(Cell.JDK, jdk,
                        "implementation", implementation, "rcu", "qsbr", "patching", "callsite"), 1, 1, 1, null,
                        Map.of()));
            }
        }
        String words = ReadSideChart.draw(RunData.of(folder, Json.object(), reads, SyntheticRun.REFERENCE))
                .description();
        assertThat(words.replace('\u00a0', ' ')).contains("implementation: conditional")
                .endsWith("one probe, callsite, JDK 17: 1.00; "
                + "one probe, paired, JDK 17: 1.00; one probe, callsite, JDK 25: 1.00; "
                + "one probe, paired, JDK 25: 1.00.");
        SyntheticRun plain = SyntheticRun.likeDefault();
        assertThat(ReadSideChart.draw(plain.data(folder)).description()).contains("without: 1.6", "one probe, field: ")
                .doesNotContain("JDK");
    }

    /** Dashes are HZ: where there is one HZ, no line of the lab has any. */
    @Test
    void dashesAndMarkersHaveOneMeaningAndTicksAreFew() throws IOException {
        SyntheticRun.hlog(folder.resolve(RunData.HLOG));
        SyntheticRun.timeline(folder);
        SyntheticRun.hostKernel(folder);
        RunData run = SyntheticRun.likeDefault().data(folder);
        int dashed = 0;
        for (RenderedChart drawn : List.of(CostCurveChart.draw(run), SlopeChart.draw(run), TimelineChart.draw(run),
                ReenableChart.draw(run), PercentilesChart.draw(run), HostKernelChart.draw(run), ReadSideChart.draw(run),
                SeedScaleChart.draw(run))) {
            String title = drawn.chart().getTitle().getText();
            for (ChartData.Series s : drawn.data().series()) {
                boolean dashes = s.line() instanceof BasicStroke line && line.getDashArray() != null && s.filled();
                assertThat(dashes).as(title + ": " + s.name()).isEqualTo(s.filled() && s.name().endsWith(" at HZ=250")
                        && drawn.data().series().stream().anyMatch(o -> o.filled() && o.name().endsWith("HZ=1000")));
                dashed += dashes ? 1 : 0;
            }
            assertThat(drawn.data().marks()).as(title).isNotEmpty();
            assertThat(ticks(drawn.chart().getPlot())).as("ticks of " + title).isLessThanOrEqualTo(10);
        }
        assertThat(dashed).isEqualTo(9);
    }

    private static double ticks(Plot plot) {
        List<ValueAxis> axes = plot instanceof XYPlot lines ? List.of(lines.getDomainAxis(), lines.getRangeAxis())
                : List.of(((CategoryPlot) plot).getRangeAxis());
        return axes.stream().mapToDouble(a -> a instanceof DecadeAxis decades ? decades.tickValues().size()
                : Math.floor(a.getRange().getLength() / ((NumberAxis) a).getTickUnit().getSize()) + 1)
                .max().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.7, 1, 5.9, 9.99, 10, 21.5, 26.9, 31, 99, 1e4, 3.3e9})
    void ticksAreAtMostTen(double end) {
        NumberAxis axis = new NumberAxis();
        axis.setRange(0, end);
        Style.ticks(axis);
        assertThat(Math.floor(end / axis.getTickUnit().getSize()) + 1).isBetween(3.0, 10.0);
    }

    @Test
    void namesOfLinesCanBeReadOnWhite() {
        for (String implementation : List.of("original", "unconditional", "conditional", "paired", "batched", "lazy",
                "another")) {
            assertThat(Colours.contrast(Style.text(Style.color(implementation)), Color.WHITE)).as(implementation)
                    .isGreaterThanOrEqualTo(4.5);
        }
        assertThat(Colours.contrast(Style.color("conditional"), Color.WHITE)).isLessThan(4.5);
        assertThat(Colours.contrast(Color.BLACK, Color.WHITE)).isEqualTo(21);
    }

    private static List<String> legend(RenderedChart drawn) {
        LegendItemCollection items = drawn.chart().getPlot().getLegendItems();
        return IntStream.range(0, items.getItemCount()).mapToObj(i -> items.get(i).getLabel()).toList();
    }

    @Test
    void percentileLabelsCountNines() {
        assertThat(List.of(1.0, 10.0, 100.0, 1000.0, 10_000.0)).extracting(PercentilesChart::percentileLabel)
                .containsExactly("0%", "90%", "99%", "99.9%", "99.99%");
    }

    private static long distinctColors(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth())).distinct().count();
    }
}
