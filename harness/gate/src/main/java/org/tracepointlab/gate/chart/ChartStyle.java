package org.tracepointlab.gate.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Paint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.StandardChartTheme;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;

/** Size, fonts, titles and the common look of all charts. */
public final class ChartStyle {

    /** Size of every chart, in pixels. */
    public static final int WIDTH = 1200;
    /** Usual height. */
    public static final int HEIGHT = 800;

    /** Colour of what is read. */
    public static final Color INK = new Color(0x22, 0x22, 0x22);
    /** Colour of what stands back. */
    public static final Color FAINT = new Color(0x66, 0x66, 0x66);
    /** Colour of grid lines. */
    public static final Color GRID = new Color(0xDD, 0xDD, 0xDD);

    private ChartStyle() {
    }

    /** The charts' font in that style and size. */
    public static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    /** Titles the chart and gives it the common look. */
    public static JFreeChart finish(String title, String subtitle, String caption, Plot plot) {
        JFreeChart chart = new JFreeChart(title, font(Font.BOLD, 22), plot, true);
        StandardChartTheme theme = new StandardChartTheme("plain");
        theme.setExtraLargeFont(font(Font.BOLD, 22));
        theme.setLargeFont(font(Font.PLAIN, 17));
        theme.setRegularFont(font(Font.PLAIN, 15));
        theme.setSmallFont(font(Font.PLAIN, 13));
        theme.setPlotBackgroundPaint(Color.WHITE);
        theme.setChartBackgroundPaint(Color.WHITE);
        theme.setRangeGridlinePaint(GRID);
        theme.setDomainGridlinePaint(GRID);
        theme.setAxisOffset(RectangleInsets.ZERO_INSETS);
        theme.setAxisLabelPaint(INK);
        theme.setTickLabelPaint(INK);
        theme.setTitlePaint(INK);
        Paint outline = plot.getOutlinePaint();
        List<Runnable> labels = labels(plot);
        theme.apply(chart);
        labels.forEach(Runnable::run);
        plot.setOutlinePaint(outline);
        plot.setInsets(new RectangleInsets(8, 8, 8, 24));
        chart.addSubtitle(0, text(subtitle, 15, RectangleEdge.TOP));
        legend(chart);
        // Bottom titles are stacked upwards: the caption comes first, so that it is under the legend.
        chart.addSubtitle(0, text(caption, 13, RectangleEdge.BOTTOM));
        chart.setPadding(new RectangleInsets(10, 10, 10, 10));
        chart.setAntiAlias(true);
        chart.setTextAntiAlias(true);
        return chart;
    }

    /** The theme would give texts within the plot its own font and colour. */
    private static List<Runnable> labels(Plot plot) {
        List<Runnable> restore = new ArrayList<>();
        if (plot instanceof CombinedDomainXYPlot combined) {
            for (Object below : combined.getSubplots()) {
                restore.addAll(labels((Plot) below));
            }
        }
        if (plot instanceof XYPlot xy) {
            for (Object annotation : xy.getAnnotations()) {
                if (annotation instanceof XYTextAnnotation text) {
                    Font font = text.getFont();
                    Paint paint = text.getPaint();
                    restore.add(() -> {
                        text.setFont(font);
                        text.setPaint(paint);
                    });
                }
            }
        }
        return restore;
    }

    private static TextTitle text(String text, int size, RectangleEdge edge) {
        TextTitle title = new TextTitle(text, font(Font.PLAIN, size), FAINT, edge, HorizontalAlignment.CENTER,
                VerticalAlignment.CENTER, new RectangleInsets(3, 10, 3, 10));
        title.setExpandToFitSpace(false);
        return title;
    }

    private static void legend(JFreeChart chart) {
        LegendTitle legend = chart.getLegend();
        if (legend != null) {
            legend.setItemFont(font(Font.PLAIN, 15));
            legend.setItemPaint(INK);
            legend.setFrame(BlockBorder.NONE);
            legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
        }
    }

    /** {@code String.format} with a decimal point in every locale. */
    public static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }
}
