package org.tracepointlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.PatchingFiles;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.SyntheticRun;
import org.tracepointlab.lab.run.Measurement;

class DeferredSectionTest {

    private static final int FORKS = 3;

    @TempDir
    Path folder;

    private final List<Measurement> measurements = new ArrayList<>();

    private void add(String benchmark, String unit, double score, Map<String, Double> metrics, String... params) {
        add(benchmark, unit, score, metrics, 1, params);
    }

    private void add(String benchmark, String unit, double score, Map<String, Double> metrics, int iteration,
            String... params) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(Cell.JDK, "25");
        for (int i = 0; i < params.length; i += 2) {
            all.put(params[i], params[i + 1]);
        }
        for (int fork = 1; fork <= FORKS; fork++) {
            measurements.add(new Measurement(benchmark, "ss", unit, all, fork, iteration, score * (0.98 + 0.01 * fork),
                    null, metrics));
        }
    }

    private void teardown(String implementation, String patching, String mode, String rcu, int n, double seconds) {
        add(Names.DISABLE_ALL, "s/op", seconds, Map.of("compiledSites", 1.0 * n), "implementation", implementation,
                "rcu", rcu, "hz", "1000", "cpus", "1", "patching", patching, "mode", mode, "tracepoints", "" + n,
                "readers", "0", "furtherRemovals", "0");
    }

    private RunData all() throws IOException {
        teardown("lazy", "deferred", "one-by-one", "mb", 1962, 1962 * 1e-6);
        teardown("conditional", "callsite", "one-by-one", "mb", 1962, 1962 * 250e-6);
        teardown("conditional", "callsite", "batch", "mb", 1962, 1962 * 4e-6);
        teardown("lazy", "deferred", "one-by-one", "kernel", 1962, 3e-3);
        for (int n : new int[] {100, 400, 1962}) {
            teardown("original", "deferred", "one-by-one", "kernel", n, n * 2e-6);
            teardown("unconditional", "deferred", "one-by-one", "kernel", n, n * 5e-3);
            teardown("conditional", "deferred", "one-by-one", "kernel", n, n * 2e-4);
        }
        for (int round = 1; round <= 20; round++) {
            add(Names.DISABLE_ALL, "s/op", 1e-3 + round * 1e-5, Map.of(), round, "implementation", "lazy", "rcu", "mb",
                    "patching", "deferred", "mode", "one-by-one", "tracepoints", "150");
        }
        add(Names.DISABLED, "ms/op", 1, Map.of("ratio", 1.0004), "patching", "deferred");
        add(Names.DISABLED, "ms/op", 1, Map.of("ratio", 1.41), "patching", "armed");
        add(Names.READ_SIDE + ".oneProbe", "ns/op", 1.3, Map.of(), "patching", "callsite", "implementation",
                "conditional", "rcu", "qsbr");
        add(Names.READ_SIDE + ".oneProbe", "ns/op", 1.6, Map.of(), "patching", "deferred", "implementation",
                "conditional", "rcu", "qsbr");
        add(Names.FURTHER_PROBES + ".fire", "ns/op", 2, Map.of(), "probes", "1", "funcs", "different");
        add(Names.FURTHER_PROBES + ".fire", "ns/op", 16, Map.of(), "probes", "8", "funcs", "different");
        add(Names.TOGGLE_RATE, "s/op", 10, Map.of("handshakes", 0.0, "pieces", 1.0, "disableNanos", 900.0,
                "enableNanos", 700.0), "implementation", "lazy", "patching", "deferred");
        return RunData.of(folder, Json.object(), measurements, SyntheticRun.REFERENCE);
    }

    @Test
    void saysWhatARemovalCostsAndWhatItIsWorth() throws IOException {
        String text = DeferredSection.of(all()).orElseThrow();
        assertThat(text.lines()).anyMatch(line -> line.startsWith("| 25 | a removal, lazy, deferred, one by one | 1"))
                .anyMatch(line -> line.contains("one by one / lazy, deferred, one by one | 250.0 |"))
                .anyMatch(line -> line.contains("batch / lazy, deferred, one by one | 4.000 |"))
                .anyMatch(line -> line.contains("200 ms later / no tracepoint, in turn | 1.0004 |"))
                .anyMatch(line -> line.contains("armed / no tracepoint, in turn | 1.4100 |"))
                .anyMatch(line -> line.contains("each further probe, 1 to 8, callsite, qsbr, ns | 2"))
                .anyMatch(line -> line.contains("round 20 / round 2, lazy, deferred, N=150 | 1.17"))
                .anyMatch(line -> line.contains("lazy, deferred: handshakes | 0"))
                .anyMatch(line -> line.contains("unconditional, slope | ") && line.contains("5.000 jiffies"));
    }

    @Test
    void isLeftOutOfRunsThatMeasuredNothingOfIt() throws IOException {
        assertThat(DeferredSection.of(SyntheticRun.likeDefault().data(folder))).isEmpty();
    }

    @Test
    void oneForkAndMissingCellsAreNoError() throws IOException {
        teardown("lazy", "deferred", "one-by-one", "mb", 1962, 1e-3);
        List<Measurement> one = measurements.stream().filter(m -> m.fork() == 1).toList();
        String text = DeferredSection.of(RunData.of(folder, Json.object(), one, SyntheticRun.REFERENCE)).orElseThrow();
        assertThat(text).contains("a removal, lazy").doesNotContain("NaN", "conditional");
    }

    @Test
    void chartsAndTablesAreDrawn() throws IOException {
        RunData run = all();
        List<Charts.Outcome> charts = Charts.draw(run, folder);
        assertThat(charts).filteredOn(Charts.Outcome::drawn).extracting(Charts.Outcome::file)
                .contains("patching.png", "further-probes.png");
        PatchingFiles.write(measurements, folder);
        assertThat(Files.readString(folder.resolve("patching.csv")))
                .startsWith("jdk,mode,round,tracepoints,seconds,implementation,patching,fork")
                .contains(",lazy,deferred,")
                .doesNotContain("unconditional");
        assertThat(Report.of(run, charts)).contains("## Deferred patching", "](further-probes.png)");
    }
}
