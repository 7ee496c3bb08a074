package org.tracepointlab.gate.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXParseException;

/** The drawing, of samples that are made up. */
class FlameGraphTest {

    private static final String HOSTILE = "a.A.\u202e\u0007\ud800<script>alert(1)</script>]]>&\"'\ufffe";

    private static Profile profile(int grown, int shrunk, String method) {
        Profile profile = new Profile(10);
        for (int i = 0; i < grown; i++) {
            profile.sample(List.of("a.A.outer", method), 10);
        }
        for (int i = 0; i < shrunk; i++) {
            profile.sample(List.of("a.A.outer", "a.A.less"), 10);
        }
        return profile;
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static Element frame(Document svg, String name) {
        NodeList groups = svg.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            Element group = (Element) groups.item(i);
            if (group.getAttribute("data-m").equals(name)) {
                return group;
            }
        }
        throw new AssertionError("no frame " + name);
    }

    private static Element first(Element group, String tag) {
        return (Element) group.getElementsByTagName(tag).item(0);
    }

    @Test
    void redGrewAndBlueShrankAndWidthsAreTheCandidates() throws Exception {
        Document svg = parsed(FlameGraph.svg("title", profile(20, 60, "a.A.more"), profile(60, 20, "a.A.more")));
        Element more = frame(svg, "a.A.more");
        Element less = frame(svg, "a.A.less");
        assertThat(first(more, "rect").getAttribute("fill")).startsWith("#ee58");
        assertThat(first(less, "rect").getAttribute("fill")).endsWith("58ff");
        assertThat(first(frame(svg, "a.A.outer"), "rect").getAttribute("fill")).isEqualTo("#eeeeee");
        assertThat(first(more, "rect").getAttribute("width")).isEqualTo("900.00");
        assertThat(first(less, "rect").getAttribute("width")).isEqualTo("300.00");
        assertThat(first(more, "title").getTextContent()).isEqualTo("a.A.more: 75.0% of the candidate, 25.0% of the "
                + "baseline; 60.0 ns an operation, 20.0 ns before; in itself 60.0 ns, 20.0 ns before");
        assertThat(first(more, "text").getTextContent()).isEqualTo("A.more");
    }

    @Test
    void namesOfOthersStayNames() throws Exception {
        String text = FlameGraph.svg(HOSTILE, profile(1, 1, HOSTILE), profile(1, 1, HOSTILE));
        Document svg = parsed(text);
        assertThat(svg.getElementsByTagName("script").getLength()).as("its own alone").isEqualTo(1);
        assertThat(text).doesNotContain("<script>alert").doesNotContain("\u202e").doesNotContain("\u0007");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("a.A.\\u202e\\u0007\\ud800<script>alert(1)</script>]]>&\"'?");
        assertThatThrownBy(() -> parsed("<a>\u0007</a>")).as("the check can fail")
                .isInstanceOf(SAXParseException.class);
    }

    @Test
    void whatIsTooNarrowIsLeftOutAndTheOthersStayWhereTheyAre() throws Exception {
        Profile many = profile(10_000, 0, "a.A.z");
        many.sample(List.of("a.A.outer", "a.A.b"), 10);
        Document svg = parsed(FlameGraph.svg("title", many, many));
        List<String> names = new ArrayList<>();
        NodeList groups = svg.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            names.add(((Element) groups.item(i)).getAttribute("data-m"));
        }
        assertThat(names).containsExactly("all", "a.A.outer", "a.A.z");
        assertThat(first(frame(svg, "a.A.z"), "rect").getAttribute("x")).isEqualTo("10.12");
    }
}
