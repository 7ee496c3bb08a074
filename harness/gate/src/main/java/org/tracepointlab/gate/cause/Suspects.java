package org.tracepointlab.gate.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.WorkRule;

/**
 * Ranks the methods outside of the JDK and JMH by what speaks for them. Callers of a slow method grow only with what
 * they call, so a method scores by what is its own: its share of the growth of each kind of exact work, and of the time
 * of the samples that are its own or the JDK's below it, where that grew beyond chance. A method whose code was changed
 * scores by what it calls as well: a second call is little work of its own.
 *
 * <p>Methods that were changed and that grew come first. If there are none, the change is in one that did not grow and
 * had others grow; so those come next that were changed and that ran: or, if none ran and they are few, all of them,
 * since it has to be one of them, in a setup, say. Then those that grew.
 */
final class Suspects {

    /** Standard errors by which a number of samples has to differ. */
    private static final double SURE = 2.5;
    /** Growth of all work of a kind that counts fully; half of that counts half. */
    private static final double FULL_WORK = 0.01;
    /** The same of all time. */
    private static final double FULL_TIME = 0.05;

    /** Changed methods that are few. */
    private static final int FEW = 3;

    private final Evidence evidence;
    private final Map<String, Double> scores = new HashMap<>();
    private final Map<String, List<String>> reasons = new HashMap<>();

    private Suspects(Evidence evidence) {
        this.evidence = evidence;
    }

    /** The best first. */
    static List<Suspect> of(Evidence evidence) {
        Suspects suspects = new Suspects(evidence);
        if (evidence.hasSamples()) {
            suspects.time();
            suspects.waits();
        }
        if (evidence.hasWork()) {
            WorkByMethod.METRICS.stream().filter(metric -> !metric.equals("calls")).forEach(suspects::work);
        }
        return suspects.ranked();
    }

    private List<Suspect> ranked() {
        TreeSet<String> methods = new TreeSet<>(scores.keySet());
        List<String> changed = evidence.changed().stream().filter(method -> !MethodName.isLibrary(method)).toList();
        List<String> ran = changed.stream().filter(this::ran).toList();
        methods.addAll(!ran.isEmpty() ? ran : changed.size() <= FEW ? changed : List.of());
        String nothing = !evidence.hasWork() ? "whether it ran is not known" : ran.isEmpty()
                ? "it did not run inside of an operation, and no other method was changed that did"
                : "it ran, and nothing of it grew";
        List<Suspect> all = new ArrayList<>();
        for (String method : methods) {
            all.add(new Suspect(method, evidence.changed().contains(method), scores.getOrDefault(method, 0.0),
                    reasons.getOrDefault(method, List.of(nothing))));
        }
        boolean changedGrew = all.stream().anyMatch(suspect -> suspect.changed() && suspect.score() > 0);
        ToDoubleFunction<Suspect> tier = suspect -> suspect.changed() && suspect.score() > 0 ? 0
                : suspect.changed() == changedGrew ? 2 : 1;
        all.sort(Comparator.comparingDouble(tier).thenComparingDouble(suspect -> -suspect.score())
                .thenComparingDouble(suspect -> -weight(suspect.method())).thenComparing(Suspect::method));
        return all;
    }

    /** How much of the candidate it is: decides where nothing grew. */
    private double weight(String method) {
        return evidence.hasSamples() && evidence.after().within.amount() > 0
                ? evidence.after().within.amount(method) / evidence.after().stacks.total()
                : evidence.hasWork() ? evidence.workAfter().of("bytecodes", method) : 0;
    }

    /** Samples do not show that a method did not run; counts do. */
    private boolean ran(String method) {
        return !evidence.hasWork()
                || evidence.workAfter().of("calls", method) + evidence.workAfter().of("bytecodes", method) > 0
                || evidence.after() != null && evidence.after().within.count(method) > 0;
    }

    private void add(String method, double score, String reason) {
        if (score > 0 && !MethodName.isLibrary(method)) {
            scores.merge(method, score, Double::sum);
            reasons.computeIfAbsent(method, m -> new ArrayList<>()).add(reason);
        }
    }

    private void work(String metric) {
        Map<String, Double> now = evidence.workAfter().metrics().get(metric);
        double growth = now.keySet().stream().filter(method -> !MethodName.isLibrary(method))
                .mapToDouble(method -> Math.max(0, delta(metric, method))).sum();
        double before = evidence.workBefore().total(metric);
        double all = evidence.workAfter().total(metric) - before;
        double weight = before == 0 ? 1 : Math.min(1, all / before / FULL_WORK);
        for (String method : now.keySet()) {
            double delta = delta(metric, method);
            if (delta >= WorkRule.LEAST) {
                double old = evidence.workBefore().of(metric, method);
                // where work moved and did not grow in all, it says little, and not nothing
                add(method, delta / growth * Math.max(0.01, weight), Text.format("%+,.1f %s%s", delta, metric,
                        old == 0 ? " (none before)" : Text.format(" (%s)", change(delta / old))));
            }
        }
    }

    private double delta(String metric, String method) {
        return evidence.workAfter().of(metric, method) - evidence.workBefore().of(metric, method);
    }

    private void time() {
        double before = evidence.before().stacks.total() / evidence.before().operations;
        double after = evidence.after().stacks.total() / evidence.after().operations;
        double weight = Math.min(1, Math.max(0, after / before - 1) / FULL_TIME);
        grown(evidence.before().own, evidence.after().own, "self time", before, weight, false);
        grown(evidence.before().within, evidence.after().within, "time with what it calls", before, weight, true);
    }

    private void waits() {
        double before = evidence.before().waits.amount() / evidence.before().operations;
        double after = evidence.after().waits.amount() / evidence.after().operations;
        grown(evidence.before().waitsWithin, evidence.after().waitsWithin, "time of waits",
                Math.max(before, after - before), Math.min(1, Math.max(0, after / before - 1) / FULL_TIME), true);
    }

    /** Scores by growth in units of all that there was before, 1 at most. */
    private void grown(Tally before, Tally after, String what, double all, double weight, boolean changedOnly) {
        for (String method : after.names()) {
            Change change = change(evidence, before, after, method);
            if (change.isSure() && change.delta() > 0 && (!changedOnly || evidence.changed().contains(method))) {
                add(method, Math.min(1, change.delta() / all) * weight, Text.format("%s %s (%s to %s an operation)",
                        change.before() == 0 ? "new" : change(change.delta() / change.before()), what,
                        time(change.before()), time(change.after())));
            }
        }
    }

    /** Of one name, for each operation. */
    static Change change(Evidence evidence, Tally before, Tally after, String name) {
        double old = evidence.before().operations;
        double now = evidence.after().operations;
        return new Change(before.amount(name) / old, after.amount(name) / now,
                Math.hypot(error(before, name) / old, error(after, name) / now));
    }

    private static double error(Tally tally, String name) {
        double count = tally.count(name);
        return count == 0 ? 0 : tally.amount(name) / Math.sqrt(count);
    }

    /**
     * An amount for each operation on both sides.
     *
     * @param error standard error of the difference, as that of a number of events
     */
    record Change(double before, double after, double error) {

        double delta() {
            return after - before;
        }

        boolean isSure() {
            return Math.abs(delta()) > SURE * error;
        }
    }

    static String change(double fraction) {
        return Text.format("%+.0f%%", 100 * fraction);
    }

    /** Nanoseconds, in a unit that suits. */
    static String time(double nanos) {
        double size = Math.abs(nanos);
        return size < 1e3 ? Text.format("%.1f ns", nanos) : size < 1e6 ? Text.format("%.2f us", nanos / 1e3)
                : size < 1e9 ? Text.format("%.2f ms", nanos / 1e6) : Text.format("%.2f s", nanos / 1e9);
    }
}
