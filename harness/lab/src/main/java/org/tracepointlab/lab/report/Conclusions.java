package org.tracepointlab.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tracepointlab.lab.data.CostCurve;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.Marks;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.run.Fit;

/**
 * What to conclude from a run, in a few sentences: which implementation to use, what each costs against the original,
 * whether the times can be believed, and what differs from the kernel and why. The times of an invalid run conclude
 * nothing.
 */
public final class Conclusions {

    /** A slope or a difference that is further from the kernel's than this share is another one. */
    private static final double SAME = 0.05;
    private static final String WAITS = "unconditional";

    private final RunData run;
    private final List<Figures.Figure> figures;

    private Conclusions(RunData run) {
        this.run = run;
        this.figures = Figures.of(run);
    }

    /** One sentence or two each, the most important first; in plain text. */
    public static List<String> of(RunData run) {
        Conclusions c = new Conclusions(run);
        List<String> all = new ArrayList<>();
        if (run.validity().valid()) {
            all.add(c.use());
            all.add(c.correctness());
            all.add(c.costs());
            all.add("The run can be believed: " + Headline.validity(run.validity()).replaceFirst("^valid run: ", "")
                    + ".");
            all.add(c.kernel());
            all.add(c.seed());
        } else {
            all.add("Do not use the times of this run, which is INVALID: "
                    + String.join("; ", run.validity().reasons()) + ".");
            all.add(c.correctness());
            all.add("What each implementation costs, and how far that is the kernel's, cannot be concluded from it.");
        }
        all.removeIf(String::isEmpty);
        return List.copyOf(all);
    }

    /** The same for any terminal, in ASCII. */
    static String plain(RunData run) {
        return of(run).stream().map(c -> Table.wrapped(c, Table.TERMINAL, "  ")).collect(Collectors.joining("\n"))
                .replace("\u00b5", "u");
    }

    private String use() {
        List<Figures.Figure> correct = figures.stream().filter(f -> f.mark().equals(Marks.CORRECT)).toList();
        if (figures.isEmpty()) {
            return Headline.of(run);
        }
        if (correct.isEmpty()) {
            return "Use none of these: no implementation that was measured is known to be correct.";
        }
        double least = correct.stream().mapToDouble(Figures.Figure::seconds).min().orElseThrow();
        Figures.Figure best = correct.stream().filter(f -> f.seconds() == least).findFirst().orElseThrow();
        List<Figures.Figure> asGood = correct.stream().filter(f -> overlap(f, best)).toList();
        String names = names(asGood, " or ");
        return "Use " + names + (asGood.size() == 1 ? ": it is correct" : ": each is correct")
                + (figures.size() == 1 ? ". Nothing else was measured"
                : correct.size() == 1 ? ", and no other one is known to be"
                : asGood.size() == correct.size() ? ", and their times cannot be told apart"
                : ", and takes less time than " + names(correct.stream().filter(f -> !asGood.contains(f)).toList(),
                        " and "))
                + ".";
    }

    /** Of all that were checked or measured. */
    private String correctness() {
        List<String> known = new ArrayList<>(run.curve().implementations());
        run.marks().checks().keySet().stream().filter(i -> !known.contains(i)).forEach(known::add);
        if (known.isEmpty()) {
            return "No implementation was checked.";
        }
        return (sentence(known, Marks.CORRECT, "Correct")
                + sentence(known, Marks.MISMATCH, "MISMATCH (a func can be called with another func's data)")
                + sentence(known, Marks.UNCHECKED, "Not checked")).strip();
    }

    private String sentence(List<String> implementations, String mark, String what) {
        List<String> own = implementations.stream().filter(i -> run.marks().of(i).equals(mark)).toList();
        return own.isEmpty() ? "" : what + ": " + String.join(", ", own) + ". ";
    }

    private String costs() {
        Optional<Figures.Figure> original = figures.stream().filter(f -> f.implementation().equals("original"))
                .findFirst();
        if (figures.isEmpty()) {
            return "";
        }
        Figures.Figure any = figures.get(0);
        String what = Markdown.format("Disabling %,d tracepoints at HZ=%d takes ", any.tracepoints(), any.hz());
        if (original.isEmpty()) {
            return what + figures.stream().map(f -> f.implementation() + " " + f.median())
                    .collect(Collectors.joining(", ")) + ". What that is against original is not known: it was not "
                    + "measured there.";
        }
        String against = figures.stream().filter(f -> f != original.get()).map(f -> cost(f, original.get()))
                .collect(Collectors.joining("; "));
        return what + "original " + original.get().median() + "; " + (against.isEmpty()
                ? "no other implementation was measured there, so there is nothing to set against it"
                : against + (oneJvm(any) ? ". Each was measured in one JVM: small differences say nothing" : "")) + ".";
    }

    private boolean oneJvm(Figures.Figure f) {
        return run.curve().main("disable").where(p -> p.tracepoints() == f.tracepoints() && p.hz() == f.hz()).points()
                .stream().allMatch(p -> p.fork() == 1);
    }

    private static String cost(Figures.Figure f, Figures.Figure original) {
        return f.implementation() + " " + times(f.ratio()) + " as long (" + f.median()
                + (overlap(f, original) ? "; the iterations overlap, so that neither is known to be faster" : "") + ")";
    }

    private static String times(double ratio) {
        return Units.ratio(ratio).replace("\u00d7", "") + " times";
    }

    private static boolean overlap(Figures.Figure a, Figures.Figure b) {
        return a.low() <= b.high() && b.low() <= a.high();
    }

    private static String names(List<Figures.Figure> some, String between) {
        return some.stream().map(Figures.Figure::implementation).collect(Collectors.joining(between));
    }

    /** Of what grows with N by waits alone: unconditional's slope less original's, which is patching. */
    private String kernel() {
        CostCurve disable = run.curve().main("disable");
        List<Slope> slopes = new ArrayList<>();
        for (int hz : disable.hzs()) {
            Optional<Double> own = growth(i -> disable.of(i, hz).fit());
            Optional<Double> kernels = growth(i -> run.kernel().fit(KernelReference.VIRTUAL_TIME, i, hz));
            if (own.isPresent() && kernels.isPresent()) {
                slopes.add(new Slope(hz, own.get() * hz, kernels.get() * hz));
            }
        }
        if (slopes.isEmpty()) {
            return "Nothing here can be set beside the kernel's curve: that takes unconditional at three N of "
                    + CostCurve.FIT_FROM + " or more, at an HZ that the kernel reference has.";
        }
        double furthest = slopes.stream().mapToDouble(s -> Math.abs(s.off())).max().orElseThrow();
        String inWords = slopes.stream().map(Slope::inWords).collect(Collectors.joining("; "));
        return furthest <= SAME
                ? Markdown.format("The curve is the kernel's within %.1f%%: over original's, unconditional's grows by "
                        + "%s.", 100 * furthest, inWords)
                : "The curve is not the kernel's: over original's, unconditional's grows by " + inWords + ". "
                        + slopes.stream().filter(s -> Math.abs(s.off()) == furthest).findFirst().map(this::why)
                        .orElseThrow();
    }

    private static Optional<Double> growth(Function<String, Optional<Fit>> fit) {
        return fit.apply(WAITS).map(f -> f.slope() - fit.apply("original").map(Fit::slope).orElse(0.0));
    }

    private record Slope(int hz, double jiffies, double kernels) {

        double off() {
            return jiffies / kernels - 1;
        }

        String inWords() {
            return Markdown.format("%.2f jiffies a tracepoint at HZ=%d, the kernel %.2f (%+.1f%%)", jiffies, hz,
                    kernels, 100 * off());
        }
    }

    private String why(Slope slope) {
        CostCurve own = run.curve().main("disable").of(WAITS, slope.hz());
        if (own.points().stream().anyMatch(p -> Double.isNaN(p.counter("gracePeriodWaits")))) {
            return "Waits were not counted, so that the cause is not known.";
        }
        return own.points().stream().allMatch(p -> p.counter("gracePeriodWaits") == p.tracepoints())
                ? "It waits once for each tracepoint, as the kernel does, so that each wait is "
                        + (slope.off() > 0 ? "longer here: something else ran, or what is done between two waits."
                        : "shorter here.")
                : "It does not wait once for each tracepoint, as the kernel does; see Waits and patches.";
    }

    /** At the kernel commit's scale: the ratio, the difference that consists of waits, and what is left. */
    private String seed() {
        CostCurve scale = run.curve().main("disable").where(p -> p.tracepoints() == Names.SEED_TRACEPOINTS);
        double original = scale.of("original", Names.SEED_HZ).medianAt(Names.SEED_TRACEPOINTS);
        double after = scale.of(WAITS, Names.SEED_HZ).medianAt(Names.SEED_TRACEPOINTS);
        double kernels = run.seed().seconds("original").orElse(Double.NaN);
        double kernelsAfter = run.seed().seconds(WAITS).orElse(Double.NaN);
        if (!Double.isFinite(after / original) || !Double.isFinite(kernelsAfter / kernels)) {
            return "";
        }
        double off = (after - original) / (kernelsAfter - kernels) - 1;
        boolean sameRatio = Math.abs(after / original / (kernelsAfter / kernels) - 1) <= SAME;
        return Markdown.format("In the kernel commit's message unconditional takes %s as long as original, here %s: "
                + "its waits take %s more there and %s here (%+.1f%%)", times(kernelsAfter / kernels),
                times(after / original), Units.seconds(kernelsAfter - kernels), Units.seconds(after - original),
                100 * off) + (sameRatio ? "." : Markdown.format(", %s original's own cost, patching, is %s a "
                + "tracepoint there and %s here.", Math.abs(off) <= SAME ? "but" : "and",
                Units.seconds(kernels / Names.SEED_TRACEPOINTS), Units.seconds(original / Names.SEED_TRACEPOINTS)));
    }
}
