package org.tracepointlab.gate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracepointlab.gate.cause.CauseRun;
import org.tracepointlab.gate.cause.Failed;
import org.tracepointlab.gate.chart.GateChart;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.report.Annotations;
import org.tracepointlab.gate.report.GateConsole;
import org.tracepointlab.gate.report.VerdictJson;
import org.tracepointlab.gate.rule.Judgement;
import org.tracepointlab.gate.rule.Verdict;
import org.tracepointlab.gate.run.Effort;
import org.tracepointlab.gate.run.GateFolder;
import org.tracepointlab.gate.run.GatePlan;
import org.tracepointlab.gate.run.GateRun;
import org.tracepointlab.gate.run.Side;
import org.tracepointlab.gate.run.Stop;
import org.tracepointlab.gate.run.WorkCache;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gate}: runs both sides in turn and decides whether the candidate is slower. */
@Command(name = "gate", description = "Run baseline and candidate in turn and decide whether the candidate is slower.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:PASS", "1:FAIL", "2:INCONCLUSIVE", "3:INVALID", "64:wrong use",
            "65:a file is not what it has to be", "70:internal error",
            "75:another process measures, or this gate is running (--no-wait, --resume)"},
        footer = {"", "Examples:", "  ${COMMAND-FULL-NAME} --baseline origin/main",
            "  ${COMMAND-FULL-NAME} --baseline HEAD~1 --counts-only --work-only",
            "  ${COMMAND-FULL-NAME} --baseline-jar old.jar --candidate-jar new.jar --include MyBenchmark --work-only",
            "  ${COMMAND-FULL-NAME} --baseline-jar old.jar --candidate-jar new.jar --include MyBenchmark --margin 5%%",
            "  ${COMMAND-FULL-NAME} --baseline-jar old.jar --candidate-jar new.jar --include MyBenchmark --duet",
            "  ${COMMAND-FULL-NAME} --baseline-param size=1000 --candidate-param size=1001"})
public final class GateCommand implements Callable<Integer> {

    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,5})([smh])");

    @Spec
    private CommandSpec spec;

    @Mixin
    private Sides sides;

    @Mixin
    private Scope scope;

    @Mixin
    private Margin margin;

    @Option(names = "--duet", description = "Time both sides in one JVM, in turn, in slices of 20 ms: what disturbs "
            + "the machine disturbs both alike, so that far fewer forks decide. What cannot be run so is said, and "
            + "runs in separate forks.")
    private boolean duet;

    @Option(names = "--counts-only", description = "Judge only exact counts.")
    private boolean countsOnly;

    @Option(names = "--bounds-only", description = "With --counts-only: no baseline; judge only counts with a bound.")
    private boolean boundsOnly;

    @Option(names = "--no-counts", description = "Judge only time.")
    private boolean noCounts;

    @Option(names = "--work-only", description = "Judge only the work of each operation, and how it grows.")
    private boolean workOnly;

    @Option(names = "--no-work", description = "Do not judge work.")
    private boolean noWork;

    @Option(names = "--max-time", paramLabel = "T",
            description = "Begin no block after this time, like 90s, 15m or 2h; what is open then is INCONCLUSIVE.")
    private String maxTime;

    @Option(names = "--fail-fast", description = "End at the first count or work that FAILs; the others are not looked "
            + "at.")
    private boolean failFast;

    @Option(names = "--no-cause", description = "Do not look for the cause of a FAIL: no fork of each side is "
            + "recorded.")
    private boolean noCause;

    @Option(names = "--work-cache", paramLabel = "DIR",
            description = "Keeps what was counted of the baseline, for gates against the same jar; default: nowhere.")
    private Path workCache;

    @Option(names = "--seed", paramLabel = "S", description = "Random seed of the order of forks; default: a new one, "
            + "recorded.")
    private Long seed;

    @Option(names = "--out", paramLabel = "DIR", description =
            "Where everything goes; default: ${bundle:project.gates}.")
    private Path out;

    @Option(names = "--resume", paramLabel = "DIR", description = "Continue the stopped gate in this folder.")
    private Path resume;

    @Mixin
    private Build build;

    @Mixin
    private Patience patience;

    private final Project project;

    /** @param project what is taken where no option says otherwise */
    public GateCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        Duration mostTime = mostTime();
        if (resume != null) {
            if (!Files.isRegularFile(resume.resolve(GatePlan.FILE))) {
                throw new UsageException("--resume", "the folder of a gate, with " + GatePlan.FILE + " in it",
                        "" + resume);
            }
            try (Stop stop = Stop.atExit()) {
                return end(resume, stop, GateRun.resume(resume, System.out, patience.waiting(System.out),
                        effort(mostTime, stop)));
            }
        }
        double share = margin.rule().margin();
        scope.check();
        if (boundsOnly && (!countsOnly || !sides.noBaseline())) {
            throw new UsageException("--bounds-only", "--counts-only and no baseline beside it", "another gate");
        }
        if (workOnly && (noWork || boundsOnly)) {
            throw new UsageException("--work-only", "no --no-work and no --bounds-only beside it", "both");
        }
        if (sides.noBaseline() && !boundsOnly) {
            throw new UsageException("--baseline", "a commit, a --baseline-jar, or another difference between the "
                    + "sides",
                    "nothing");
        }
        Side candidate = sides.candidate(project);
        Path folder = folder();
        if (Files.exists(folder.resolve(GatePlan.FILE))) {
            throw new UsageException("--out", "a folder without a gate (--resume continues a gate)", folder.toString());
        }
        Project.requireWritable("--out", folder);
        if (workCache != null) {
            Project.requireWritable("--work-cache", workCache);
        }
        scope.file(project);
        Path built;
        try {
            built = build.built(sides.ref, project, folder, "gate", spec.commandLine().getOut());
        } catch (IOException e) {
            spec.commandLine().getErr().println(project.name() + ": gate: " + Verdict.INVALID
                    + ": there is no baseline: " + e.getMessage());
            return Verdict.INVALID.exitCode();
        }
        Side baseline = sides.noBaseline() ? null : sides.baseline(built, candidate);
        GatePlan plan = scope.plan(project, sides.title(candidate, baseline), baseline, candidate, share, seed, duet,
                layers(baseline));
        try (Stop stop = Stop.atExit()) {
            return end(folder, stop, GateRun.start(plan, folder, System.out, patience.waiting(System.out),
                    effort(mostTime, stop)));
        }
    }

    private Scope.Layers layers(Side baseline) {
        boolean work = !noWork && baseline != null && (workOnly || !countsOnly && !scope.isByName());
        return new Scope.Layers(!noCounts && (!workOnly || countsOnly), work, !countsOnly && !workOnly);
    }

    private Effort effort(Duration mostTime, Stop stop) {
        return new Effort(mostTime, workCache == null ? WorkCache.NONE
                : WorkCache.in(workCache.toAbsolutePath().normalize()), stop, failFast);
    }

    private Duration mostTime() {
        if (maxTime == null) {
            return null;
        }
        Matcher time = TIME.matcher(maxTime);
        if (!time.matches()) {
            throw new UsageException("--max-time", "a time like 90s, 15m or 2h", "'" + maxTime + "'");
        }
        return Duration.of(Long.parseLong(time.group(1)), switch (time.group(2)) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        });
    }

    /** The folder that was named, or one of its own. */
    private Path folder() {
        if (out != null) {
            return out.toAbsolutePath().normalize();
        }
        try {
            return Folders.fresh(project.gates(), Folders.stamp(Instant.now()));
        } catch (IOException e) {
            throw new UsageException("--out", "a folder, since the usual one cannot be written", e.toString(), e);
        }
    }

    private int end(Path folder, Stop stop, Judgement judgement) throws IOException {
        GateChart.files(folder, judgement);
        PrintWriter console = spec.commandLine().getOut();
        if ("true".equals(System.getenv("GITHUB_ACTIONS"))) {
            console.print(Annotations.of(judgement));
        }
        GateConsole.lines(judgement).forEach(console::println);
        if (judgement.verdict() == Verdict.INCONCLUSIVE) {
            console.println("gate: WARNING: the gate shows neither that the candidate is slower nor that it is not");
        }
        console.flush();
        if (judgement.verdict() == Verdict.FAIL && !noCause && !stop.isAsked()) {
            cause(folder, stop, judgement).forEach(line -> console.println("cause: " + line));
        }
        console.println("gate: files in " + Project.shown(folder));
        console.flush();
        return judgement.verdict().exitCode();
    }

    /** The verdict is written by now, and stays what it is, whatever becomes of this. */
    private List<String> cause(Path folder, Stop stop, Judgement judgement) {
        try {
            return GateFolder.alone(folder, () -> {
                GatePlan plan = GatePlan.read(folder);
                if (plan.baseline() == null) {
                    return List.of("not looked for: there is no baseline to compare with");
                }
                return new CauseRun(plan, folder, System.out, patience.waiting(System.out), stop)
                        .run(Failed.of(plan, VerdictJson.of(judgement)), CauseRun.MOST);
            });
        } catch (IOException | RuntimeException e) {
            return stop.isAsked() ? List.of()
                    : List.of("could not be looked for: " + Printable.of("" + e.getMessage()));
        }
    }
}
