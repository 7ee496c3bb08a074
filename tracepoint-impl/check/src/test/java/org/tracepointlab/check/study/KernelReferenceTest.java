package org.tracepointlab.check.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.kernel.KernelParameters;
import org.tracepointlab.rcu.kernel.KernelRcu;

/**
 * The whole curve of real kernels, small N included, against the machine. The reference rows carry three removals more
 * than they say, made first: the tracer's own probes on sched events. The phase within a jiffy at which a measurement
 * began is not known, so the prediction is a band one jiffy wide.
 */
class KernelReferenceTest {

    private static final int FURTHER_REMOVALS = 3;
    private static final int PHASES = 8;

    @ParameterizedTest
    @ValueSource(ints = {250, 1000})
    void everyMedianOfTheDeterministicKernelsIsPredictedWithinAJiffy(int hz) throws IOException {
        Map<Integer, Double> medians = medians(hz);
        assertThat(medians).hasSizeGreaterThanOrEqualTo(8);
        medians.forEach((n, seconds) -> {
            double jiffies = seconds * hz;
            double[] band = band(hz, n);
            assertThat(jiffies).as("N=%d at HZ=%d, in jiffies", n, hz)
                    .isBetween(band[0] - 0.25, band[1] + 0.25);
            assertThat(band[1] - band[0]).isLessThanOrEqualTo(1.0);
        });
    }

    private static double[] band(int hz, int n) {
        double low = Double.MAX_VALUE;
        double high = 0;
        for (int phase = 0; phase < PHASES; phase++) {
            try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(hz, 1))) {
                kernel.virtualTime().elapse(kernel.parameters().tickNanos() * phase / PHASES);
                double jiffies = Removals.run(kernel, n + FURTHER_REMOVALS).stream()
                        .mapToDouble(Removals.Removal::total).sum();
                low = Math.min(low, jiffies);
                high = Math.max(high, jiffies);
            }
        }
        return new double[] {low, high};
    }

    /** The median seconds by N of the unconditional implementation in deterministic virtual time (qemu-tcg-icount). */
    private static Map<Integer, Double> medians(int hz) throws IOException {
        Map<Integer, List<Double>> all = new TreeMap<>();
        for (String line : Files.readAllLines(Path.of("..", "..", "results", "reference", "kernel-reference.csv"))) {
            String[] f = line.split(",");
            if (f[0].equals("qemu-tcg-icount") && f[2].equals("unconditional") && f[3].equals(Integer.toString(hz))
                    && f[6].equals("disable")) {
                all.computeIfAbsent(Integer.valueOf(f[7]), n -> new ArrayList<>()).add(Double.valueOf(f[9]));
            }
        }
        Map<Integer, Double> medians = new TreeMap<>();
        all.forEach((n, s) -> medians.put(n, s.stream().sorted().skip((s.size() - 1) / 2).findFirst().orElseThrow()));
        return medians;
    }
}
