package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.ChartFiles;
import org.tracepointlab.lab.chart.CsvChart;
import org.tracepointlab.lab.run.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab plot}: a chart of any file of curves. */
@Command(name = "plot", description = {"Draw a CSV file of curves as PNG and SVG: a run's cost-curve.csv, or a file "
        + "with the columns of the kernel reference, like those that lab kernel writes."},
        footer = {"", "Examples:", "  lab plot results/latest/cost-curve.csv",
            "  lab plot results/reference/kernel-reference.csv --phase reenable --out kernel.png"})
final class PlotCommand implements Callable<Integer> {

    private static final List<String> PHASES = List.of("disable", "enable", "reenable");

    @Mixin
    private Output output;

    @Parameters(paramLabel = "FILE.csv", description = "File to draw.")
    private Path file;

    @Option(names = "--phase", defaultValue = "disable", paramLabel = "PHASE",
            description = "disable, enable or reenable; default: ${DEFAULT-VALUE}.")
    private String phase;

    @Option(names = "--out", paramLabel = "FILE.png",
            description = "Output file; the SVG is beside it. Default: beside FILE.csv, with its name and the phase.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (!PHASES.contains(phase)) {
            throw new UsageException("--phase", "one of " + String.join(", ", PHASES), "'" + phase + "'");
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException("FILE.csv", "a file", "none at " + file);
        }
        Path png = out != null ? out.toAbsolutePath() : file.toAbsolutePath().resolveSibling(
                file.getFileName().toString().replaceFirst("\\.csv$", "") + "-" + phase + ".png");
        if (!png.toString().endsWith(".png")) {
            throw new UsageException("--out", "a name that ends in .png", png.toString());
        }
        Project.requireWritable("--out", png.getParent());
        int lines = CsvChart.draw(file, phase, png);
        if (lines == 0) {
            throw new UsageException("FILE.csv", "rows of the phase " + phase, "none in " + file);
        }
        Path svg = ChartFiles.svgBeside(png);
        Manifest.update(png.getParent(), List.of(png.getFileName().toString(), svg.getFileName().toString()));
        output.text("chart:  " + png + "\nchart:  " + svg);
        ObjectNode result = Json.object().put("png", png.toString()).put("svg", svg.toString()).put("lines", lines);
        output.json(result);
        return 0;
    }
}
