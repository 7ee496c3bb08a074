package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.command.Patience;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.MachineLock;
import org.tracepointlab.gate.core.Waiting;
import org.tracepointlab.gate.rule.Verdict;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.Validity;
import org.tracepointlab.lab.report.ConsoleTable;
import org.tracepointlab.lab.run.Environment;
import org.tracepointlab.lab.run.Eta;
import org.tracepointlab.lab.run.Plan;
import org.tracepointlab.lab.run.PlanRunner;
import org.tracepointlab.lab.run.Progress;
import org.tracepointlab.lab.run.RunFolder;
import org.tracepointlab.lab.run.RunLock;
import org.tracepointlab.lab.run.Schedule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab run}: measures a plan into a folder of its own. */
@Command(name = "run", description = "Measure a plan; the run gets a new folder below --results.",
        footer = {"", "Examples:", "  lab run --plan smoke --report",
            "  lab run --plan default --implementation original,conditional --hz 1000"})
final class RunCommand implements Callable<Integer> {

    @Mixin
    private Output output;

    @Option(names = "--plan", defaultValue = "default", paramLabel = "PLAN",
            description = "smoke (under 2 minutes), default (under 8), full (about an hour), patching or deferred"
                    + " (about half an hour each); default: ${DEFAULT-VALUE}.")
    private String plan;

    @Option(names = "--implementation", paramLabel = "LIST",
            description = "Only these: original, unconditional, conditional, or implementations on LAB_CLASSPATH.")
    private String implementation;

    @Option(names = "--tracepoints", paramLabel = "LIST", description = "Only these numbers of tracepoints, 1 to "
            + "100000.")
    private String tracepoints;

    @Option(names = "--hz", paramLabel = "LIST", description = "Only these tick rates of the kernel flavour, 1 to "
            + "10000.")
    private String hz;

    @Option(names = "--results", paramLabel = "DIR", description = "Folder for runs; default: results of the checkout.")
    private Path results;

    @Option(names = "--benchmarks-jar", paramLabel = "FILE",
            description = "JMH jar to run; default: bench/target/benchmarks.jar of the checkout.")
    private Path jar;

    @Option(names = "--seed", paramLabel = "S", description = "Random seed of the order of forks; default: a new one, "
            + "recorded.")
    private Long seed;

    @Option(names = "--report", description = "Also draw the charts and write report.html and report.md.")
    private boolean report;

    @Option(names = "--allow-incorrect", description = "Also measure implementations that fail the quick check.")
    private boolean allowIncorrect;

    @Option(names = "--resume", arity = "0..1", fallbackValue = "", paramLabel = "RUN_DIR",
            description = "Continue a run that was stopped: the newest one, or runs/<id>.unfinished.")
    private Path resume;

    @Option(names = "--shard", paramLabel = "I/N",
            description = "Measure only part I of N of the plan, for N machines; lab merge merges the parts.")
    private String shard;

    @Option(names = "--strict", description = "End with exit code 3 if the run is INVALID; default: say so, and end "
            + "with 0.")
    private boolean strict;

    @Mixin
    private Patience patience;

    @Override
    public Integer call() throws IOException {
        Plan asked = Shard.of(shard, LabPlans.of(plan, Overrides.parse(implementation, tracepoints, hz)));
        Workspace workspace = Workspace.find();
        Path target = workspace.results(results);
        ForkRunner forks = new ForkRunner(Jdk.current(), workspace.benchmarksJar(jar), "lab.artifacts");
        Workspace.requireWritable(target);
        Path home = RunFolder.results(target, resume);
        RunLock alone = RunLock.take(home);
        try {
            RunFolder.removeLeftovers(home);
            return run(workspace, target, asked, forks);
        } finally {
            alone.close();
        }
    }

    private int run(Workspace workspace, Path target, Plan asked, ForkRunner forks) throws IOException {
        RunSession begun = resume != null ? RunSession.again(target, resume, forks)
                : RunSession.anew(target, asked, seed, forks, Correctness.of(asked, allowIncorrect), workspace.root());
        Plan chosen = begun.plan();
        long order = begun.seed();
        RunFolder folder = begun.folder();
        Environment environment = begun.environment();
        begun.lines().forEach(output::text);
        output.text(String.format(Locale.ROOT, "plan %s: %d cells, %d forks, about %.1f minutes; seed %d",
                chosen.name(),
                chosen.cells().size(), chosen.forks(), chosen.estimatedSeconds() / 60, order));
        ArrayNode jmh = measure(chosen, order, forks, folder);
        environment.finish();
        RunData run = RunFiles.write(folder, chosen, jmh, environment.json(), workspace.reference(target));
        List<Charts.Outcome> charts = report ? RunFiles.report(run) : List.of();
        Path finished = folder.finish();
        output.text(ConsoleTable.of(run));
        output.text(RunFiles.list(finished, charts));
        output.json(RunFiles.json(run, finished, charts));
        return end(run.validity());
    }

    /** The last line of an invalid run says what to do; a build would end in success below it. */
    private int end(Validity validity) {
        if (validity.valid()) {
            return 0;
        }
        output.err().println("lab: INVALID run, do not trust its times: " + String.join("; ", validity.reasons())
                + "; stop what else runs on this machine and run again"
                + (strict ? "" : " (--strict, or mvn -Dlab.strict, makes this an error)"));
        output.err().flush();
        return strict ? Verdict.INVALID.exitCode() : 0;
    }

    /** Alone on this machine. */
    private ArrayNode measure(Plan plan, long seed, ForkRunner forks, RunFolder folder) throws IOException {
        Waiting waiting = patience.waiting(line -> {
            output.err().println("lab: " + line);
            output.err().flush();
        });
        MachineLock alone = MachineLock.take(waiting);
        try {
            return measure(plan, seed, forks, folder, waiting);
        } finally {
            alone.close();
        }
    }

    private ArrayNode measure(Plan plan, long seed, ForkRunner forks, RunFolder folder, Waiting waiting) {
        List<Schedule.Slot> schedule = Schedule.of(plan, seed);
        Eta eta = new Eta(plan, schedule);
        Progress progress = new Progress(progressTo(), output.speaks() && Terminal.attached(), schedule.size(), eta);
        return new PlanRunner(plan, schedule, forks, waiting).run(folder, progress, eta);
    }

    /** Standard output is the result's alone where that is a document. */
    private PrintStream progressTo() {
        return output.speaks() ? System.out
                : output.showsProgress() ? System.err : new PrintStream(OutputStream.nullOutputStream());
    }
}
