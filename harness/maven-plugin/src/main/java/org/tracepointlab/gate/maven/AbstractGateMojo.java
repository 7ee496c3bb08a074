package org.tracepointlab.gate.maven;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.tracepointlab.gate.JmhGate;
import org.tracepointlab.gate.core.ProcessTree;
import org.tracepointlab.gate.rule.Verdict;

/** What the goals have in common: a process, and what its exit code means for the build. Not thread-safe. */
abstract class AbstractGateMojo extends AbstractMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
    private List<Artifact> classPath;

    /** Does nothing. */
    @Parameter(property = "jmhGate.skip", defaultValue = "false")
    private boolean skip;

    /** The build fails on INCONCLUSIVE, too: where it was shown neither that benchmarks are slower nor that not. */
    @Parameter(property = "jmhGate.strict", defaultValue = "false")
    private boolean strict;

    /** More options of the command line, as {@code java -jar jmh-gate.jar gate --help} lists them. */
    @Parameter
    private List<String> arguments = new ArrayList<>();

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("jmh-gate: skipped");
            return;
        }
        List<String> command = new ArrayList<>(java());
        command.addAll(commandLine());
        command.addAll(arguments);
        getLog().debug(String.join(" ", command));
        end(run(command));
    }

    /** The command and its options. */
    abstract List<String> commandLine() throws MojoExecutionException;

    MavenProject project() {
        return project;
    }

    private List<String> java() {
        String jars = classPath.stream().map(Artifact::getFile).map(File::getAbsolutePath)
                .collect(Collectors.joining(File.pathSeparator));
        return List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Djava.awt.headless=true", "-cp", jars, JmhGate.class.getName());
    }

    private int run(List<String> command) throws MojoExecutionException {
        Process process;
        try {
            process = new ProcessBuilder(command).directory(project.getBasedir()).inheritIO().start();
        } catch (IOException e) {
            throw new MojoExecutionException("could not start " + command.get(0) + ": " + e.getMessage(), e);
        }
        Thread atExit = new Thread(process::destroy, "end-gate");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("interrupted while the gate ran", e);
        } finally {
            ProcessTree.removeHook(atExit);
        }
    }

    private void end(int code) throws MojoExecutionException, MojoFailureException {
        if (code == Verdict.FAIL.exitCode()) {
            throw new MojoFailureException("the gate says FAIL: benchmarks became slower; the lines above say which, "
                    + "and where its files are");
        }
        if (code == Verdict.INCONCLUSIVE.exitCode()) {
            String what = "the gate is INCONCLUSIVE: neither that the benchmarks are slower was shown nor that they "
                    + "are not";
            if (strict) {
                throw new MojoFailureException(what + ", and strict is set");
            }
            getLog().warn(what);
            return;
        }
        if (code == Verdict.INVALID.exitCode()) {
            throw new MojoExecutionException("the gate is INVALID: nothing was compared; the lines above say why");
        }
        if (code != Verdict.PASS.exitCode()) {
            throw new MojoExecutionException("the gate ended with exit code " + code + ", as the lines above explain");
        }
    }
}
