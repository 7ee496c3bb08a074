package org.tracepointlab.gate.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.tracepointlab.gate.run.RefBuild;
import picocli.CommandLine.Option;

/** The options that say how the benchmarks of a commit are built. */
final class Build {

    @Option(names = "--build", paramLabel = "COMMAND",
            description =
            "Builds the benchmarks of a commit in its top folder; words with blanks between them. Default:"
                    + " ${bundle:project.build}.")
    private String build;

    @Option(names = "--product", paramLabel = "FILE",
            description = "JMH jar that --build makes, from the top folder; default: ${bundle:project.product}.")
    private Path product;

    RefBuild of(Project project) {
        return project.refBuild(build, product);
    }

    /**
     * The commit that a ref stands for.
     *
     * @throws UsageException if it stands for none
     */
    static String commit(RefBuild refs, String option, String ref, Project project) throws IOException {
        String commit = refs.commit(ref).orElse(null);
        if (commit == null) {
            throw new UsageException(option, "a commit of " + project.root(), "'" + ref + "'"
                    + (refs.shallow() ? "; this is a shallow clone (run: git fetch --unshallow)" : ""));
        }
        return commit;
    }

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
        RefBuild refs = of(project);
        String commit = commit(refs, "--baseline", ref, project);
        Path jar = folder.resolve("baseline.jar");
        out.println(who + ": building " + ref + " (" + commit + ")");
        out.flush();
        refs.build(commit, jar, folder.resolve("baseline-build.log"));
        return jar;
    }
}
