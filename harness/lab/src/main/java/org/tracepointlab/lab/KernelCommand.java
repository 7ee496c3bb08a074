package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.Charts;
import org.tracepointlab.lab.data.KernelReference;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.kernel.HostKernel;
import org.tracepointlab.lab.kernel.KernelProbe;
import org.tracepointlab.lab.kernel.KernelSweep;
import org.tracepointlab.lab.kernel.Tracefs;
import org.tracepointlab.lab.report.HostKernelSection;
import org.tracepointlab.lab.run.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab kernel}: the seed's experiment on the machine's own kernel. */
@Command(name = "kernel",
        description = {"Time enabling and disabling N events of this machine's own kernel (root, tracefs).",
    "It uses a tracing instance of its own and restores the state of tracing, also on Ctrl-C."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:measured, and the state of tracing is restored", "64:wrong use",
            "69:no Linux, no root, no tracefs, or somebody else is tracing; the message says which",
            "70:internal error, or tracing could not be restored; the message names the difference"},
        footer = {"", "Examples:", "  sudo scripts/lab kernel",
        "  sudo scripts/lab kernel --csv host-kernel.csv --repeats 10",
            "  sudo scripts/lab kernel --run latest       and draw the curve over that run's",
            "  sudo scripts/lab kernel --literal          also the kernel commit's two commands"})
final class KernelCommand implements Callable<Integer> {

    private static final int MAX_REPEATS = 1000;
    private static final long PAUSE_MILLIS = 60;

    @Mixin
    private Output output;

    @Option(names = "--tracepoints", paramLabel = "LIST",
            description = "Numbers of events, or all; default: 1, 2, 5, 10 and so on, and all. A larger number means "
                    + "all.")
    private String tracepoints;

    @Option(names = "--repeats", defaultValue = "5", paramLabel = "R", description = "Repeats of each N; default: "
            + "${DEFAULT-VALUE}.")
    private int repeats;

    @Option(names = "--literal", description = {"Also run the two commands of the kernel commit's message (trace-cmd "
            + "start -e all, -p nop) on the global instance; refused while somebody else is tracing."})
    private boolean literal;

    @Option(names = "--csv", paramLabel = "FILE",
            description = "Write every timing here, in the columns of results/reference/kernel-reference.csv.")
    private Path csv;

    @Option(names = "--run", paramLabel = "RUN_DIR",
            description = "Write host-kernel.csv into this run (or latest), and draw its report again with the curve.")
    private String run;

    @Option(names = "--results", paramLabel = "DIR", description = "Folder of runs; default: results of the checkout.")
    private Path results;

    @Override
    public Integer call() throws IOException {
        if (repeats < 1 || repeats > MAX_REPEATS) {
            throw new UsageException("--repeats", "a number from 1 to " + MAX_REPEATS, "'" + repeats + "'");
        }
        List<Integer> sizes = Overrides.numbersOrAll("--tracepoints", tracepoints, Overrides.MAX_TRACEPOINTS);
        Workspace workspace = Workspace.find();
        Path home = workspace.results(results);
        Path folder = run == null ? null : workspace.run(run, home);
        if (csv != null) {
            Project.requireWritable("--csv", csv.toAbsolutePath().getParent());
        }
        KernelProbe.Settings settings = new KernelProbe.Settings(sizes, repeats, PAUSE_MILLIS, literal, "trace-cmd");
        KernelProbe.Result result = new KernelProbe(Tracefs::open, settings, this::progress).run();
        HostKernel kernel = HostKernel.running();
        List<List<String>> rows = result.timings().stream().map(t -> kernel.row(result.source(), t)).toList();
        if (csv != null) {
            Csv.write(csv, KernelReference.COLUMNS, rows);
        }
        if (folder != null) {
            Csv.write(folder.resolve(KernelReference.HOST_FILE), KernelReference.COLUMNS, rows);
            Manifest.update(folder, List.of(KernelReference.HOST_FILE));
        }
        KernelReference measured = KernelReference.of(KernelReference.COLUMNS, rows);
        say(result, kernel, measured);
        ObjectNode json = json(result, kernel);
        if (folder != null) {
            List<Charts.Outcome> charts = RunFiles.report(RunData.read(folder, workspace.reference(home)));
            output.text(RunFiles.list(folder, charts));
            json.put("run", folder.toString());
        }
        output.json(json);
        if (!result.differences().isEmpty()) {
            throw new IllegalStateException("tracing is not restored: " + String.join("; ", result.differences()));
        }
        return 0;
    }

    private void progress(String line) {
        if (output.showsProgress()) {
            output.err().println("lab kernel: " + line);
            output.err().flush();
        }
    }

    private void say(KernelProbe.Result result, HostKernel kernel, KernelReference measured) {
        output.text(HostKernelSection.table(measured).plain());
        output.text("kernel " + kernel.release() + ", HZ=" + (kernel.hz().isEmpty() ? "unknown" : kernel.hz())
                + ", preemption "
                + (kernel.preempt().isEmpty() ? "unknown" : kernel.preempt()) + ", tracepoint code "
                + kernel.variant() + "; "
                + result.events() + " events" + (result.refused().isEmpty() ? "" : ", " + result.refused().size()
                        + " more refuse to be enabled: " + String.join(", ", result.refused())));
        result.notes().forEach(output::text);
        if (result.differences().isEmpty()) {
            output.text("state of tracing before and after: identical (" + result.stateFiles() + " values compared)");
        }
        if (csv != null) {
            output.text("csv:    " + csv.toAbsolutePath());
        }
    }

    private static ObjectNode json(KernelProbe.Result result, HostKernel kernel) {
        ObjectNode root = Json.object();
        root.put("source", result.source()).put("kernelRelease", kernel.release()).put("variant", kernel.variant())
                .put("hz", kernel.hz()).put("preempt", kernel.preempt()).put("events", result.events())
                .put("stateIdentical", result.differences().isEmpty()).put("stateValues", result.stateFiles());
        ArrayNode notes = root.putArray("notes");
        result.notes().forEach(notes::add);
        ArrayNode refused = root.putArray("refusedEvents");
        result.refused().forEach(refused::add);
        ArrayNode timings = root.putArray("timings");
        for (KernelSweep.Timing t : result.timings()) {
            timings.addObject().put("phase", t.phase()).put("tracepoints", t.tracepoints()).put("repeat", t.repeat())
                    .put("seconds", t.seconds());
        }
        return root;
    }
}
