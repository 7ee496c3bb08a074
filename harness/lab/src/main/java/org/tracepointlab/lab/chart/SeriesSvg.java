package org.tracepointlab.lab.chart;

import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Element;

/** An SVG each of whose elements says which series it belongs to, if it does ({@value #SERIES}). */
final class SeriesSvg extends SVGGraphics2D {

    /** Attribute with the number of the series. */
    static final String SERIES = "data-s";

    SeriesSvg(SVGGeneratorContext context) {
        super(context, false);
        setDOMGroupManager(new DOMGroupManager(gc, domTreeManager) {
            @Override
            public void addElement(Element element, short method) {
                int series = SeriesHint.of(SeriesSvg.this);
                if (series >= 0) {
                    element.setAttributeNS(null, SERIES, "" + series);
                }
                super.addElement(element, method);
            }
        });
    }
}
