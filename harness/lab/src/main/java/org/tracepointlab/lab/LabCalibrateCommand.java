package org.tracepointlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tracepointlab.gate.command.CalibrateCommand;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.gate.command.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab calibrate}: the gate's own calibration, and whole gates of implementations whose difference is known. */
@Command(name = "calibrate",
        description = "Run the baseline against itself: how often the gate errs here, and what it sees.",
        footer = {"", "Examples:",
        "  lab calibrate --change 5%%                what a change of 5%% takes on this machine",
            "  lab calibrate --simulate                 the table of error rates, in results/showcase",
            "  lab calibrate --live 10                  whole gates, of sides whose difference is known"})
final class LabCalibrateCommand extends CalibrateCommand {

    private static final String RECORDED = "showcase/gate-forks.csv";
    private static final String TABLE = "showcase/gate-calibration.md";
    private static final int MOST_RUNS = 100;

    private final Workspace workspace;

    @Option(names = "--live", paramLabel = "RUNS",
            description =
            "Run whole gates of bench/gate-proof.json instead: conditional against unconditional once, and this often, "
                    + "1 to 100, against itself and unconditional against --slower. Exit code 1 if the verdicts are "
                    + "not as they have to be.")
    private Integer live;

    @Option(names = "--slower", paramLabel = "NAME",
            description = "With --live: an implementation that is slower than unconditional.")
    private String slower;

    @Option(names = "--results", paramLabel = "DIR",
            description = "Where results are; default: results of the checkout.")
    private Path results;

    LabCalibrateCommand(Workspace workspace, Project project) {
        super(project);
        this.workspace = workspace;
    }

    @Override
    public Integer call() throws IOException {
        if (live != null) {
            if (live < 1 || live > MOST_RUNS) {
                throw new UsageException("--live", "1 to " + MOST_RUNS + " runs", "" + live);
            }
            return live();
        }
        if (slower != null) {
            throw new UsageException("--slower", "--live beside it", "none");
        }
        return super.call();
    }

    @Override
    protected Path gates() {
        return workspace.results(results).resolve("gates");
    }

    /** Those of the showcase. */
    @Override
    protected Path usualForks() {
        return workspace.results(results).resolve(RECORDED);
    }

    @Override
    protected Path usualTable() {
        return workspace.results(results).resolve(TABLE);
    }

    private int live() throws IOException {
        Path folder = folder("-live");
        boolean shown = new LiveProof(jar(), timed(workspace.root().resolve("bench/gate-proof.json")), folder,
                System.out, waiting())
                .run(slower, live, seed());
        print(Files.readString(folder.resolve(LiveProof.FILE)), "files: " + folder);
        return shown ? 0 : 1;
    }
}
