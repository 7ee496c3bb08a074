package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.ReadSide;

/**
 * Checks an implementation by running its own transition code and visiting every interleaving of its steps with
 * readers, up to bounds. Stateless and thread-safe.
 *
 * <h2>What is visited</h2>
 * <ol>
 * <li>Over the weakest RCU that is legal: every state, of every scenario, with each mixture of RCU and SRCU readers
 *     ({@link StateExplorer}). Two things are left out, and a test shows that they change no verdict: scenarios that
 *     differ from another one in names only, and bits of cookies that nobody will ask for again.
 * <li>With a foreign synchronizer: every state of scenarios of up to {@link #FOREIGN_OPERATIONS} operations with one
 *     reader ({@link Search}).
 * <li>With failing steps: every state of scenarios in which one step throws, before or after its effect, at any place
 *     where an update may throw ({@link Failure}), up to {@link Bounds#failing}.
 * </ol>
 *
 * <p>Traces are searched for breadth first, and with one reader: readers change nothing that another one sees and only
 * make the updater wait, so without the steps of the others a violation is still one, and shorter.
 */
public final class Checker {

    /** How many updates scenarios with a foreign synchronizer have at most. */
    static final int FOREIGN_OPERATIONS = 4;

    /** How many steps fail in a scenario at most. */
    private static final int FAILURES = 1;

    /** The two bugs of the original: 1->0->1 with another probe, and 1->2->1 where element 0 changed in 1->2. */
    static final List<Scenario> BUGS = List.of(Scenario.parse("+A -A +B"), Scenario.parse("+A ^B -A"));

    private Checker() {
    }

    /** Whether an implementation of that name claims to be correct; all but {@code original} do. */
    public static boolean claimsCorrect(String implementation) {
        return !implementation.equals("original");
    }

    /** Checks the implementation of that name: one of the lab's own, or one that a provider brings. */
    public static ModelVerdict check(String implementation, Bounds bounds) {
        return check(Implementation.named(implementation), bounds);
    }

    /** The names of all that can be checked: the lab's own, then those that providers on the class path bring. */
    public static List<String> implementations() {
        return Stream.concat(Implementation.names().stream(), Implementation.customNames().stream()).toList();
    }

    /**
     * Checks it up to these bounds.
     *
     * @throws CancellationException if the thread is interrupted meanwhile
     */
    public static ModelVerdict check(Implementation implementation, Bounds bounds) {
        return check(implementation, bounds, scenario -> true);
    }

    /** Checks it with those scenarios only of which this holds after each update. */
    static ModelVerdict check(Implementation implementation, Bounds bounds, Predicate<Scenario> where) {
        Optional<String> unchecked = whyUnchecked(implementation);
        if (unchecked.isPresent()) {
            return new ModelVerdict(implementation.name(), bounds, ModelVerdict.Visited.NOTHING,
                    ModelVerdict.Visited.NOTHING, List.of(),
                    Optional.empty(), unchecked, List.of(), ModelVerdict.Visited.NOTHING);
        }
        CheckedModel subject = CheckedModel.of(implementation);
        long start = System.nanoTime();
        UpdaterProgram tree = subject.tree(subject.scenarios(bounds.probes(), bounds.operations(), true).where(where));
        ModelVerdict.Visited weakest = visited(StateExplorer.run(tree, bounds.readers()), start);
        start = System.nanoTime();
        Search.Result search = Search.run(subject.tree(subject.scenarios(bounds.probes(),
                Math.min(bounds.operations(), FOREIGN_OPERATIONS), true).where(where)), Mode.FOREIGN, 1);
        ModelVerdict.Visited foreign = new ModelVerdict.Visited(search.states(), search.trace() == null ? 0 : 1,
                since(start),
                search.entered(), search.calls());
        boolean claims = claimsCorrect(implementation.name());
        ModelVerdict.Visited failing = failing(subject, bounds.failing(),
                claims ? where : where.and(subject.rightWithout()));
        List<Trace> traces = new ArrayList<>();
        List<Scenario> missing = new ArrayList<>();
        for (Scenario bug : claims ? List.<Scenario>of() : BUGS) {
            Optional.ofNullable(subject.shortest(bug)).ifPresentOrElse(traces::add, () -> missing.add(bug));
        }
        if (traces.isEmpty() && weakest.violations() > 0) {
            traces.add(subject.smallest(Mode.WEAKEST, bounds.probes(), bounds.operations()));
        }
        if (traces.isEmpty() && search.trace() != null) {
            traces.add(search.trace());
        }
        if (traces.isEmpty() && failing.violations() > 0) {
            traces.add(subject.failing(FAILURES).smallest(Mode.WEAKEST, bounds.failing().probes(),
                    bounds.failing().operations()));
        }
        return new ModelVerdict(implementation.name(), bounds, weakest, foreign, traces, tree.miscounted(),
                Optional.empty(),
                missing, failing);
    }

    private static ModelVerdict.Visited failing(CheckedModel subject, Bounds bounds, Predicate<Scenario> where) {
        long start = System.nanoTime();
        CheckedModel failing = subject.failing(FAILURES);
        UpdaterProgram tree = failing.tree(failing.scenarios(bounds.probes(), bounds.operations(), true).where(where));
        return visited(StateExplorer.run(tree, bounds.readers()), start);
    }

    private static ModelVerdict.Visited visited(StateExplorer.Result sweep, long start) {
        return new ModelVerdict.Visited(sweep.states(), sweep.violations(), since(start), sweep.entered(),
                sweep.calls());
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** A check can be given up, by an interrupt: whoever waits for it wants no half a verdict. */
    static void giveUpIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while checking");
        }
    }

    private static Optional<String> whyUnchecked(Implementation implementation) {
        if (implementation.readSide() != ReadSide.KERNEL && implementation.readSide() != ReadSide.PAIRED) {
            return Optional.of("its readers are of its own, and those are not modelled");
        }
        return Optional.empty();
    }
}
