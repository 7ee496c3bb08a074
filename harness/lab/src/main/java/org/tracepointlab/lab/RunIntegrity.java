package org.tracepointlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.lab.run.Manifest;

/** Keeps figures from being drawn from files that are not what the run wrote. */
final class RunIntegrity {

    private RunIntegrity() {
    }

    /**
     * Checks the whole run, which must have a manifest.
     *
     * @throws DamagedRunException if anything that is recorded is missing or changed, or a link is there
     */
    static void require(Path run) {
        Path folder = run.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw new UsageException("RUN_DIR", "the folder of a finished run", "none at " + folder);
        }
        check(folder, name -> true);
    }

    /**
     * Checks results and tables, which figures are made from, if there is a manifest: a run may be older than manifests
     * are.
     */
    static void requireData(Path folder) {
        if (Files.exists(folder.resolve(Manifest.FILE))) {
            check(folder, name -> name.matches("[^/]*\\.(csv|json|hlog)"));
        }
    }

    private static void check(Path folder, Predicate<String> wanted) {
        try {
            List<Manifest.Finding> wrong = Manifest.check(folder, wanted).findings().stream()
                    .filter(f -> f.kind() != Manifest.Kind.EXTRA || f.found().contains("link")).toList();
            if (!wrong.isEmpty()) {
                Manifest.Finding first = wrong.get(0);
                throw new DamagedRunException(folder + ": " + Printable.of(first.file()) + ": expected "
                        + first.expected()
                        + " as in " + Manifest.FILE + ", found " + first.found()
                        + (wrong.size() > 1 ? "; and " + (wrong.size() - 1)
                        + " more" : "") + " (lab verify-run lists all; without " + Manifest.FILE + " the lab does not "
                        + "check files)");
            }
        } catch (IOException e) {
            throw new DamagedRunException(e.getMessage());
        }
    }
}
