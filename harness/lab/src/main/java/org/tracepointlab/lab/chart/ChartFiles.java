package org.tracepointlab.lab.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.tracepointlab.gate.chart.ChartStyle;
import org.tracepointlab.gate.core.AtomicFiles;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Writes a chart as PNG and, beside it, as SVG, each whole or not at all. The SVG keeps text as text and carries the
 * chart's title and description for those who cannot see it.
 */
public final class ChartFiles {

    static final String SVG = "http://www.w3.org/2000/svg";
    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private ChartFiles() {
    }

    /** Writes both files. */
    static void write(RenderedChart drawn, Path png) throws IOException {
        JFreeChart chart = drawn.chart();
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        ChartUtils.writeChartAsPNG(pixels, chart, ChartStyle.WIDTH, ChartStyle.HEIGHT);
        String svg = svg(chart, drawn.description(), stem(png));
        AtomicFiles.write(png, pixels.toByteArray());
        AtomicFiles.write(svgBeside(png), XML + svg);
    }

    /** Where {@link #write} puts the SVG of this PNG. */
    public static Path svgBeside(Path png) {
        return png.resolveSibling(stem(png) + ".svg");
    }

    /** Removes both files, if they are there. */
    static void delete(Path png) throws IOException {
        Files.deleteIfExists(png);
        Files.deleteIfExists(svgBeside(png));
    }

    static String stem(Path png) {
        String name = png.getFileName().toString();
        return name.endsWith(".png") ? name.substring(0, name.length() - 4) : name;
    }

    /**
     * The chart as an {@code svg} element, without an XML declaration.
     *
     * @param prefix of all ids in it, so that several charts can be part of one page
     */
    static String svg(JFreeChart chart, String description, String prefix) throws IOException {
        return svg(prefix, ChartStyle.WIDTH, ChartStyle.HEIGHT, chart::draw, root -> {
            Document document = root.getOwnerDocument();
            root.setAttributeNS(null, "width", "" + ChartStyle.WIDTH);
            root.setAttributeNS(null, "height", "" + ChartStyle.HEIGHT);
            root.setAttributeNS(null, "role", "img");
            root.setAttributeNS(null, "aria-labelledby", prefix + "-title " + prefix + "-desc");
            root.insertBefore(text(document, "desc", prefix, description), root.getFirstChild());
            root.insertBefore(text(document, "title", prefix, chart.getTitle().getText()), root.getFirstChild());
        });
    }

    /** An {@code svg} element with what is drawn, and what is done to it then. */
    static String svg(String prefix, int width, int height, BiConsumer<Graphics2D, Rectangle2D> drawing,
            Consumer<Element> finish) throws IOException {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment("");
        context.setPrecision(2);
        context.setIDGenerator(new SVGIDGenerator() {
            @Override
            public String generateID(String kind) {
                return prefix + "-" + super.generateID(kind);
            }
        });
        SVGGraphics2D graphics = new SeriesSvg(context);
        drawing.accept(graphics, new Rectangle2D.Double(0, 0, width, height));
        Element root = graphics.getRoot();
        root.setAttributeNS(null, "viewBox", "0 0 " + width + " " + height);
        finish.accept(root);
        StringWriter out = new StringWriter();
        graphics.stream(root, out, true, false);
        // What comes before the element is a declaration and a document type that would be looked for on the network.
        String text = out.toString().replace("id=\"genericDefs\"", "id=\"" + prefix + "-generic\"");
        return text.substring(text.indexOf("<svg")).strip() + "\n";
    }

    private static Element text(Document document, String name, String prefix, String text) {
        Element element = document.createElementNS(SVG, name);
        element.setAttributeNS(null, "id", prefix + "-" + name);
        element.appendChild(document.createTextNode(text));
        return element;
    }

    private static Document document() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().getDOMImplementation().createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK has no XML parser", e);
        }
    }
}
