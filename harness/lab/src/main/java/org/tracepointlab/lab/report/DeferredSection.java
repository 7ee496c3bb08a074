package org.tracepointlab.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Stats;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.PatchingFiles;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Fit;
import org.tracepointlab.lab.run.Measurement;

/** What deferred patching costs and saves, against call-site patching in the same run, on each JDK. */
final class DeferredSection {

    private static final int FIRST = 2;
    private static final int LAST = 20;

    private final List<Measurement> all;
    private final RatioTable ratios = new RatioTable();
    private final Table table = new Table("JDK", "what", "median", "smallest fork", "greatest fork", "forks");

    private DeferredSection(RunData run) {
        this.all = run.measurements();
    }

    /** The section, or nothing for runs of other plans. */
    static Optional<String> of(RunData run) {
        DeferredSection section = new DeferredSection(run);
        List<String> jdks = run.measurements().stream().filter(DeferredSection::isDeferred)
                .map(m -> m.param(Cell.JDK)).filter(jdk -> !jdk.isEmpty()).distinct().sorted().toList();
        jdks.forEach(section::add);
        return section.table.isEmpty() ? Optional.empty()
                : Optional.of(section.table.markdown() + "\n" + RatioTable.CAPTION + "\n\n"
                + section.ratios.markdown());
    }

    private static boolean isDeferred(Measurement m) {
        return m.param("patching").equals("deferred");
    }

    private void add(String jdk) {
        removals(jdk);
        disabled(jdk);
        reads(jdk);
        rounds(jdk);
        rate(jdk);
        grace(jdk);
    }

    private Predicate<Measurement> toggles(String jdk, String implementation, String patching, String mode, String rcu,
            int tracepoints) {
        return m -> m.benchmark().equals(Names.DISABLE_ALL) && m.param(Cell.JDK).equals(jdk)
                && m.param("implementation").equals(implementation) && m.param("patching").equals(patching)
                && m.param("mode").equals(mode) && m.param("rcu").equals(rcu)
                && m.param("tracepoints").equals("" + tracepoints);
    }

    private void removals(String jdk) {
        int n = Names.SEED_TRACEPOINTS;
        List<Double> lazy = seconds(toggles(jdk, "lazy", "deferred", "one-by-one", "mb", n), n);
        List<Double> singly = seconds(toggles(jdk, "conditional", "callsite", "one-by-one", "mb", n), n);
        List<Double> batch = seconds(toggles(jdk, "conditional", "callsite", "batch", "mb", n), n);
        seconds(jdk, "a removal, lazy, deferred, one by one", lazy);
        seconds(jdk, "a removal, conditional, callsite, one by one", singly);
        seconds(jdk, "a removal, conditional, callsite, batch", batch);
        ratios.ratio(jdk, "conditional, callsite, one by one / lazy, deferred, one by one", singly, lazy);
        ratios.ratio(jdk, "conditional, callsite, batch / lazy, deferred, one by one", batch, lazy);
        seconds(jdk, Markdown.format("disable all, lazy, deferred, kernel flavour, N=%,d", n),
                seconds(toggles(jdk, "lazy", "deferred", "one-by-one", "kernel", n), 1));
    }

    private List<Double> seconds(Predicate<Measurement> which, int divisor) {
        return RatioTable.medians(all, which, m -> m.score() / divisor);
    }

    private void seconds(String jdk, String what, List<Double> forks) {
        row(jdk, what, forks, Units::seconds);
    }

    private void row(String jdk, String what, List<Double> forks, Function<Double, String> format) {
        if (!forks.isEmpty()) {
            double[] values = Stats.array(forks);
            table.row(jdk, what, format.apply(Stats.median(values)),
                    format.apply(forks.stream().min(Double::compare).orElseThrow()),
                    format.apply(forks.stream().max(Double::compare).orElseThrow()), "" + forks.size());
        }
    }

    private void disabled(String jdk) {
        for (String patching : List.of("deferred", "armed", "field", "callsite")) {
            Predicate<Measurement> own = m -> m.param(Cell.JDK).equals(jdk) && m.param("patching").equals(patching);
            row(jdk, "disabled, " + (patching.equals("deferred") ? "deferred, 200 ms later" : patching)
                    + " / no tracepoint, in turn",
                    RatioTable.medians(PatchingFiles.disabled(all), own, m -> m.metric("ratio")),
                    ratio -> Markdown.format("%.4f", ratio));
        }
    }

    private void reads(String jdk) {
        for (String patching : List.of("callsite", "deferred")) {
            row(jdk, "one probe, " + patching + ", qsbr, ns", RatioTable.medians(PatchingFiles.reads(all),
                    m -> m.param(Cell.JDK).equals(jdk) && PatchingFiles.method(m).equals("oneProbe")
                    && m.param("patching").equals(patching), Measurement::score), Units::digits);
        }
        List<Integer> probes = all.stream().filter(m -> isProbes(m, jdk))
                .map(m -> Integer.parseInt(m.param("probes"))).distinct().sorted().toList();
        if (probes.size() > 1) {
            int last = probes.get(probes.size() - 1);
            List<Double> one = probes(jdk, probes.get(0));
            List<Double> most = probes(jdk, last);
            List<Double> each = new ArrayList<>();
            for (int i = 0; i < Math.min(one.size(), most.size()); i++) {
                each.add((most.get(i) - one.get(i)) / (last - probes.get(0)));
            }
            row(jdk, Markdown.format("each further probe, %d to %d, callsite, qsbr, ns", probes.get(0), last), each,
                    Units::digits);
        }
    }

    private static boolean isProbes(Measurement m, String jdk) {
        return m.benchmark().startsWith(Names.FURTHER_PROBES) && m.param(Cell.JDK).equals(jdk);
    }

    private List<Double> probes(String jdk, int probes) {
        return RatioTable.medians(all, m -> isProbes(m, jdk) && m.param("probes").equals("" + probes),
                Measurement::score);
    }

    private void rounds(String jdk) {
        List<Integer> sizes = all.stream().filter(m -> m.benchmark().equals(Names.DISABLE_ALL)
                && m.param(Cell.JDK).equals(jdk) && isDeferred(m) && m.iteration() >= LAST)
                .map(m -> Integer.parseInt(m.param("tracepoints"))).distinct().toList();
        for (int n : sizes) {
            Predicate<Measurement> own = toggles(jdk, "lazy", "deferred", "one-by-one", "mb", n);
            ratios.ratio(jdk, Markdown.format("round %d / round %d, lazy, deferred, N=%,d", LAST, FIRST, n),
                    seconds(own.and(m -> m.iteration() == LAST), 1), seconds(own.and(m -> m.iteration() == FIRST), 1));
        }
    }

    private void rate(String jdk) {
        for (String implementation : List.of("lazy", "conditional")) {
            Predicate<Measurement> own = m -> m.benchmark().equals(Names.TOGGLE_RATE) && m.param(Cell.JDK).equals(jdk)
                    && m.param("implementation").equals(implementation);
            String what = "toggled 1,000 times a second, " + implementation + ", "
                    + (implementation.equals("lazy") ? "deferred" : "callsite");
            row(jdk, what + ": handshakes", RatioTable.medians(all, own, m -> m.metric("handshakes")), Units::digits);
            row(jdk, what + ": pieces of code of the site", RatioTable.medians(all, own, m -> m.metric("pieces")),
                    Units::digits);
            seconds(jdk, what + ": a disable", RatioTable.medians(all, own, m -> m.metric("disableNanos") * 1e-9));
            seconds(jdk, what + ": an enable", RatioTable.medians(all, own, m -> m.metric("enableNanos") * 1e-9));
        }
    }

    private void grace(String jdk) {
        CostCurve curve = CostCurve.ofAny(all.stream().filter(m -> m.param(Cell.JDK).equals(jdk)).toList())
                .deferred("disable");
        CostCurve unconditional = curve.of("unconditional", Names.SEED_HZ);
        Optional<Fit> fit = unconditional.fit();
        if (fit.isEmpty()) {
            return;
        }
        double slow = unconditional.medianAt(Names.SEED_TRACEPOINTS);
        double fast = curve.of("original", Names.SEED_HZ).medianAt(Names.SEED_TRACEPOINTS);
        String forks = "" + unconditional.points().stream().map(p -> p.fork()).distinct().count();
        String what = Markdown.format("deferred, HZ=%d: ", Names.SEED_HZ);
        table.row(jdk, what + "unconditional, slope", Markdown.slope(fit.get(), Names.SEED_HZ), Markdown.NONE,
                Markdown.NONE, forks);
        table.row(jdk, what + Markdown.format("unconditional - original, N=%,d", Names.SEED_TRACEPOINTS),
                Units.seconds(slow - fast), Markdown.NONE, Markdown.NONE, forks);
        table.row(jdk, what + "unconditional / original", Units.ratio(slow / fast), Markdown.NONE, Markdown.NONE,
                forks);
        table.row(jdk, what + "conditional / original", Units.ratio(curve.of("conditional", Names.SEED_HZ)
                .medianAt(Names.SEED_TRACEPOINTS) / fast), Markdown.NONE, Markdown.NONE, forks);
    }
}
