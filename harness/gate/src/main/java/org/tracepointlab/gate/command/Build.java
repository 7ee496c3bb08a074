package org.tracepointlab.gate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.tracepointlab.gate.run.RefBuild;
import picocli.CommandLine.Option;

/** The options that say how a commit's benchmarks are built. */
final class Build {

    @Option(names = "--build", paramLabel = "COMMAND",
            description =
            "Builds the benchmarks of a --baseline REF in its top folder; words with blanks between them. Default:"
                    + " ${bundle:project.build}.")
    private String build;

    @Option(names = "--product", paramLabel = "FILE",
            description = "JMH jar that --build makes, from the top folder; default: ${bundle:project.product}.")
    private Path product;

    /**
     * Builds the baseline's commit, if one was named.
     *
     * @return its jar, or null
     * @throws IOException if that fails; the message is one line
     */
    Path built(String ref, Project project, Path folder, String who, PrintWriter out) throws IOException {
        if (ref == null) {
            return null;
        }
        RefBuild refs = project.refBuild(build, product);
        String commit = refs.commit(ref).orElse(null);
        if (commit == null) {
            throw new UsageException("--baseline", "a commit of " + project.root(), "'" + ref + "'"
                    + (refs.shallow() ? "; this is a shallow clone (run: git fetch --unshallow)" : ""));
        }
        Path jar = folder.resolve("baseline.jar");
        out.println(who + ": building " + ref + " (" + commit + ")");
        out.flush();
        refs.build(commit, jar, folder.resolve("baseline-build.log"));
        return jar;
    }
}
