package org.tracepointlab.gate.bisect;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tracepointlab.gate.chart.GateChart;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.BusyException;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.ProcessLock;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Text;
import org.tracepointlab.gate.rule.Verdict;
import org.tracepointlab.gate.run.Effort;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.GateRun;
import org.tracepointlab.gate.run.RefBuild;
import org.tracepointlab.gate.run.Side;
import org.tracepointlab.gate.run.Stop;
import org.tracepointlab.gate.run.WorkCache;

/**
 * One bisection, in a folder of its own. First the two ends are gated; the worst of what FAILs is measured at the
 * commits between them, each against the good one. Not thread-safe.
 */
public final class Bisection {

    /** Blocks after which a commit's time is looked at. */
    private static final List<Integer> LOOKS = List.of(3, 6, 10, 20);
    private static final String ENDS = "ends";

    private final Path checkout;
    private final RefBuild refs;
    private final Path folder;
    private final PrintStream progress;
    private final Waiting waiting;

    /** Says what is gated, once both ends are built. */
    @FunctionalInterface
    public interface Planner {

        /** The gate of the bad end against the good one. */
        GatePlan plan(Side good, Side bad) throws IOException;
    }

    /**
     * @param refs builds commits of the checkout
     * @param folder of its files
     */
    public Bisection(Path checkout, RefBuild refs, Path folder, PrintStream progress, Waiting waiting) {
        this.checkout = checkout;
        this.refs = refs;
        this.folder = folder;
        this.progress = progress;
        this.waiting = waiting;
    }

    /** Whether one was begun in a folder, and got as far as its ends' gate: what is stopped before begins anew. */
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(ENDS).resolve(GatePlan.FILE));
    }

    /**
     * Begins one and runs it to its end.
     *
     * @param good commit that was fast, by its whole name
     * @param bad commit that is not
     * @param jvmArgs options of the forks' JVMs
     * @throws IOException if an end cannot be built, or git fails
     */
    public Finding start(String good, String bad, boolean firstParent, List<String> jvmArgs, Planner planner)
            throws IOException {
        return alone(() -> {
            Side before = new Side(built(good, "good"), Jdk.current(), jvmArgs, Map.of());
            Side after = new Side(built(bad, "bad"), Jdk.current(), jvmArgs, Map.of());
            GatePlan plan = planner.plan(before, after);
            return run(Journal.begin(folder, new Journal.Range(good, bad, firstParent)), plan, false);
        });
    }

    /**
     * Takes up one that was stopped.
     *
     * @throws BusyException if it was not
     */
    public Finding resume() throws IOException {
        return alone(() -> run(Journal.read(folder), GatePlan.read(folder.resolve(ENDS)), true));
    }

    private interface Work {
        Finding call() throws IOException;
    }

    private Finding alone(Work work) throws IOException {
        Path file = folder.resolve(".bisect.lock");
        try (ProcessLock lock = ProcessLock.tryTake(file, waiting.who())) {
            if (lock == null) {
                throw new BusyException("expected a stopped bisection in " + folder + ", found a running one, "
                        + ProcessLock.holder(file) + "; wait for its end, or stop it");
            }
            return work.call();
        }
    }

    private Path built(String commit, String name) throws IOException {
        say("building the %s commit %s", name, commit);
        Path jar = folder.resolve(name + ".jar");
        refs.build(commit, jar, folder.resolve(name + "-build.log"));
        return jar;
    }

    private void say(String format, Object... args) {
        progress.println("bisect: " + Text.format(format, args));
        progress.flush();
    }

    private Finding run(Journal journal, GatePlan ends, boolean resumed) throws IOException {
        try (Stop stop = Stop.atExit()) {
            return run(journal, ends, resumed, stop);
        }
    }

    private Finding run(Journal journal, GatePlan ends, boolean resumed, Stop stop) throws IOException {
        if (journal.measure() == null) {
            Judgement judgement = gateEnds(ends, resumed, stop);
            if (stop.isAsked()) {
                return Finding.stopped();
            }
            Measure worst = Measure.worst(judgement).orElse(null);
            if (worst == null) {
                return Finding.none(judgement.verdict());
            }
            journal.measure(worst);
        }
        Measure measure = journal.measure();
        Journal.Range range = journal.range();
        GitBisect git = GitBisect.start(checkout, folder.resolve("bisect.git"), range.good(), range.bad(),
                range.firstParent());
        say("%s: %s", measure.title(), measure.division());
        say("%d commits from %s to %s", git.commits(range.good(), range.bad()), git.title(range.good()),
                git.title(range.bad()));
        for (Step step : journal.steps()) {
            git.mark(step.commit(), step.mark());
        }
        for (String next = git.next(); next != null; next = git.next()) {
            int number = journal.steps().size() + 1;
            say("%d of about %d: %s", number, number + git.steps() - 1, git.title(next));
            Step step = step(number, next, measure, ends);
            if (stop.isAsked()) { // its forks were killed: what it says of the commit is wrong
                return Finding.stopped();
            }
            journal.add(step);
            say("  %s: %s", step.mark().word(), step.reason());
            git.mark(next, step.mark());
        }
        Finding finding = Finding.of(git, journal);
        AtomicFiles.write(folder.resolve(Finding.PAGE), finding.page());
        if (finding.commit() != null) {
            AtomicFiles.write(folder.resolve(Finding.PATCH), git.patch(finding.commit()));
        }
        return finding;
    }

    private Judgement gateEnds(GatePlan plan, boolean resumed, Stop stop) throws IOException {
        Path place = folder.resolve(ENDS);
        Effort effort = new Effort(null, cache(), stop);
        Judgement judgement = resumed ? GateRun.resume(place, progress, waiting, effort)
                : GateRun.start(plan, place, progress, waiting, effort);
        GateChart.files(place, judgement);
        return judgement;
    }

    /** Of what was counted of the good end. */
    private WorkCache cache() {
        return WorkCache.in(folder.resolve("work-cache"));
    }

    private Step step(int number, String commit, Measure measure, GatePlan ends) throws IOException {
        Path place = folder.resolve(String.format(Locale.ROOT, "steps/%02d-%s", number, commit.substring(0, 12)));
        Folders.delete(place);
        Files.createDirectories(place);
        Path jar = place.resolve("candidate.jar");
        try {
            refs.build(commit, jar, place.resolve("build.log"));
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return Step.skip(commit, e.getMessage());
        }
        GatePlan plan = ends.only(measure.layer(), measure.benchmark(), measure.params(), jar);
        try (PrintStream log = new PrintStream(place.resolve("gate.log").toFile(), StandardCharsets.UTF_8)) {
            return measure.isTime() ? timed(commit, measure, plan, place, log)
                    : counted(commit, measure, plan, place, log);
        } catch (ForkFailedException | IllegalArgumentException e) {
            return Step.skip(commit, e.getMessage());
        } finally {
            Files.deleteIfExists(jar);
        }
    }

    private Step counted(String commit, Measure measure, GatePlan plan, Path place, PrintStream log)
            throws IOException {
        Judgement judgement = GateRun.start(plan, place.resolve("gate"), log, waiting,
                new Effort(null, cache()));
        CountOutcome found = judgement.counts(measure.layer()).stream()
                .filter(c -> c.verdict() == Verdict.INVALID || c.counter().equals(measure.metric()))
                .findFirst().orElse(null);
        if (found == null || found.verdict() == Verdict.INVALID) {
            return Step.skip(commit, found == null ? "it does not count " + measure.metric() : found.reason());
        }
        double value = measure.isByVerdict() ? found.verdict() == Verdict.FAIL ? 1 : 0 : found.after();
        return new Step(commit, mark(value, measure), value, found.verdict() + ", " + found.reason(), found.methods());
    }

    /** Blocks until the interval is on one side of the threshold; in the end, the side that the ratio is on. */
    private Step timed(String commit, Measure measure, GatePlan plan, Path place, PrintStream log)
            throws IOException {
        for (int blocks : LOOKS) {
            Judgement judgement = GateRun.blocks(plan, place.resolve("gate"), blocks, log, waiting);
            Outcome found = judgement.outcomes().stream().filter(o -> o.id().mode().equals(measure.metric()))
                    .findFirst().orElse(judgement.outcomes().get(0));
            if (found.verdict() == Verdict.INVALID || !Double.isFinite(found.ratio())) {
                return Step.skip(commit, found.reason());
            }
            boolean decided = found.low() > measure.threshold() || found.high() < measure.threshold();
            if (decided || blocks == LOOKS.get(LOOKS.size() - 1)) {
                return new Step(commit, mark(found.ratio(), measure), found.ratio(), Text.format(
                        "ratio %s (%s to %s) after %d blocks%s", Text.ratio(found.ratio()), Text.ratio(found.low()),
                        Text.ratio(found.high()), blocks, decided ? "" : "; not sure"), List.of());
            }
        }
        throw new IllegalStateException("expected a look, found none");
    }

    private static Mark mark(double value, Measure measure) {
        return value >= measure.threshold() ? Mark.BAD : Mark.GOOD;
    }
}
