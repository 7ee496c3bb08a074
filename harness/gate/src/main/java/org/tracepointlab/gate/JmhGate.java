package org.tracepointlab.gate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.tracepointlab.gate.command.BakeOffCommand;
import org.tracepointlab.gate.command.BisectCommand;
import org.tracepointlab.gate.command.CalibrateCommand;
import org.tracepointlab.gate.command.CompareCommand;
import org.tracepointlab.gate.command.ErrorHandler;
import org.tracepointlab.gate.command.ExplainCommand;
import org.tracepointlab.gate.command.GateCommand;
import org.tracepointlab.gate.command.HistoryCommand;
import org.tracepointlab.gate.command.Project;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line of the gate: {@code java -jar jmh-gate.jar --help} says what it can do. */
@Command(name = "jmh-gate", description = "Decides whether the benchmarks of a JMH jar became slower.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:PASS, or done", "1:FAIL", "2:INCONCLUSIVE", "3:INVALID",
        "64:wrong use; the message names the option",
            "65:a file is not what it has to be; the message names it", "70:internal error",
            "75:another process measures, and --no-wait was given, or a gate to be resumed is running"},
        footer = {"", "Examples:", "  jmh-gate compare before.json after.json",
            "  jmh-gate gate --baseline-jar old.jar --candidate-jar new.jar --include MyBenchmark",
            "  jmh-gate COMMAND --help"})
public final class JmhGate {

    private static final String NAME = "jmh-gate";

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this help.")
    private boolean help;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show stack traces of errors.")
    private boolean verbose;

    private JmhGate() {
    }

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(execute(Path.of(""), null, null, args));
    }

    /**
     * Runs one command.
     *
     * @param folder in which it is run
     * @param out where results go, or null for standard output
     * @param err where errors go, or null for standard error
     * @return the exit code
     */
    static int execute(Path folder, PrintWriter out, PrintWriter err, String... args) {
        JmhGate gate = new JmhGate();
        Project project = Project.of(NAME, NAME, folder);
        CommandLine line = new CommandLine(gate).addSubcommand(new GateCommand(project))
                .addSubcommand(new CompareCommand()).addSubcommand(new BisectCommand(project))
                .addSubcommand(new ExplainCommand(project))
                .addSubcommand(new CalibrateCommand(project)).addSubcommand(new BakeOffCommand())
                .addSubcommand(new HistoryCommand(project, folder))
                .setResourceBundle(project.texts());
        if (out != null) {
            line.setOut(out);
        }
        if (err != null) {
            line.setErr(err);
        }
        return new ErrorHandler(NAME, Map.of(), () -> gate.verbose).execute(line, args);
    }
}
