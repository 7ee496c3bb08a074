package org.tracepointlab.harness.lab;

import java.io.PrintWriter;
import org.tracepointlab.harness.core.BusyException;
import org.tracepointlab.harness.core.ForkFailedException;
import org.tracepointlab.harness.lab.kernel.UnavailableException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The lab's command line. Run it with {@code --help} for what it can do. */
@Command(name = "lab", description = "Measures what three tracepoint implementations pay for their grace periods.",
        subcommands = {RunCommand.class, ReportCommand.class, ShowCommand.class, CompareRunsCommand.class, PlotCommand.class,
            ListCommand.class, VerifyRunCommand.class, GateCommand.class, CompareCommand.class, CalibrateCommand.class,
            MergeCommand.class, CheckCommand.class, TortureCommand.class, DemoCommand.class, KernelCommand.class, GracePeriodsCommand.class,
            RcuPeersCommand.class},
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a benchmark failed; the message names it and its log",
            "64:wrong use; the message names the option",
            "65:a run's files are not what it wrote; the message names one, and lab verify-run all",
            "69:something is missing on this machine; the message says what", "70:internal error",
            "75:another lab run is measuring; try again when it has ended"},
        footer = {"", "Examples:", "  lab run --plan smoke --report      measure for two minutes",
            "  lab show                           the newest run, with bars", "  lab COMMAND --help                 what a command can do"})
public final class Lab {

    static final int FAILED = 1;
    static final int USAGE = 64;
    static final int DAMAGED = 65;
    static final int UNAVAILABLE = 69;
    static final int INTERNAL = 70;
    static final int BUSY = 75;

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
        Lab lab = new Lab();
        CommandLine line = new CommandLine(lab);
        if (out != null) {
            line.setOut(out);
        }
        if (err != null) {
            line.setErr(err);
        }
        line.setParameterExceptionHandler(lab::usage);
        line.setExecutionExceptionHandler(lab::failed);
        if (args.length == 0) {
            line.usage(line.getErr());
            return USAGE;
        }
        return line.execute(args);
    }

    private int usage(ParameterException e, String[] args) {
        return report(e.getCommandLine(), e, oneLine(e.getMessage()) + " (see: lab --help)", USAGE);
    }

    private int failed(Exception e, CommandLine line, ParseResult parsed) {
        if (e instanceof UsageException) {
            return report(line, e, e.getMessage(), USAGE);
        }
        if (e instanceof UnavailableException) {
            return report(line, e, e.getMessage(), UNAVAILABLE);
        }
        if (e instanceof ForkFailedException) {
            return report(line, e, e.getMessage(), FAILED);
        }
        if (e instanceof DamagedRunException) {
            return report(line, e, e.getMessage(), DAMAGED);
        }
        if (e instanceof BusyException) {
            return report(line, e, e.getMessage(), BUSY);
        }
        String what = e.getMessage() == null ? e.getClass().getName() : e.getClass().getSimpleName() + ": " + e.getMessage();
        return report(line, e, oneLine(what) + (verbose ? "" : " (--verbose shows where)"), INTERNAL);
    }

    private int report(CommandLine line, Exception e, String message, int exitCode) {
        line.getErr().println("lab: " + message);
        if (verbose) {
            e.printStackTrace(line.getErr());
        }
        line.getErr().flush();
        return exitCode;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }
}
