package org.tracepointlab.gate.cause;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.run.CountRules;
import org.tracepointlab.gate.run.GateCell;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.Side;
import org.tracepointlab.gate.run.Stop;
import org.tracepointlab.gate.samples.CauseBenchmark;
import org.tracepointlab.gate.samples.DuetBenchmark;
import org.tracepointlab.gate.samples.SampleJar;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** The cause of a slowdown that was planted in a real JMH jar. */
@Timeout(180)
class CauseRunTest {

    private static final Iterations SHORT = new Iterations(1, 2, "500ms");

    @TempDir
    Path folder;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private List<String> run(String benchmark) throws IOException {
        Path old = SampleJar.make(folder.resolve("old.jar"));
        Path now = SampleJar.make(folder.resolve("new.jar"), DuetBenchmark.SLOW);
        GateCell cell = new GateCell(benchmark, Map.of(), SHORT, 5);
        GatePlan plan = new GatePlan("now against old", side(old), side(now), List.of(cell), List.of(),
                CountRules.NONE, List.of(), 0, 0, List.of());
        PrintStream progress = new PrintStream(said, true, StandardCharsets.UTF_8);
        return new CauseRun(plan, folder, progress, Waiting.patiently("test", progress), new Stop(), SHORT)
                .run(List.of(new Failed(cell, 1)), 1);
    }

    private static Side side(Path jar) {
        return new Side(jar, Jdk.current(), List.of(), Map.of());
    }

    @Test
    void thePlantedMethodIsNamedFirst() throws IOException, ParserConfigurationException, SAXException {
        List<String> lines = run(CauseBenchmark.class.getName() + ".both");

        String planted = CauseBenchmark.class.getName() + ".planted";
        assertThat(lines).singleElement().asString().as(page()).startsWith("CauseBenchmark.both[]: most likely: "
                + planted).contains(" bytecodes (", "self time (");
        JsonNode one = Json.read(folder.resolve(CauseRun.FILE)).path("benchmarks").path(0);
        assertThat(one.path("suspects").path(0).path("method").asText()).isEqualTo(planted);
        assertThat(one.path("suspects").findValuesAsText("method")).doesNotContain(CauseBenchmark.class.getName()
                + ".steady");
        assertThat(one.path("notes")).singleElement().asString().contains("same code in all methods");
        Path svg = folder.resolve(one.path("svg").asText());
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(Files.readString(svg)).contains(planted + ": ").doesNotContain("jmh_generated");
        assertThat(page()).contains("[Flame graph](" + svg.getFileName() + ")", "`" + planted + "`",
                "### Work an operation", "#### Self time").doesNotContain("empty");
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve(CauseRun.PAGE));
    }
}
