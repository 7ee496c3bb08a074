package org.tracepointlab.lab;

import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;
import org.tracepointlab.gate.command.BakeOffCommand;
import org.tracepointlab.gate.command.BisectCommand;
import org.tracepointlab.gate.command.CompareCommand;
import org.tracepointlab.gate.command.ErrorHandler;
import org.tracepointlab.gate.command.ExplainCommand;
import org.tracepointlab.gate.command.GateCommand;
import org.tracepointlab.gate.command.HistoryCommand;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.lab.kernel.UnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The lab's command line. Run it with {@code --help} for what it can do. */
@Command(name = "lab", description = "Measures what grace periods cost three tracepoint implementations.",
        subcommands = {RunCommand.class, ReportCommand.class, ShowCommand.class, CompareRunsCommand.class,
        PlotCommand.class,
            ListCommand.class,
            ClasspathCommand.class, VerifyRunCommand.class, GateCommand.class,
            ExplainCommand.class, CompareCommand.class,
            LabCalibrateCommand.class,
            BakeOffCommand.class, BisectCommand.class, HistoryCommand.class, GateMutantsCommand.class,
            MergeCommand.class, CheckCommand.class, TortureCommand.class, DemoCommand.class,
            KernelCommand.class, GracePeriodsCommand.class,
            RcuPeersCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a benchmark failed; the message names it and its log",
            "3:the run is INVALID, and --strict was given",
            "64:wrong use; the message names the option",
            "65:a file is not what it has to be, or not what a run wrote; the message names it, and lab verify-run "
            + "all of a run",
            "69:something is missing on this machine; the message says what", "70:internal error",
            "75:another lab run measures into this folder, or anything else and --no-wait was given; try again when it "
            + "ends"},
        footer = {"", "Examples:", "  lab run --plan smoke --report      measure for two minutes",
            "  lab show                           print the newest run, with bars", "  lab COMMAND --help             "
                    + "    explain a command"})
public final class Lab {

    static final int FAILED = 1;
    static final int DAMAGED = 65;
    static final int UNAVAILABLE = 69;

    private static final Map<Class<? extends Exception>, Integer> CODES =
            Map.of(UnavailableException.class, UNAVAILABLE,
            ForkFailedException.class, FAILED, DamagedRunException.class, DAMAGED);

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    private boolean help;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show stack traces of errors.")
    private boolean verbose;

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(execute(args, null, null));
    }

    /**
     * Runs one command.
     *
     * @param out where results go, or null for standard output
     * @param err where errors go, or null for standard error
     * @return the exit code
     */
    static int execute(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine line = line();
        if (out != null) {
            line.setOut(out);
        }
        if (err != null) {
            line.setErr(err);
        }
        for (String entry : System.getProperty("jmhgate.class.path", "").split(File.pathSeparator)) {
            Path file = Path.of(entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry);
            if (Files.notExists(file)) {
                line.getErr().println("lab: LAB_CLASSPATH: expected jars and folders that are there, found none at "
                        + file.toAbsolutePath());
                line.getErr().flush();
                return DAMAGED;
            }
        }
        return new ErrorHandler("lab", CODES, () -> ((Lab) line.getCommand()).verbose).execute(line, args);
    }

    /** The command line itself. */
    static CommandLine line() {
        Workspace workspace = Workspace.find();
        Project project = workspace.project();
        return new CommandLine(new Lab(), factory(workspace, project)).setResourceBundle(project.texts());
    }

    /** The gate's commands are those of any project; they are told which this is. */
    private static IFactory factory(Workspace workspace, Project project) {
        Map<Class<?>, Supplier<?>> commands = Map.of(GateCommand.class, () -> new GateCommand(project),
                BisectCommand.class, () -> new BisectCommand(project),
                HistoryCommand.class, () -> new HistoryCommand(project, Path.of("")),
                ExplainCommand.class, () -> new ExplainCommand(project),
                LabCalibrateCommand.class, () -> new LabCalibrateCommand(workspace, project),
                GateMutantsCommand.class, () -> new GateMutantsCommand(workspace, project));
        return new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                Supplier<?> command = commands.get(type);
                return command != null ? type.cast(command.get()) : CommandLine.defaultFactory().create(type);
            }
        };
    }
}
