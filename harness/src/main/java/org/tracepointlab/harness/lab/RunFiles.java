package org.tracepointlab.harness.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tracepointlab.harness.core.AtomicFiles;
import org.tracepointlab.harness.core.HlogMerge;
import org.tracepointlab.harness.core.Json;
import org.tracepointlab.harness.core.Measurement;
import org.tracepointlab.harness.core.MeasurementsCsv;
import org.tracepointlab.harness.core.Summary;
import org.tracepointlab.harness.lab.chart.Charts;
import org.tracepointlab.harness.lab.data.RunData;
import org.tracepointlab.harness.lab.report.Report;

/** Writes the files of a run into its folder; {@code results/README.md} describes them. */
final class RunFiles {

    private static final String REPORT = "report.md";

    private RunFiles() {
    }

    /** Everything but charts and report. */
    static RunData write(Path folder, ArrayNode jmh, ObjectNode environment, Path reference) throws IOException {
        Json.write(folder.resolve(RunData.JMH), jmh);
        List<Measurement> measurements = Measurement.all(jmh);
        RunData run = RunData.of(folder, environment, measurements, reference);
        run.validity().addTo(environment);
        Json.write(folder.resolve(RunData.ENVIRONMENT), environment);
        MeasurementsCsv.write(folder.resolve("measurements.csv"), measurements);
        Summary.write(folder.resolve("summary.csv"), Summary.of(measurements));
        run.curve().write(folder.resolve("cost-curve.csv"));
        HlogMerge.merge(HlogMerge.find(folder.resolve("forks")), run.hlog());
        return run;
    }

    /** Charts and report. */
    static List<Charts.Outcome> report(RunData run) throws IOException {
        List<Charts.Outcome> charts = Charts.draw(run, run.folder());
        AtomicFiles.write(run.folder().resolve(REPORT), Report.of(run, charts));
        return charts;
    }

    /** Says where everything is. */
    static void list(PrintWriter out, Path folder, List<Charts.Outcome> charts) {
        out.println("run:    " + folder);
        if (Files.exists(folder.resolve(REPORT))) {
            out.println("report: " + folder.resolve(REPORT));
        }
        for (Charts.Outcome chart : charts) {
            out.println(chart.drawn() ? "chart:  " + folder.resolve(chart.file())
                    : "chart:  " + chart.file() + " skipped: " + chart.missing());
        }
        out.flush();
    }
}
