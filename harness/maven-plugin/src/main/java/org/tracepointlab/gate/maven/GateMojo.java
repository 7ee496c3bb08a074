package org.tracepointlab.gate.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.gate.core.Folders;

/** Runs the benchmarks of this build and those of a baseline in turn, and fails if this build's are slower. */
@Mojo(name = "gate", defaultPhase = LifecyclePhase.VERIFY, requiresProject = true)
public final class GateMojo extends AbstractGateMojo {

    private final RepositorySystem repositories;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${maven.home}", readonly = true)
    private File mavenHome;

    /** A commit, such as {@code origin/main}: it is built in a temporary worktree of its own. */
    @Parameter(property = "jmhGate.baseline")
    private String baseline;

    /** A JMH jar, in place of a commit. */
    @Parameter(property = "jmhGate.baselineJar")
    private File baselineJar;

    /** A released JMH jar, in place of a commit: {@code group:artifact[:extension[:classifier]]:version}. */
    @Parameter(property = "jmhGate.baselineArtifact")
    private String baselineArtifact;

    /** The JMH jar that this build makes. */
    @Parameter(property = "jmhGate.candidateJar", defaultValue = "${project.build.directory}/benchmarks.jar",
            required = true)
    private File candidateJar;

    /** Which benchmarks are timed, a regular expression; without it the gate file says which. */
    @Parameter(property = "jmhGate.include")
    private String include;

    /** What is gated, a file; the default is {@code gate.json} in the top folder of the checkout. */
    @Parameter(property = "jmhGate.gateFile")
    private File gateFile;

    /** How much slower is too slow, such as {@code 10%}; the default is the gate's. */
    @Parameter(property = "jmhGate.margin")
    private String margin;

    /** How a commit is built in its top folder, words with blanks between; the default is this Maven, without tests. */
    @Parameter(property = "jmhGate.build")
    private String build;

    /** Each gate gets a folder in this one. */
    @Parameter(property = "jmhGate.out", defaultValue = "${project.build.directory}/jmh-gate", required = true)
    private File out;

    /**
     * Called by Maven.
     *
     * @param repositories where released jars are
     */
    @Inject
    public GateMojo(RepositorySystem repositories) {
        this.repositories = repositories;
    }

    @Override
    List<String> commandLine() throws MojoExecutionException {
        long baselines = Stream.of(baseline, baselineJar, baselineArtifact).filter(given -> given != null).count();
        if (baselines > 1) {
            throw new MojoExecutionException("expected one of baseline (a commit), baselineJar and baselineArtifact, "
                    + "found " + baselines);
        }
        List<String> line = new ArrayList<>(List.of("gate", "--candidate-jar", candidateJar.getPath(), "--out",
                folder()));
        if (baseline != null) {
            Path top = Project.of("jmh-gate", "jmh-gate", project().getBasedir().toPath()).root();
            line.addAll(List.of("--baseline", baseline, "--build", build != null ? build : thisMaven(), "--product",
                    top.relativize(candidateJar.toPath().toAbsolutePath().normalize()).toString()));
        } else if (baselineJar != null) {
            line.addAll(List.of("--baseline-jar", baselineJar.getPath()));
        } else if (baselineArtifact != null) {
            line.addAll(List.of("--baseline-jar", resolved().getPath()));
        }
        add(line, "--include", include);
        add(line, "--gate-file", gateFile == null ? null : gateFile.getPath());
        add(line, "--margin", margin);
        return line;
    }

    private static void add(List<String> line, String option, String value) {
        if (value != null) {
            line.addAll(List.of(option, value));
        }
    }

    private String folder() throws MojoExecutionException {
        try {
            return Folders.fresh(out.toPath(), Folders.stamp(Instant.now())).toString();
        } catch (IOException e) {
            throw new MojoExecutionException("out: expected a folder that can be written, found " + out + ": "
                    + e.getMessage(), e);
        }
    }

    private File resolved() throws MojoExecutionException {
        try {
            return repositories.resolveArtifact(session.getRepositorySession(), new ArtifactRequest(
                    new DefaultArtifact(baselineArtifact), project().getRemoteProjectRepositories(), null))
                    .getArtifact().getFile();
        } catch (IllegalArgumentException | ArtifactResolutionException e) {
            throw new MojoExecutionException("baselineArtifact: expected group:artifact[:extension[:classifier]]"
                    + ":version of a released JMH jar, found " + baselineArtifact + ": " + e.getMessage(), e);
        }
    }

    /** The same Maven, with the same repository and settings; what has a blank in it cannot be told. */
    private String thisMaven() {
        List<String> words = new ArrayList<>();
        words.add(mavenHome == null ? Project.maven()
                : mavenHome.toPath().resolve("bin").resolve(Project.maven()).toString());
        words.addAll(List.of("-B", "-q", "-DskipTests", "-Dmaven.repo.local="
                + session.getLocalRepository().getBasedir()));
        File settings = session.getRequest().getUserSettingsFile();
        if (settings != null && settings.isFile()) {
            words.addAll(List.of("-s", settings.getPath()));
        }
        words.add("package");
        return words.stream().noneMatch(word -> word.contains(" ")) ? String.join(" ", words)
                : Project.maven() + " -B -q -DskipTests package";
    }
}
