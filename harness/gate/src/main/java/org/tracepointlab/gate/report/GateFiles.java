package org.tracepointlab.gate.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.SideScores;

/** Writes all formats into one folder, {@value #VERDICT} as the last: where it is, the others are. */
public final class GateFiles {

    /** The file that says it all. */
    public static final String VERDICT = "verdict.json";

    private GateFiles() {
    }

    /** Writes the files, each whole or not at all. */
    public static void write(Path folder, Judgement j) throws IOException {
        Files.createDirectories(folder);
        AtomicFiles.write(folder.resolve("junit.xml"), JUnitXml.of(j));
        AtomicFiles.write(folder.resolve("summary.md"), GateMarkdown.summary(j));
        AtomicFiles.write(folder.resolve("comment.md"), GateMarkdown.comment(j));
        AtomicFiles.write(folder.resolve("annotations.txt"), Annotations.of(j));
        AtomicFiles.write(folder.resolve("benchstat-baseline.txt"), BenchstatText.of(j, SideScores::baseline));
        AtomicFiles.write(folder.resolve("benchstat-candidate.txt"), BenchstatText.of(j, SideScores::candidate));
        Json.write(folder.resolve("smaller-is-better.json"), SmallerIsBetter.of(j));
        Json.write(folder.resolve(VERDICT), VerdictJson.of(j));
    }
}
