package org.tracepointlab.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

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
     * @param folder where the charts are
     */
    static String of(String markdown, String name, Path folder) throws IOException {
        String html = RENDERER.render(PARSER.parse(markdown));
        html = html.replace("<table>", "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\""
                + escape("Table: " + name) + "\">\n<table>").replace("</table>", "</table>\n</div>");
        html = MARK.matcher(html).replaceAll(m -> m.group(1) + badge(m.group(2)) + "</td>");
        Matcher images = IMAGE.matcher(html);
        StringBuilder text = new StringBuilder();
        while (images.find()) {
            images.appendReplacement(text, Matcher.quoteReplacement(figure(images.group(1), folder)));
        }
        return images.appendTail(text).toString();
    }

    private static String figure(String chart, Path folder) throws IOException {
        Path svg = folder.resolve(chart + ".svg");
        if (!Files.exists(svg)) {
            return "<p><img src=\"" + chart + ".png\" alt=\"" + chart.replace('-', ' ') + "\"></p>";
        }
        return "<figure>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Chart: "
                + chart.replace('-', ' ') + "\">\n"
                + themed(Files.readString(svg)) + "</div>\n<figcaption><a href=\"" + chart
                + ".png\">PNG</a>, <a href=\""
                + chart + ".svg\">SVG</a></figcaption>\n</figure>";
    }

    /** The element of an SVG file, in the page's colours. */
    static String themed(String svg) {
        String element = svg.substring(svg.indexOf("<svg"));
        return COLOUR.matcher(element).replaceAll(
                m -> m.group(1) + ":" + THEME.getOrDefault(m.group(2), m.group(2)));
    }

    /** A whole page around this body. */
    static String page(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                + "'unsafe-inline'; "
                + "script-src 'unsafe-inline'; img-src 'self' data:\">\n<link rel=\"icon\" href=\"data:,\">\n<title>"
                + escape(title) + "</title>\n<style>\n" + resource("report.css") + "</style>\n</head>\n<body>\n" + body
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
