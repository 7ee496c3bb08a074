package org.tracepointlab.gate.cause;

import static org.tracepointlab.gate.core.Printable.markdown;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.rule.Text;

/** {@code cause.md}: what was found, for people. */
final class CausePage {

    private static final int MOST = 10;
    private static final int OF_WORK = 5;

    private final StringBuilder page = new StringBuilder();

    private CausePage() {
    }

    /** @param leftOut labels of benchmarks that FAILed too */
    static String of(String title, List<Explained> all, List<String> leftOut) {
        CausePage page = new CausePage();
        page.head(title, all, leftOut);
        all.forEach(page::benchmark);
        return page.page.toString();
    }

    private void line(String format, Object... args) {
        Text.line(page, format, args);
    }

    private void head(String title, List<Explained> all, List<String> leftOut) {
        line("# Why did it become slower?");
        line("");
        line("%s. A ranking of methods, not a proof. The forks that were recorded or counted for this page are not "
                + "among those that were measured.", markdown(title));
        line("");
        all.forEach(one -> line("- **%s**: %s", markdown(one.label()), markdown(one.mostLikely())));
        if (!leftOut.isEmpty()) {
            line("");
            line("Left out, although they FAILed too: %s.", leftOut.stream().map(Printable::markdown)
                    .collect(Collectors.joining(", ")));
        }
    }

    private void benchmark(Explained one) {
        Evidence evidence = one.evidence();
        line("");
        line("## %s", markdown(one.label()));
        one.notes().forEach(note -> {
            line("");
            line("%s", markdown(note));
        });
        if (!one.svg().isEmpty()) {
            line("");
            line("[Flame graph](%s)", one.svg());
        }
        suspects(one);
        if (evidence.hasWork()) {
            work(evidence);
        }
        if (evidence.hasSamples()) {
            samples(evidence);
        }
        others(evidence);
    }

    private void suspects(Explained one) {
        List<Suspect> suspects = one.suspects();
        line("");
        line("| | method | changed | what grew |");
        line("|---:|---|---|---|");
        for (int i = 0; i < Math.min(MOST, suspects.size()); i++) {
            Suspect suspect = suspects.get(i);
            line("| %d | %s | %s | %s |", i + 1, code(suspect.method()), suspect.changed() ? "yes" : "no",
                    markdown(String.join("; ", suspect.evidence())));
        }
        if (suspects.size() > MOST) {
            line("");
            line("And %d more.", suspects.size() - MOST);
        }
        if (suspects.isEmpty()) {
            line("| | none | | |");
        }
    }

    /** The methods whose counts grew most, those of the JDK as well. */
    private void work(Evidence evidence) {
        line("");
        line("### Work an operation, of the method alone");
        line("");
        line("| metric | baseline | candidate | grew most in |");
        line("|---|---:|---:|---|");
        for (String metric : WorkByMethod.METRICS) {
            Function<String, Double> delta = method -> evidence.workAfter().of(metric, method)
                    - evidence.workBefore().of(metric, method);
            String grew = evidence.workAfter().metrics().get(metric).keySet().stream()
                    .filter(method -> delta.apply(method) >= 0.05)
                    .sorted(Comparator.comparing(delta).reversed().thenComparing(Comparator.naturalOrder()))
                    .limit(OF_WORK).map(method -> Text.format("%s %+,.1f", code(method), delta.apply(method)))
                    .collect(Collectors.joining(", "));
            line("| %s | %,.1f | %,.1f | %s |", metric, evidence.workBefore().total(metric),
                    evidence.workAfter().total(metric), grew);
        }
    }

    private void samples(Evidence evidence) {
        Profile before = evidence.before();
        Profile after = evidence.after();
        line("");
        line("### Time an operation");
        line("");
        line("By samples: %,.0f of the baseline in %,.0f operations, %,.0f of the candidate in %,.0f. In all: %s, then "
                + "%s. What differs by less than chance is in brackets. Other threads than the benchmark's are in it, "
                + "also what they did for setups.", before.samples(), before.operations,
                after.samples(), after.operations, Suspects.time(before.stacks.total() / before.operations),
                Suspects.time(after.stacks.total() / after.operations));
        table("Self time", before.self, after.self, evidence, Suspects::time);
        table("By the innermost method outside of the JDK and JMH", before.own, after.own, evidence, Suspects::time);
    }

    private void others(Evidence evidence) {
        if (evidence.before() == null || evidence.after() == null || !(evidence.before().operations > 0)
                || !(evidence.after().operations > 0)) {
            return;
        }
        Profile before = evidence.before();
        Profile after = evidence.after();
        Function<Double, String> bytes = amount -> Text.format("%,.1f B", amount);
        Function<Double, String> number = amount -> Text.format("%.3g", amount);
        table("Allocated an operation, by site (sampled)", before.allocated, after.allocated, evidence, bytes);
        table("Monitors, parks and sleeps an operation, by site", before.waits, after.waits, evidence, Suspects::time);
        table("Operations of the virtual machine, time an operation", before.operationsOfVm, after.operationsOfVm,
                evidence, Suspects::time);
        table("Deoptimisations an operation", before.deoptimisations, after.deoptimisations, evidence, number);
        table("Compilations, time an operation", before.compilations, after.compilations, evidence, Suspects::time);
    }

    private void table(String title, Tally before, Tally after, Evidence evidence, Function<Double, String> unit) {
        Set<String> names = new TreeSet<>(before.names());
        names.addAll(after.names());
        line("");
        line("#### %s", title);
        line("");
        if (names.isEmpty()) {
            line("None on either side.");
            return;
        }
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.comparingDouble(name -> -Math.abs(
                Suspects.change(evidence, before, after, name).delta())));
        line("| what | baseline | candidate | change |");
        line("|---|---:|---:|---:|");
        for (String name : sorted.subList(0, Math.min(MOST, sorted.size()))) {
            Suspects.Change change = Suspects.change(evidence, before, after, name);
            String delta = (change.delta() < 0 ? "-" : "+") + unit.apply(Math.abs(change.delta()));
            line("| %s | %s | %s | %s |", code(name), unit.apply(change.before()), unit.apply(change.after()),
                    change.isSure() ? delta : "(" + delta + ")");
        }
    }

    /** A name of somebody else's, which stays one in a table. */
    private static String code(String name) {
        return "`" + Printable.escaped(name).replace('`', '\'').replace("|", "\\|") + "`";
    }
}
