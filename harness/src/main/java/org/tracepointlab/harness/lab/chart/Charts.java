package org.tracepointlab.harness.lab.chart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.ChartUtils;
import org.tracepointlab.harness.core.AtomicFiles;
import org.tracepointlab.harness.lab.data.RunData;

/** Draws every chart of a run that there is data for. */
public final class Charts {

    private static final Map<String, Drawer> ALL = new LinkedHashMap<>();

    /** Of plans that measure more; without their data nothing is said of them. */
    private static final Map<String, Drawer> FURTHER = new LinkedHashMap<>();

    static {
        ALL.put("cost-curve.png", CostCurveChart::draw);
        ALL.put("seed-scale.png", SeedScaleChart::draw);
        ALL.put("reenable.png", ReenableChart::draw);
        ALL.put("read-side.png", ReadSideChart::draw);
        ALL.put("teardown-percentiles.png", PercentilesChart::draw);
        FURTHER.put("patching.png", PatchingChart::draw);
        FURTHER.put("beyond.png", BeyondChart::draw);
        FURTHER.put("scale.png", ScaleChart::draw);
        FURTHER.put("bystander.png", BystanderChart::draw);
    }

    private Charts() {
    }

    @FunctionalInterface
    private interface Drawer {
        Drawn draw(RunData run) throws IOException;
    }

    /**
     * What became of one chart.
     *
     * @param file its name
     * @param missing why it was not drawn; empty if it was
     */
    public record Outcome(String file, String missing) {

        /** True if the file is there. */
        public boolean drawn() {
            return missing.isEmpty();
        }
    }

    /** Draws into the folder. A chart that cannot be drawn is left out, and an older file of its name removed. */
    public static List<Outcome> draw(RunData run, Path folder) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Map.Entry<String, Drawer> chart : ALL.entrySet()) {
            String missing = drawOne(chart.getValue(), run, folder.resolve(chart.getKey()));
            if (!missing.isEmpty()) {
                Files.deleteIfExists(folder.resolve(chart.getKey()));
            }
            outcomes.add(new Outcome(chart.getKey(), missing));
        }
        for (Map.Entry<String, Drawer> chart : FURTHER.entrySet()) {
            if (drawOne(chart.getValue(), run, folder.resolve(chart.getKey())).isEmpty()) {
                outcomes.add(new Outcome(chart.getKey(), ""));
            } else {
                Files.deleteIfExists(folder.resolve(chart.getKey()));
            }
        }
        return outcomes;
    }

    private static String drawOne(Drawer drawer, RunData run, Path file) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            Drawn drawn = drawer.draw(run);
            if (drawn.chart() == null) {
                return drawn.missing();
            }
            ChartUtils.writeChartAsPNG(png, drawn.chart(), Style.WIDTH, Style.HEIGHT);
        } catch (RuntimeException | LinkageError | InternalError e) {
            // A JDK without fonts or without its desktop module: the numbers are still worth reporting.
            return "could not be drawn: " + e;
        }
        AtomicFiles.write(file, png.toByteArray());
        return "";
    }
}
