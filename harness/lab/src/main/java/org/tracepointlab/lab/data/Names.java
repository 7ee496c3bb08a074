package org.tracepointlab.lab.data;

import java.util.List;

/** Names that the benchmarks, the CSV files and the charts share, in the order in which they are always shown. */
public final class Names {

    /** The three implementations, oldest first. */
    public static final List<String> IMPLEMENTATIONS = List.of("original", "unconditional", "conditional");
    /** Package of the benchmarks. */
    public static final String BENCH = "org.tracepointlab.bench.";
    /** Disabling all tracepoints. */
    public static final String DISABLE_ALL = BENCH + "TeardownBenchmark.disableAll";
    /** Enabling all tracepoints. */
    public static final String ENABLE_ALL = BENCH + "EnableBenchmark.enableAll";
    /** Disabling all and enabling all again, as one. */
    public static final String REENABLE_ALL = BENCH + "ReenableBenchmark.reenableAll";
    /** Class of the benchmarks of a reader. */
    public static final String READ_SIDE = BENCH + "ReadSideBenchmark";
    /** A disabled tracepoint and none, in turn; its metric {@code ratio} counts. */
    public static final String DISABLED = BENCH + "DisabledBenchmark.inTurn";
    /** Toggling all of many, without compiled code. */
    public static final String SCALE = BENCH + "ScaleBenchmark.toggleAll";
    /** Class of the benchmarks of who is not concerned. */
    public static final String BYSTANDER = BENCH + "BystanderBenchmark";
    /** Class of the benchmarks of one to eight probes. */
    public static final String FURTHER_PROBES = BENCH + "FurtherProbesBenchmark";
    /** One tracepoint toggled a thousand times a second. */
    public static final String TOGGLE_RATE = BENCH + "ToggleRateBenchmark.toggling";
    /** One grace period. */
    public static final String GRACE_PERIOD = BENCH + "GracePeriodBenchmark.synchronize";
    /** Number of tracepoints of the seed, inferred from its 9.815 s at 5 jiffies each. */
    public static final int SEED_TRACEPOINTS = 1962;
    /** HZ of the seed, inferred likewise. */
    public static final int SEED_HZ = 1000;

    private Names() {
    }

    /** Place of an implementation in the fixed order; unknown ones come last. */
    public static int order(String implementation) {
        int index = IMPLEMENTATIONS.indexOf(implementation);
        return index < 0 ? IMPLEMENTATIONS.size() : index;
    }
}
