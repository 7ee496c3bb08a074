package org.tracepointlab.gate.report;

import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Verdict;

/**
 * JUnit XML as Surefire writes it: one test case a benchmark or count; FAIL is a failure, INCONCLUSIVE and a benchmark
 * that only the candidate has are skipped, what is INVALID is an error.
 */
public final class JUnitXml {

    private JUnitXml() {
    }

    /** The document. */
    public static String of(Judgement judgement) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            suite(xml, judgement);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write XML", e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, Judgement j) throws XMLStreamException {
        List<Verdict> all = Stream.concat(j.counts().stream().map(CountOutcome::verdict),
                j.outcomes().stream().map(Outcome::verdict)).toList();
        xml.writeStartElement("testsuite");
        attribute(xml, "name", "gate: " + j.title());
        attribute(xml, "time", "0");
        attribute(xml, "tests", "" + all.size());
        attribute(xml, "errors", "" + all.stream().filter(v -> kind(v).equals("error")).count());
        attribute(xml, "skipped", "" + all.stream().filter(v -> kind(v).equals("skipped")).count());
        attribute(xml, "failures", "" + all.stream().filter(v -> kind(v).equals("failure")).count());
        for (CountOutcome c : j.counts()) {
            testCase(xml, c.benchmark(), c.toString(), c.verdict(), c.reason());
        }
        for (Outcome o : j.outcomes()) {
            testCase(xml, o.id().benchmark(), o.id().toString(), o.verdict(), o.reason());
        }
        xml.writeEndElement();
    }

    private static void testCase(XMLStreamWriter xml, String benchmark, String name, Verdict verdict, String reason)
            throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        attribute(xml, "name", name);
        int method = benchmark.lastIndexOf('.');
        attribute(xml, "classname", method > 0 ? benchmark.substring(0, method) : benchmark);
        attribute(xml, "time", "0");
        String kind = kind(verdict);
        if (!kind.isEmpty()) {
            xml.writeStartElement(kind);
            attribute(xml, "message", verdict + ": " + reason);
            if (!kind.equals("skipped")) {
                attribute(xml, "type", verdict.name());
            }
            xml.writeCharacters(clean(reason));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String kind(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "";
            case FAIL -> "failure";
            case INCONCLUSIVE, ONLY_CANDIDATE -> "skipped";
            case INVALID, ONLY_BASELINE -> "error";
        };
    }

    private static void attribute(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, clean(value));
    }

    /** Without what XML 1.0 cannot carry at all. */
    private static String clean(String text) {
        return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
    }
}
