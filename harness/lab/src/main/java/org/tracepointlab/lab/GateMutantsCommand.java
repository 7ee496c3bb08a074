package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracepointlab.gate.command.InputException;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.run.RefBuild;
import org.tracepointlab.lab.mutants.GateProcess;
import org.tracepointlab.lab.mutants.PlantedSlowdown;
import org.tracepointlab.lab.mutants.SlowdownRun;
import org.tracepointlab.lab.mutants.SlowdownTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab gate-mutants}: whether the gate sees slowdowns that were planted. */
@Command(name = "gate-mutants", description = {"Build each planted slowdown, gate it against the unedited commit, and "
        + "count those that the gate sees.",
    "A run that was stopped goes on with the same --out: a verdict is kept, unless its patch has changed."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:each slowdown was seen, save equivalent ones, and unedited code never called slower",
            "1:one was not seen, could not be built or gated; or unedited code was called slower",
            "64:wrong use", "65:a patch or the table in --out is not what it has to be; the message names it",
            "69:this is no git checkout"},
        footer = {"", "Examples:", "  lab gate-mutants                                with the default gate",
            "  lab gate-mutants --only '^0[1-9]' --gate-args=--counts-only",
            "  lab gate-mutants --only none --unedited 30      false alarms alone"})
final class GateMutantsCommand implements Callable<Integer> {

    private static final int MOST_UNEDITED = 1000;
    private static final List<String> TAKEN = List.of("--out", "--resume", "--baseline", "--baseline-jar",
            "--candidate-jar", "--work-cache", "--no-cause");

    private final Workspace workspace;
    private final Project project;

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Option(names = "--only", paramLabel = "REGEX",
            description = "Only patches in whose names, like 03-unconditional-waits-twice, this is found.")
    private String only;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Where the table and the gates go; default: results/gate-mutants of the checkout.")
    private Path out;

    @Option(names = "--patches", paramLabel = "DIR",
            description = "Where the patches are; default: scripts/gate-mutants.d of the checkout.")
    private Path patches;

    @Option(names = "--gate-args", defaultValue = "", paramLabel = "ARGS",
            description = "More options of lab gate, separated by blanks.")
    private String gateArgs;

    @Option(names = "--unedited", defaultValue = "0", paramLabel = "N",
            description = "Also gate the unedited code against itself, this often, 0 to " + MOST_UNEDITED
            + ": a FAIL counts against the gate.")
    private int unedited;

    @Option(names = "--cause", description = "Let the gate look for the cause of each FAIL, and note at which place it "
            + "names a method at fault.")
    private boolean cause;

    GateMutantsCommand(Workspace workspace, Project project) {
        this.workspace = workspace;
        this.project = project;
    }

    @Override
    public Integer call() throws IOException {
        if (unedited < 0 || unedited > MOST_UNEDITED) {
            throw new UsageException("--unedited", "a number from 0 to " + MOST_UNEDITED, "'" + unedited + "'");
        }
        List<String> more = gateArguments();
        List<PlantedSlowdown> catalogue = catalogue();
        List<PlantedSlowdown> chosen = chosen(catalogue);
        Path folder = out != null ? out.toAbsolutePath().normalize()
                : workspace.results(null).resolve("gate-mutants");
        Project.requireWritable("--out", folder);
        SlowdownTable table = table(folder, catalogue);
        RefBuild builds = new RefBuild(project.root(), project.build(), project.product());
        String commit = builds.commit("HEAD").orElse(null);
        if (commit == null) {
            output.err().println("lab: gate-mutants: expected a git checkout with a commit in " + workspace.root()
                    + ", found none: there is nothing to plant in");
            return Lab.UNAVAILABLE;
        }
        boolean right = new SlowdownRun(commit, folder, builds::build,
                new GateProcess(program(), workspace.root(), folder.resolve("work-cache"), more), table,
                this::progress, cause ? path -> builds.text(commit, path) : null).run(chosen, unedited);
        report(table, folder, right);
        return right ? 0 : Lab.FAILED;
    }

    private List<String> gateArguments() {
        List<String> more = Arrays.stream(gateArgs.strip().split("\\s+")).filter(a -> !a.isEmpty()).toList();
        for (String argument : more) {
            if (TAKEN.contains(argument.replaceFirst("=.*", ""))) {
                throw new UsageException("--gate-args", "options other than " + String.join(", ", TAKEN),
                        "'" + argument + "'");
            }
        }
        return cause ? more : Stream.concat(more.stream(), Stream.of("--no-cause")).toList();
    }

    private List<PlantedSlowdown> catalogue() {
        Path folder = patches != null ? patches.toAbsolutePath().normalize()
                : workspace.root().resolve("scripts/gate-mutants.d");
        if (!Files.isDirectory(folder)) {
            throw new UsageException("--patches", "a folder of patches", "none at " + folder);
        }
        try {
            return PlantedSlowdown.all(folder);
        } catch (IOException e) {
            throw new InputException(e);
        }
    }

    private List<PlantedSlowdown> chosen(List<PlantedSlowdown> catalogue) {
        try {
            Pattern pattern = Pattern.compile(only == null ? "" : only);
            List<PlantedSlowdown> chosen = catalogue.stream().filter(p -> pattern.matcher(p.label()).find()).toList();
            if (chosen.isEmpty() && unedited == 0) {
                throw new UsageException("--only", "the name of one of " + catalogue.size() + " patches, or --unedited",
                        "'" + (only == null ? "" : only) + "'");
            }
            return chosen;
        } catch (PatternSyntaxException e) {
            throw new UsageException("--only", "a regular expression", "'" + only + "'", e);
        }
    }

    private SlowdownTable table(Path folder, List<PlantedSlowdown> catalogue) {
        String command = "scripts/gate-mutants" + spec.commandLine().getParseResult().originalArgs().stream()
                .dropWhile(a -> !a.equals(spec.name())).skip(1)
                .map(a -> " " + (a.matches("[\\w./:=,-]+") ? a : "'" + a + "'")).collect(Collectors.joining());
        try {
            return SlowdownTable.in(folder, catalogue, command);
        } catch (IOException e) {
            throw new InputException(e);
        }
    }

    /** The gate of this very build. */
    private static List<String> program() {
        return List.of(Jdk.current().java().toString(), "-Djava.awt.headless=true",
                "-Djmhgate.class.path=" + System.getProperty("jmhgate.class.path", ""), "-cp",
                System.getProperty("java.class.path"), Lab.class.getName(), "gate");
    }

    private void progress(String line) {
        if (output.showsProgress()) {
            output.err().println("gate-mutants: " + line);
            output.err().flush();
        }
    }

    private void report(SlowdownTable table, Path folder, boolean right) {
        output.text("gate-mutants: " + table.score());
        output.text("gate-mutants: table in " + folder.resolve(SlowdownTable.PAGE));
        ObjectNode root = Json.object().put("right", right).put("score", table.score());
        ArrayNode rows = root.putArray("rows");
        table.results().forEach(r -> rows.addObject().put("number", r.number()).put("name", r.name())
                .put("verdict", r.verdict()).put("layer", r.layer()).put("named", r.named())
                .put("seconds", r.seconds()).put("right", r.isRight()).put("causeRank", r.causeRank()));
        output.json(root);
    }
}
