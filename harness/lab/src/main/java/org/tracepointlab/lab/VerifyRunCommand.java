package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.lab.run.Manifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab verify-run}: are the files of a run what the run wrote? Writes nothing. */
@Command(name = "verify-run", description = "Compare the files of a run with its manifest (sizes and SHA-256).",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every file is as recorded, and there are no others", "1:a file is missing, changed or extra",
            "2:unknown: there is no manifest that can be read", "64:wrong use", "70:internal error"},
        footer = {"", "Examples:", "  lab verify-run", "  lab verify-run results/runs/20260102-030405-default --json"})
final class VerifyRunCommand implements Callable<Integer> {

    static final int DIFFERS = 1;
    static final int UNKNOWN = 2;

    @Mixin
    private Output output;

    @Parameters(arity = "0..1", defaultValue = Workspace.LATEST, paramLabel = "DIR",
            description = "Folder or id of a run, or latest; default: ${DEFAULT-VALUE}.")
    private String run;

    @Option(names = "--results", paramLabel = "DIR", description = "Folder of runs; default: results of the checkout.")
    private Path results;

    @Override
    public Integer call() {
        Workspace workspace = Workspace.find();
        Path folder = workspace.folder(run, workspace.results(results));
        if (!Files.isDirectory(folder)) {
            throw new UsageException("DIR", "the folder of a run", "none at " + folder);
        }
        ObjectNode json = Json.object().put("run", folder.toString());
        try {
            Manifest.Checked checked = Manifest.check(folder);
            say(folder, checked);
            boolean whole = checked.findings().isEmpty();
            output.json(json(json.put("verdict", whole ? "WHOLE" : "DIFFERS"), checked));
            return whole ? 0 : DIFFERS;
        } catch (IOException e) {
            output.json(json.put("verdict", "UNKNOWN").put("reason", e.getMessage()));
            output.err().println("lab: " + e.getMessage());
            output.err().flush();
            return UNKNOWN;
        }
    }

    private void say(Path folder, Manifest.Checked checked) {
        List<Manifest.Finding> findings = checked.findings();
        for (Manifest.Finding f : findings) {
            output.text(String.format(Locale.ROOT, "%-8s %s: expected %s, found %s", kind(f), Printable.of(f.file()),
                    f.expected(), f.found()));
        }
        if (findings.stream().anyMatch(VerifyRunCommand::isLeftover)) {
            output.text("hint:    files whose names end in .tmp were left by a lab that was killed; lab report removes "
                    + "them");
        }
        output.text(String.format(Locale.ROOT, "run:     %s%n%d files of %,d bytes recorded, %s", folder,
                checked.files(),
                checked.bytes(), findings.isEmpty() ? "all as recorded" : findings.size() + " not as recorded"));
    }

    private static boolean isLeftover(Manifest.Finding finding) {
        return finding.kind() == Manifest.Kind.EXTRA
                && AtomicFiles.isLeftover(finding.file().substring(finding.file().lastIndexOf('/') + 1));
    }

    private static ObjectNode json(ObjectNode json, Manifest.Checked checked) {
        json.put("files", checked.files()).put("bytes", checked.bytes());
        ArrayNode findings = json.putArray("findings");
        checked.findings().forEach(f -> findings.addObject().put("file", f.file()).put("kind", kind(f))
                .put("expected", f.expected()).put("found", f.found()));
        return json;
    }

    private static String kind(Manifest.Finding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT);
    }
}
