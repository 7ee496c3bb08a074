package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.run.Measurement;

/** Made-up measurements of a plausible size, so that charts and reports can be tried without measuring. */
public final class SyntheticRun {

    /** The repository's reference files, seen from the module's folder. */
    public static final Path REFERENCE = Path.of("../../results/reference");

    private final List<Measurement> measurements = new ArrayList<>();
    private final Random random = new Random(1);

    /** What a default plan would give. */
    public static SyntheticRun likeDefault() {
        SyntheticRun run = new SyntheticRun();
        for (String implementation : Names.IMPLEMENTATIONS) {
            for (int n : new int[] {1, 2, 5, 10, 20, 50, 100}) {
                run.teardown(implementation, "kernel", 250, n, 0, 3);
            }
            for (int n : new int[] {1, 2, 5, 10, 20, 50, 100, 200, 400, 1962}) {
                run.teardown(implementation, "kernel", 1000, n, 0, 3);
            }
            for (int n : new int[] {10, 100, 400}) {
                run.teardown(implementation, "mb", 1000, n, 0, 3);
            }
            for (int n : new int[] {1, 2, 5, 10}) {
                run.teardown(implementation, "kernel", 250, n, 3, 3);
            }
            for (int n : new int[] {1, 10, 50, 100, 200}) {
                run.other(Names.REENABLE_ALL, implementation, 1000, n);
                run.other(Names.REENABLE_ALL, implementation, 250, n);
                run.other(Names.ENABLE_ALL, implementation, 1000, n);
            }
        }
        run.reads();
        return run;
    }

    /** Measurements made so far. */
    public List<Measurement> measurements() {
        return measurements;
    }

    /** As the data of a run in this folder. */
    public RunData data(Path folder) throws IOException {
        return RunData.of(folder, Json.object(), measurements, REFERENCE);
    }

    /** Adds the iterations of one disable-all. */
    public SyntheticRun teardown(String implementation, String rcu, int hz, int n, int further, int iterations) {
        boolean waits = implementation.equals("unconditional");
        for (int i = 1; i <= iterations; i++) {
            double patching = (implementation.equals("conditional") ? 170e-6 : 95e-6) * n;
            double jiffies = waits && rcu.equals("kernel") ? 5.0 * (n + further) - 2.5 : 0;
            double seconds = (patching + jiffies / hz) * (1 + 0.08 * random.nextDouble());
            add(Names.DISABLE_ALL, implementation, rcu, hz, n, further, i, seconds, waits ? n + further : 0);
        }
        return this;
    }

    private void other(String benchmark, String implementation, int hz, int n) {
        boolean waits = implementation.equals("unconditional") && benchmark.equals(Names.REENABLE_ALL);
        double constant = implementation.equals("conditional") && benchmark.equals(Names.REENABLE_ALL) ? 2.5 : 0;
        for (int i = 1; i <= 3; i++) {
            double seconds = (300e-6 * n + ((waits ? 5.0 * n : 0) + constant) / hz) * (1 + 0.1 * random.nextDouble());
            add(benchmark, implementation, "kernel", hz, n, 0, i, seconds, constant > 0 ? 1 : 0);
        }
    }

    private void add(String benchmark, String implementation, String rcu, int hz, int n, int further, int iteration,
            double seconds, double waits) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("implementation", implementation);
        params.put("rcu", rcu);
        params.put("hz", "" + hz);
        params.put("cpus", "1");
        params.put("patching", "callsite");
        params.put("tracepoints", "" + n);
        params.put("readers", "0");
        params.put("furtherRemovals", "" + further);
        Map<String, Double> metrics = new LinkedHashMap<>(Map.of("gracePeriodWaits", waits, "rcuWaits", waits,
                "srcuWaits", waits, "patches", implementation.equals("original") ? 1.0 * n : 2.0 * n, "mismatches", 0.0,
                "readerFires", 0.0, "compiledSites", 1.0 * n, "ticks", 1000.0, "lateTicks", 1.0));
        if (benchmark.equals(Names.REENABLE_ALL)) {
            metrics.put("enableNanos", (150e-6 * n + waits * 2.5 / hz) * 1e9);
        }
        measurements.add(new Measurement(benchmark, "ss", "s/op", params, 1, iteration, seconds, null, metrics));
    }

    private void reads() {
        Map<String, Double> nanos = new LinkedHashMap<>();
        nanos.put("noTracepoint", 1.63);
        nanos.put("directCall", 1.93);
        nanos.put("disabled", 1.63);
        nanos.put("oneProbe", 2.31);
        nanos.put("threeProbes", 6.92);
        for (String patching : List.of("callsite", "field")) {
            nanos.forEach((method, ns) -> {
                boolean plain = method.equals("noTracepoint") || method.equals("directCall");
                if (!plain || patching.equals("callsite")) {
                    for (int i = 1; i <= 3; i++) {
                        double score = (ns + (patching.equals("field") ? 0.9 : 0)) * (1 + 0.03 * random.nextDouble());
                        measurements.add(new Measurement(Names.READ_SIDE + "." + method, "avgt", "ns/op",
                                Map.of("implementation", "conditional", "rcu", "kernel", "hz", "1000", "patching",
                                        patching), 1, i, score, null, Map.of()));
                    }
                }
            });
        }
        for (String rcu : List.of("kernel", "mb")) {
            measurements.add(new Measurement(Names.GRACE_PERIOD, "sample", "us/op",
                    Map.of("rcu", rcu, "hz", "1000", "cpus", "1", "readers", "0"), 1, 1,
                    rcu.equals("kernel") ? 2990 : 1.4,
                    new Measurement.Samples(100, rcu.equals("kernel") ? 3000 : 1.1, 3100, 3300), Map.of()));
        }
    }

    /**
     * Writes what the check before a run does: original violates, the other two do not, batched could not be checked.
     */
    public static void correctness(Path folder) throws IOException {
        Files.writeString(folder.resolve(Marks.FILE), String.join("\n",
                "implementation,scenario_set,readers,probes,operations,states,violations,seconds",
                "original,weakest-rcu,1,3,5,388636,1286,0.554", "unconditional,weakest-rcu,1,3,5,348316,0,0.418",
                "conditional,weakest-rcu,1,3,5,399532,0,0.537", "batched,weakest-rcu,1,3,5,0,0,0.000", ""));
    }

    /** Writes a disable-all's removals as a run does: unconditional waits 7 and 3 jiffies in turn. */
    public static void timeline(Path folder) throws IOException {
        List<Timeline.Removal> removals = new ArrayList<>();
        for (String implementation : Names.IMPLEMENTATIONS) {
            double start = 0;
            for (int i = 1; i <= 30; i++) {
                double seconds = implementation.equals("unconditional") ? (i % 2 == 0 ? 7 : 3) / 250.0 : 2e-4;
                removals.add(new Timeline.Removal(implementation, 250, 30, i, start, seconds));
                start += seconds;
            }
        }
        new Timeline(removals).write(folder.resolve(Timeline.FILE));
    }

    /** Writes what the probe of the machine's own kernel does. */
    public static void hostKernel(Path folder) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (int n : new int[] {1, 10, 100, 1000}) {
            for (int repeat = 1; repeat <= 3; repeat++) {
                rows.add(List.of("host", "6.18.0", "cond_sync", "250", "dynamic-none", "2", "disable", "" + n,
                        "" + repeat,
                        Csv.number(1.3e-4 * n * (1 + 0.02 * repeat))));
                rows.add(List.of("host", "6.18.0", "cond_sync", "250", "dynamic-none", "2", "reenable", "" + n,
                        "" + repeat,
                        Csv.number(5e-3 + 1.3e-4 * n)));
            }
        }
        Csv.write(folder.resolve(KernelReference.HOST_FILE), KernelReference.COLUMNS, rows);
    }

    /** Writes a histogram log as forks do. */
    public static void hlog(Path file) throws IOException {
        HistogramLogWriter writer = new HistogramLogWriter(file.toFile());
        writer.outputLogFormatVersion();
        Random random = new Random(2);
        for (int hz : new int[] {250, 1000}) {
            for (String implementation : Names.IMPLEMENTATIONS) {
                Histogram histogram = new Histogram(3);
                int n = hz == 250 ? 100 : 1962;
                histogram.setTag(implementation + "-kernel-hz" + hz + "-n" + n);
                for (int i = 0; i < n; i++) {
                    double base = implementation.equals("unconditional") ? (i % 2 == 0 ? 3 : 7) * 1e9 / hz : 8e4;
                    histogram.recordValue((long) (base * (1 + 0.05 * random.nextDouble())
                            + 2e4 / Math.sqrt(1e-4 + random.nextDouble())));
                }
                histogram.setStartTimeStamp(1_700_000_000_000L);
                histogram.setEndTimeStamp(1_700_000_001_000L);
                writer.outputIntervalHistogram(histogram);
            }
        }
        writer.close();
    }
}
