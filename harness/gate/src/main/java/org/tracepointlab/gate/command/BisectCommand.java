package org.tracepointlab.gate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.bisect.Bisection;
import org.tracepointlab.gate.bisect.Finding;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.rule.Verdict;
import org.tracepointlab.gate.run.RefBuild;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bisect}: which commit made benchmarks slower. */
@Command(name = "bisect", description = {"Find the commit that made benchmarks slower, as git bisect does. The worst "
        + "of what FAILs between the two ends is measured at the commits between them: exact counts and work first, "
        + "time where they agree.",
    "The checkout is not touched. A commit that does not build or cannot be judged is skipped."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the first bad commit was found", "2:several are left, or the bad commit is not slower",
            "3:an end cannot be built or judged", "64:wrong use", "65:a file is not what it has to be",
            "70:internal error", "75:another process measures, or this bisection is running (--no-wait, --resume)"},
        footer = {"", "Examples:", "  ${COMMAND-FULL-NAME} --good v1.2 --bad HEAD",
            "  ${COMMAND-FULL-NAME} --good HEAD~32 --bad HEAD --include MyBenchmark --by work",
            "  ${COMMAND-FULL-NAME} --resume bisects/20260101-120000"})
public final class BisectCommand implements Callable<Integer> {

    /** What tells good commits from bad ones. */
    enum By {
        any, work, time
    }

    @Spec
    private CommandSpec spec;

    @Option(names = "--good", paramLabel = "REF", description = "A commit that was fast.")
    private String good;

    @Option(names = "--bad", paramLabel = "REF", description = "A later commit that is slower.")
    private String bad;

    @Option(names = "--by", defaultValue = "any", paramLabel = "WHAT",
            description = "What tells them apart: ${COMPLETION-CANDIDATES}; work is counts and work without time. "
            + "Default: ${DEFAULT-VALUE}.")
    private By by;

    @Option(names = "--first-parent", description = "Test merges, and not the commits of the branches merged.")
    private boolean firstParent;

    @Mixin
    private Scope scope;

    @Mixin
    private Margin margin;

    @Option(names = "--jvm-args", defaultValue = "", paramLabel = "ARGS",
            description = "JVM options of the forks, separated by blanks.")
    private String jvmArgs;

    @Mixin
    private Build build;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Where everything goes; default: bisects/<time> beside the gates.")
    private Path out;

    @Option(names = "--resume", paramLabel = "DIR", description = "Continue the stopped bisection in this folder.")
    private Path resume;

    @Mixin
    private Patience patience;

    private final Project project;

    /** @param project what is taken where no option says otherwise */
    public BisectCommand(Project project) {
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        return resume != null ? resume() : start();
    }

    private int resume() throws IOException {
        if (!Bisection.isIn(resume)) {
            throw new UsageException("--resume", "the folder of a bisection", "" + resume);
        }
        return end(resume, bisection(resume)::resume);
    }

    private int start() throws IOException {
        if (good == null || bad == null) {
            throw new UsageException(good == null ? "--good" : "--bad", "a commit", "nothing");
        }
        double share = margin.rule().margin();
        scope.check();
        RefBuild refs = build.of(project);
        String from = Build.commit(refs, "--good", good, project);
        String to = Build.commit(refs, "--bad", bad, project);
        if (from.equals(to)) {
            throw new UsageException("--bad", "another commit than --good", to);
        }
        Path folder = folder();
        if (Bisection.isIn(folder)) {
            throw new UsageException("--out", "a folder without a bisection (--resume continues one)", "" + folder);
        }
        Project.requireWritable("--out", folder);
        scope.file(project);
        List<String> args = jvmArgs.isBlank() ? List.of() : Arrays.asList(jvmArgs.strip().split("\\s+"));
        Scope.Layers layers = new Scope.Layers(by != By.time, by != By.time, by != By.work);
        return end(folder, () -> bisection(folder).start(from, to, firstParent, args, (before, after) ->
                scope.plan(project, bad + " against " + good, before, after, share, null, false, layers)));
    }

    private Bisection bisection(Path folder) {
        return new Bisection(project.root(), build.of(project), folder.toAbsolutePath().normalize(), System.out,
                patience.waiting(System.out));
    }

    private Path folder() {
        if (out != null) {
            return out.toAbsolutePath().normalize();
        }
        try {
            return Folders.fresh(project.gates().resolveSibling("bisects"), Folders.stamp(Instant.now()));
        } catch (IOException e) {
            throw new UsageException("--out", "a folder, since the usual one cannot be written", e.toString(), e);
        }
    }

    /** Whatever finds it. */
    private interface Search {
        Finding call() throws IOException;
    }

    private int end(Path folder, Search search) throws WrongInputException {
        PrintWriter console = spec.commandLine().getOut();
        try {
            Finding finding = search.call();
            finding.lines().forEach(line -> console.println("bisect: " + line));
            console.println("bisect: files in " + Project.shown(folder));
            console.flush();
            return finding.exitCode();
        } catch (WrongInputException e) {
            throw e;
        } catch (IOException e) {
            spec.commandLine().getErr().println(project.name() + ": bisect: " + Verdict.INVALID + ": "
                    + e.getMessage());
            spec.commandLine().getErr().flush();
            return Verdict.INVALID.exitCode();
        }
    }
}
