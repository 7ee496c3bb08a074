package org.tracepointlab.lab.report;

import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.tracepointlab.lab.chart.ChartPage;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.chart.Colours;

/**
 * Parts of a page that needs nothing but itself: no network, no script or style from elsewhere. Whatever is not this
 * program's own is escaped: raw HTML in Markdown is shown as text, and links lead to http, https or a file beside the
 * page.
 */
final class Html {

    private static final Parser PARSER = Parser.builder().extensions(List.of(TablesExtension.create())).build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(List.of(TablesExtension.create()))
            .escapeHtml(true).sanitizeUrls(true).build();
    private static final Pattern MARK = Pattern.compile("(<td[^>]*>)(MISMATCH|correct|not checked)</td>");
    private static final Pattern IMAGE = Pattern.compile("<p><img src=\"([a-z0-9-]+)\\.png\" alt=\"[^\"]*\" /></p>");

    /** Colours of a chart's paper, ink and grid, as the page's own, which are others in the dark. */
    private static final Map<String, String> THEME = Map.of("white", "var(--paper)", "black", "var(--ink)",
            "rgb(34,34,34)", "var(--ink)", "rgb(102,102,102)", "var(--faint)", "rgb(221,221,221)", "var(--grid)",
            "gray", "var(--faint)");
    private static final String BOX = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"";
    /** The paper of {@code report.css} in the dark. */
    private static final Color DARK = new Color(0x16, 0x18, 0x1c);
    private static final Pattern OTHER = Pattern.compile(
            "var\\((--rgb-([0-9]+)-([0-9]+)-([0-9]+)),rgb\\([0-9,]+\\)\\)");
    private static final Pattern TABLE = Pattern.compile("<table>");
    private static final Pattern COLOUR = Pattern.compile(
            "\\b(fill|stroke):(white|black|gray|rgb\\([0-9]+,[0-9]+,[0-9]+\\))");

    private Html() {
    }

    /** Text as text. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append((char) c);
            }
        });
        return escaped.toString();
    }

    /**
     * Markdown as HTML, tables in boxes that scroll by themselves, charts in place of their images.
     *
     * @param name of the part, for those who hear it
     * @param charts that it may show
     */
    static String of(String markdown, String name, List<Charts.Outcome> charts) {
        String html = RENDERER.render(PARSER.parse(markdown));
        AtomicInteger tables = new AtomicInteger();
        html = TABLE.matcher(html).replaceAll(m -> Matcher.quoteReplacement(BOX + escape("Table: " + name
                + (tables.incrementAndGet() == 1 ? "" : " " + tables)) + "\">\n<table>"))
                .replace("</table>", "</table>\n</div>");
        html = MARK.matcher(html).replaceAll(m -> m.group(1) + badge(m.group(2)) + "</td>");
        Matcher images = IMAGE.matcher(html);
        StringBuilder text = new StringBuilder();
        while (images.find()) {
            images.appendReplacement(text, Matcher.quoteReplacement(figure(images.group(1), charts)));
        }
        return images.appendTail(text).toString();
    }

    private static String figure(String chart, List<Charts.Outcome> charts) {
        return charts.stream().filter(c -> c.file().equals(chart + ".png") && c.page() != null).findFirst()
                .map(c -> figure(chart, c.page()))
                .orElse("<p><img src=\"" + chart + ".png\" alt=\"" + chart.replace('-', ' ') + "\"></p>");
    }

    private static String figure(String chart, ChartPage page) {
        StringBuilder html = new StringBuilder("<figure>\n<figcaption>\n<h3>").append(escape(page.title()))
                .append("</h3>\n<p>").append(escape(String.join(" ", page.notes()))).append("</p>\n</figcaption>\n");
        html.append("<ul class=\"legend\" aria-label=\"Legend: ").append(escape(page.title())).append("\">\n");
        page.legend().forEach(e -> html.append("<li data-s=\"").append(e.series()).append("\">")
                .append(themed(e.swatch())).append(escape(e.name())).append("</li>\n"));
        html.append("</ul>\n<div class=\"chart\">\n");
        page.pictures().forEach(svg -> html.append(themed(svg)));
        html.append("</div>\n<details>\n<summary>Table: ").append(escape(page.title())).append(" (")
                .append(page.rows().size()).append(page.rows().size() == 1 ? " mark" : " marks")
                .append(")</summary>\n");
        table(html, page);
        return html.append("</details>\n<p class=\"files\"><a href=\"").append(chart)
                .append(".png\">PNG</a>, <a href=\"").append(chart).append(".svg\">SVG</a></p>\n</figure>").toString();
    }

    private static void table(StringBuilder html, ChartPage page) {
        html.append(BOX).append(escape("Table: " + page.title())).append("\">\n<table>\n<thead>\n<tr>");
        page.header().forEach(h -> html.append("<th>").append(escape(h)).append("</th>"));
        html.append("</tr>\n</thead>\n<tbody>\n");
        page.rows().forEach(row -> {
            html.append("<tr>");
            row.forEach(field -> html.append("<td>").append(escape(field)).append("</td>"));
            html.append("</tr>\n");
        });
        html.append("</tbody>\n</table>\n</div>\n");
    }

    /**
     * The element of an SVG file, in the page's colours: paper and ink are the page's, and other colours are those that
     * {@link #dark} makes readable on its paper.
     */
    static String themed(String svg) {
        String element = svg.substring(svg.indexOf("<svg"));
        return COLOUR.matcher(element).replaceAll(m -> m.group(1) + ":" + THEME.getOrDefault(m.group(2),
                "var(--" + m.group(2).replaceAll("[(,]", "-").replace(")", "") + "," + m.group(2) + ")"));
    }

    /** Other colours than the page's own, for dark paper. */
    private static String dark(String body) {
        StringBuilder css = new StringBuilder("@media (prefers-color-scheme: dark) { :root {");
        OTHER.matcher(body).results().map(MatchResult::group).distinct().sorted().forEach(variable -> {
            Matcher m = OTHER.matcher(variable);
            if (m.matches()) {
                Color light = new Color(Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)),
                        Integer.parseInt(m.group(4)));
                css.append(' ').append(m.group(1)).append(": ").append(Colours.css(Colours.readable(light, DARK)))
                        .append(';');
            }
        });
        return css.append(" } }\n").toString();
    }

    /** A whole page around this body. */
    static String page(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                + "'unsafe-inline'; "
                + "script-src 'unsafe-inline'; img-src 'self' data:\">\n<link rel=\"icon\" href=\"data:,\">\n<title>"
                + escape(title) + "</title>\n<style>\n" + resource("report.css") + dark(body)
                + "</style>\n</head>\n<body>\n" + body
                + "<script>\n" + resource("report.js") + "</script>\n</body>\n</html>\n";
    }

    private static String resource(String name) {
        try (InputStream in = Html.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An id for a link within the page. */
    static String id(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    /** A mark as a badge. */
    static String badge(String mark) {
        String kind = switch (mark) {
            case "correct" -> "correct";
            case "MISMATCH" -> "mismatch";
            case "valid run" -> "valid";
            case "INVALID" -> "invalid";
            default -> "unchecked";
        };
        return "<span class=\"badge " + kind + "\">" + escape(mark) + "</span>";
    }
}
