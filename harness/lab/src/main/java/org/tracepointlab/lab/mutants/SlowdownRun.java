package org.tracepointlab.lab.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.ProcessTree;
import org.tracepointlab.gate.rule.Text;

/**
 * Gates planted slowdowns and the unedited code one after the other, each against the unedited code, and keeps the
 * table. Rows that are there are kept, unless their patch has changed or they hold no verdict.
 */
public final class SlowdownRun {

    private static final String GATES = "gates";
    private static final int SHORT = 12;

    /** Builds the benchmarks of a commit. */
    @FunctionalInterface
    public interface Builder {

        /**
         * Builds them with a patch applied.
         *
         * @param patch or null for the commit as it is
         * @throws IOException if that fails; the message is one line
         */
        void build(String commit, Path patch, Path jar, Path log) throws IOException;
    }

    /** Runs one gate. */
    @FunctionalInterface
    public interface Gate {

        /**
         * Runs it to its end.
         *
         * @param folder that it is to leave its files in, and that is not there yet
         * @return its exit code
         * @throws IOException if it cannot be started, or was stopped
         */
        int run(Path baseline, Path candidate, Path folder, Path log) throws IOException;
    }

    private final String commit;
    private final Path out;
    private final Builder builder;
    private final Gate gate;
    private final SlowdownTable table;
    private final Consumer<String> progress;
    private final Fault.Sources sources;

    /** One whose gates do not look for causes. */
    public SlowdownRun(String commit, Path out, Builder builder, Gate gate, SlowdownTable table,
            Consumer<String> progress) {
        this(commit, out, builder, gate, table, progress, null);
    }

    /**
     * @param table what is known already; rows are added to it
     * @param sources of the commit, where the gates look for the cause; null where they do not
     */
    public SlowdownRun(String commit, Path out, Builder builder, Gate gate, SlowdownTable table,
            Consumer<String> progress, Fault.Sources sources) {
        this.commit = commit;
        this.out = out;
        this.builder = builder;
        this.gate = gate;
        this.table = table;
        this.progress = progress;
        this.sources = sources;
    }

    /**
     * Gates all that is not in the table yet.
     *
     * @param unedited how often the code is gated as it is, before the slowdowns
     * @return whether the gate was right about all of them, those that were in the table included
     */
    public boolean run(List<PlantedSlowdown> planted, int unedited) throws IOException {
        boolean right = true;
        for (int i = 1; i <= unedited; i++) {
            SlowdownResult result = table.unedited(i);
            right &= (result != null ? kept(result) : unedited(i)).isRight();
        }
        for (PlantedSlowdown slowdown : planted) {
            SlowdownResult result = table.of(slowdown);
            right &= (isKept(result) ? kept(result) : planted(slowdown)).isRight();
        }
        table.write();
        return right;
    }

    /** What was seen without its cause is gated again for it. */
    private boolean isKept(SlowdownResult result) {
        return result != null && (sources == null || !result.isSeen() || result.isExplained());
    }

    private SlowdownResult kept(SlowdownResult result) {
        progress.accept(line(result) + " (kept)");
        return result;
    }

    private SlowdownResult unedited(int number) throws IOException {
        String label = Text.format("%s-%02d", SlowdownResult.UNEDITED, number);
        progress.accept(label + ": gating");
        long start = System.nanoTime();
        Path baseline = baseline();
        GateOutcome outcome = gated(label, baseline, baseline);
        return add(SlowdownResult.unedited(number, outcome, secondsSince(start), commit));
    }

    private SlowdownResult planted(PlantedSlowdown slowdown) throws IOException {
        Path baseline = baseline();
        Path candidate = out.resolve("candidate.jar");
        progress.accept(slowdown.label() + ": building");
        long start = System.nanoTime();
        GateOutcome outcome;
        String rank = SlowdownResult.NOT_ASKED;
        try {
            Fault fault = sources == null ? null : Fault.of(Files.readString(slowdown.file()), sources);
            builder.build(commit, slowdown.file(), candidate, log(slowdown.label() + "-build"));
            progress.accept(slowdown.label() + ": gating");
            start = System.nanoTime();
            outcome = gated(slowdown.label(), baseline, candidate);
            if (fault != null && outcome.isFail()) {
                rank = GateOutcome.rank(out.resolve(GATES).resolve(slowdown.label()), fault::isAt);
            }
        } catch (IOException e) {
            requireNotStopped(e);
            outcome = GateOutcome.error(e.getMessage());
        } finally {
            Files.deleteIfExists(candidate);
        }
        return add(SlowdownResult.of(slowdown, outcome, secondsSince(start), commit).withCause(rank));
    }

    /** The unedited code's jar, made once. */
    private Path baseline() throws IOException {
        Path jar = out.resolve("unedited-" + commit.substring(0, Math.min(SHORT, commit.length())) + ".jar");
        if (Files.notExists(jar)) {
            progress.accept(SlowdownResult.UNEDITED + ": building");
            builder.build(commit, null, jar, log(SlowdownResult.UNEDITED + "-build"));
        }
        return jar;
    }

    private Path log(String name) throws IOException {
        return Files.createDirectories(out.resolve(GATES)).resolve(name + ".log");
    }

    private GateOutcome gated(String label, Path baseline, Path candidate) throws IOException {
        Path log = log(label);
        Path folder = out.resolve(GATES).resolve(label);
        if (Files.isDirectory(folder)) {
            ProcessTree.killMarked(folder); // what a killed run left there may be running still
            Folders.delete(folder);
        }
        return GateOutcome.of(folder, gate.run(baseline, candidate, folder, log));
    }

    /** Who stops this wants no row of it. */
    private static void requireNotStopped(IOException e) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw e;
        }
    }

    private SlowdownResult add(SlowdownResult result) throws IOException {
        table.add(result);
        table.write();
        progress.accept(line(result));
        return result;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    private static String line(SlowdownResult result) {
        return Text.format("%02d-%s: %s%s%s", result.number(), result.name(), result.verdict(),
                result.named().equals(SlowdownResult.NONE) ? "" : ", " + result.layer() + ": " + result.named(),
                result.isExplained() ? "; cause: " + result.causeRank() : "");
    }
}
