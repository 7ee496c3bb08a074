package org.tracepointlab.lab.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tracepointlab.lab.data.RunData;

/** Draws every chart of a run that there is data for. */
public final class Charts {

    private static final Map<String, Drawer> ALL = new LinkedHashMap<>();

    /** Of plans that measure more; without their data nothing is said of them. */
    private static final Map<String, Drawer> FURTHER = new LinkedHashMap<>();

    static {
        ALL.put("cost-curve.png", CostCurveChart::draw);
        ALL.put("seed-scale.png", SeedScaleChart::draw);
        ALL.put("slope-hz.png", SlopeChart::draw);
        ALL.put("timeline.png", TimelineChart::draw);
        ALL.put("reenable.png", ReenableChart::draw);
        ALL.put("read-side.png", ReadSideChart::draw);
        ALL.put("teardown-percentiles.png", PercentilesChart::draw);
        FURTHER.put("patching.png", PatchingChart::draw);
        FURTHER.put("beyond.png", BeyondChart::draw);
        FURTHER.put("scale.png", ScaleChart::draw);
        FURTHER.put("bystander.png", BystanderChart::draw);
        FURTHER.put("further-probes.png", FurtherProbesChart::draw);
        FURTHER.put("host-kernel.png", HostKernelChart::draw);
    }

    private Charts() {
    }

    @FunctionalInterface
    private interface Drawer {
        RenderedChart draw(RunData run) throws IOException;
    }

    /**
     * What became of one chart.
     *
     * @param file its name
     * @param missing why it was not drawn; empty if it was
     * @param description what it shows, in words
     * @param page the chart for a page; null if it was not drawn
     */
    public record Outcome(String file, String missing, String description, ChartPage page) {

        /** Writes the files. */
        static Outcome write(RenderedChart drawn, Path png) throws IOException {
            ChartFiles.write(drawn, png);
            return new Outcome(png.getFileName().toString(), "", drawn.description(),
                    ChartPage.of(drawn, ChartFiles.stem(png)));
        }

        /** True if the file is there. */
        public boolean drawn() {
            return missing.isEmpty();
        }
    }

    /** Names of all charts, in the order of a report. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** Names of all charts that a folder may have. */
    public static List<String> all() {
        List<String> names = new ArrayList<>(ALL.keySet());
        names.addAll(FURTHER.keySet());
        return names;
    }

    /**
     * Draws into the folder, PNG and SVG. A chart that cannot be drawn is left out, and older files of its name
     * removed.
     */
    public static List<Outcome> draw(RunData run, Path folder) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Map.Entry<String, Drawer> chart : ALL.entrySet()) {
            Outcome outcome = drawOne(chart.getKey(), chart.getValue(), run, folder);
            if (!outcome.drawn()) {
                ChartFiles.delete(folder.resolve(chart.getKey()));
            }
            outcomes.add(outcome);
        }
        for (Map.Entry<String, Drawer> chart : FURTHER.entrySet()) {
            Outcome outcome = drawOne(chart.getKey(), chart.getValue(), run, folder);
            if (outcome.drawn()) {
                outcomes.add(outcome);
            } else {
                ChartFiles.delete(folder.resolve(chart.getKey()));
            }
        }
        return outcomes;
    }

    private static Outcome drawOne(String file, Drawer drawer, RunData run, Path folder) throws IOException {
        try {
            RenderedChart drawn = drawer.draw(run);
            if (drawn.chart() == null) {
                return new Outcome(file, drawn.missing(), "", null);
            }
            return Outcome.write(drawn, folder.resolve(file));
        } catch (RuntimeException | LinkageError | InternalError e) {
            // A JDK without fonts or without its desktop module: the numbers are still worth reporting.
            return new Outcome(file, "could not be drawn: " + e, "", null);
        }
    }
}
