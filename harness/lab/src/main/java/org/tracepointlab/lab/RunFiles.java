package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.ChartFiles;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.PatchingFiles;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Timeline;
import org.tracepointlab.lab.report.Figures;
import org.tracepointlab.lab.report.HtmlReport;
import org.tracepointlab.lab.report.Report;
import org.tracepointlab.lab.run.HlogMerge;
import org.tracepointlab.lab.run.Manifest;
import org.tracepointlab.lab.run.Measurement;
import org.tracepointlab.lab.run.MeasurementsCsv;
import org.tracepointlab.lab.run.Plan;
import org.tracepointlab.lab.run.RunFolder;
import org.tracepointlab.lab.run.Schedule;
import org.tracepointlab.lab.run.Summary;

/** Writes the files of a run into its folder; {@code results/README.md} describes them. */
final class RunFiles {

    private static final String REPORT = "report.md";

    private static final Map<String, String> PLAIN = new TreeMap<>(
            Map.of("cpus", "1", "patching", "callsite", "readers", "0", "furtherRemovals", "0"));

    private RunFiles() {
    }

    /** Everything but charts and report. */
    static RunData write(RunFolder runFolder, Plan plan, ArrayNode jmh, ObjectNode environment, Path reference)
            throws IOException {
        RunData run = tables(runFolder.building(), jmh, environment, reference);
        HlogMerge.merge(histograms(runFolder, plan), run.hlog());
        timeline(runFolder, plan).write(runFolder.building().resolve(Timeline.FILE));
        return run;
    }

    /** What follows from the results alone. */
    static RunData tables(Path folder, ArrayNode jmh, ObjectNode environment, Path reference) throws IOException {
        Json.write(folder.resolve(RunData.JMH), jmh);
        List<Measurement> measurements = Measurement.all(jmh);
        RunData run = RunData.of(folder, environment, measurements, reference);
        run.validity().addTo(environment);
        Json.write(folder.resolve(RunData.ENVIRONMENT), environment);
        MeasurementsCsv.write(folder.resolve("measurements.csv"), measurements);
        Summary.write(folder.resolve("summary.csv"), Summary.of(measurements));
        run.curve().write(folder.resolve("cost-curve.csv"));
        PatchingFiles.write(measurements, folder);
        return run;
    }

    private static Timeline timeline(RunFolder folder, Plan plan) throws IOException {
        Map<Cell, Path> forks = new LinkedHashMap<>();
        for (Schedule.Slot slot : Schedule.of(plan, 0)) {
            Cell cell = plan.cells().get(slot.cell());
            forks.putIfAbsent(cell, folder.forkFolder(slot, cell));
        }
        return Timeline.of(forks);
    }

    private static List<HlogMerge.Source> histograms(RunFolder folder, Plan plan) {
        List<HlogMerge.Source> sources = new ArrayList<>();
        for (Schedule.Slot slot : Schedule.of(plan, 0)) {
            Cell cell = plan.cells().get(slot.cell());
            sources.add(new HlogMerge.Source(folder.forkFolder(slot, cell), cell.iterations().warmups(), suffix(cell)));
        }
        return sources;
    }

    /** What sets this cell apart from the plain disable-all whose tag its histograms would otherwise share. */
    private static String suffix(Cell cell) {
        StringBuilder suffix = new StringBuilder();
        if (!cell.benchmark().equals(Names.DISABLE_ALL)) {
            suffix.append('-').append(cell.benchmark().substring(cell.benchmark().lastIndexOf('.') + 1));
        }
        PLAIN.forEach((param, plain) -> {
            String value = cell.params().getOrDefault(param, plain);
            if (!value.equals(plain)) {
                suffix.append('-').append(param).append(value);
            }
        });
        return suffix.toString();
    }

    /** Charts and report; where the run has a manifest, it has them too, last. */
    static List<Charts.Outcome> report(RunData run) throws IOException {
        AtomicFiles.removeLeftovers(run.folder());
        List<Charts.Outcome> charts = Charts.draw(run, run.folder());
        AtomicFiles.write(run.folder().resolve(REPORT), Report.of(run, charts));
        AtomicFiles.write(run.folder().resolve(HtmlReport.FILE), HtmlReport.of(run, charts));
        Manifest.update(run.folder(), reportFiles());
        return charts;
    }

    /** All that {@link #report} may write or remove. */
    private static List<String> reportFiles() {
        List<String> files = new ArrayList<>(List.of(REPORT, HtmlReport.FILE));
        for (String png : Charts.all()) {
            files.add(png);
            files.add(ChartFiles.svgBeside(Path.of(png)).toString());
        }
        return files;
    }

    /** Where everything is, for people. */
    static String list(Path folder, List<Charts.Outcome> charts) {
        List<String> lines = new ArrayList<>(List.of("run:    " + folder));
        for (String report : List.of(HtmlReport.FILE, REPORT)) {
            if (Files.exists(folder.resolve(report))) {
                lines.add("report: " + folder.resolve(report));
            }
        }
        for (Charts.Outcome chart : charts) {
            lines.add(chart.drawn() ? "chart:  " + folder.resolve(chart.file())
                    : "chart:  " + chart.file() + " skipped: " + chart.missing());
        }
        return String.join(System.lineSeparator(), lines);
    }

    /** The run and its charts, for programs. */
    static ObjectNode json(RunData run, Path folder, List<Charts.Outcome> charts) {
        ObjectNode root = Figures.json(run).put("run", folder.toString());
        ArrayNode drawn = root.putArray("charts");
        charts.forEach(c -> drawn.addObject().put("file", c.file()).put("drawn", c.drawn())
                .put("missing", c.missing()));
        return root;
    }
}
