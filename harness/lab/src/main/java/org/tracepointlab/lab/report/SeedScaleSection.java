package org.tracepointlab.lab.report;

import java.util.Optional;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.SeedPoints;
import org.tracepointlab.lab.data.Units;

/** The lab's seconds at the seed's N and HZ beside the seed's own. */
final class SeedScaleSection {

    private static final double JIFFIES = 5;

    private SeedScaleSection() {
    }

    static String of(RunData run) {
        CostCurve scale = run.curve().main("disable").where(
                p -> p.hz() == Names.SEED_HZ && p.tracepoints() == Names.SEED_TRACEPOINTS);
        if (scale.points().isEmpty()) {
            return Markdown.format("Not measured in this run (N=%,d, HZ=%d).", Names.SEED_TRACEPOINTS, Names.SEED_HZ);
        }
        CostCurve deferred = run.curve().deferred("disable").where(
                p -> p.hz() == Names.SEED_HZ && p.tracepoints() == Names.SEED_TRACEPOINTS);
        return of(run, scale, "call-site") + (deferred.points().isEmpty() ? ""
                : "\n\n" + of(run, deferred, "deferred"));
    }

    private static String of(RunData run, CostCurve scale, String patching) {
        double original = median(scale, "original");
        Optional<Double> seedOriginal = run.seed().seconds("original");
        Table table = new Table("implementation", "lab, median", "times original", "waits",
                "kernel (commit message)", "kernel, times original");
        for (String implementation : scale.implementations()) {
            double seconds = median(scale, implementation);
            Optional<Double> seed = run.seed().seconds(implementation);
            table.row(run.marks().flagged(implementation), seconds < 0.1 ? Units.seconds(seconds)
                    : Markdown.format("%.3f s", seconds),
                    Units.ratio(seconds / original),
                    Markdown.waits(scale.of(implementation, Names.SEED_HZ)),
                    seed.map(s -> Markdown.format("%.3f s", s)).orElse(Markdown.NONE),
                    seed.isPresent() && seedOriginal.isPresent()
                            ? Units.ratio(seed.get() / seedOriginal.get()) : Markdown.NONE);
        }
        return Markdown.format("Disabling N=%,d at HZ=%d, 1 CPU, %s patching, beside the figures in the message "
                + "of kernel commit 231264d6927f. Its N and HZ are inferred from the difference of its two times, so "
                + "compare the differences; the ratio also depends on the cost of patching.", Names.SEED_TRACEPOINTS,
                Names.SEED_HZ, patching)
                + "\n\n" + table.markdown() + "\n" + difference(scale, original, run.seed());
    }

    private static String difference(CostCurve scale, double original, SeedPoints seed) {
        double difference = median(scale, "unconditional") - original;
        if (!Double.isFinite(difference)) {
            return "";
        }
        String own = Markdown.format("Unconditional takes %.3f s more than original", difference);
        Optional<Double> before = seed.seconds("original");
        Optional<Double> after = seed.seconds("unconditional");
        if (before.isEmpty() || after.isEmpty()) {
            return own + ".";
        }
        double kernel = after.get() - before.get();
        return own + Markdown.format("; the kernel's took %.3f s more: %+.1f%%. %.0f jiffies a removal make %.3f s.",
                kernel, 100 * (difference / kernel - 1), JIFFIES, JIFFIES * Names.SEED_TRACEPOINTS / Names.SEED_HZ);
    }

    private static double median(CostCurve scale, String implementation) {
        return scale.of(implementation, Names.SEED_HZ).medianAt(Names.SEED_TRACEPOINTS);
    }
}
