package org.tracepointlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.run.Latest;

/**
 * Where things are: the checkout that the working directory is in, unless options say otherwise.
 *
 * @param root top folder of the checkout, or the working directory outside of one
 */
record Workspace(Path root) {

    /** The benchmarks' jar, as a build leaves it. */
    private static final Path PRODUCT = Path.of("bench", "target", "benchmarks.jar");

    /** Stands for the newest finished run. */
    static final String LATEST = "latest";

    /** Finds the checkout from the working directory upwards. */
    static Workspace find() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("bench/pom.xml"))
                    && Files.isRegularFile(folder.resolve("pom.xml"))) {
                return new Workspace(folder);
            }
        }
        return new Workspace(here);
    }

    /** The results folder: the option's, or the checkout's. */
    Path results(Path option) {
        return option != null ? option.toAbsolutePath().normalize() : root.resolve("results");
    }

    /** Folder with the reference files: that of the results, or else the checkout's. */
    Path reference(Path results) {
        Path own = results.resolve("reference");
        return Files.isDirectory(own) ? own : root.resolve("results/reference");
    }

    /**
     * The folder of a finished run.
     *
     * @param run its folder, its id below the results, or {@link #LATEST}
     * @throws UsageException if there is none
     * @throws DamagedRunException if its tables and results are not what its manifest records
     */
    Path run(String run, Path results) {
        Path folder = folder(run, results);
        if (!Files.isRegularFile(folder.resolve(RunData.JMH))) {
            throw new UsageException("RUN_DIR", "the folder of a run, with " + RunData.JMH + " in it",
                    folder.toString());
        }
        RunIntegrity.requireData(folder);
        return folder;
    }

    /** The same for a folder that need not be whole. */
    Path folder(String run, Path results) {
        try {
            Path byId = results.resolve("runs").resolve(run);
            return run.equals(LATEST) ? Latest.resolve(results)
                    : Files.isDirectory(byId) ? byId : Path.of(run).toAbsolutePath().normalize();
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("RUN_DIR", "a finished run", e.getMessage(), e);
        }
    }

    /**
     * The benchmarks' jar: the option's, or the one that the build makes.
     *
     * @throws UsageException if there is none
     */
    Path benchmarksJar(Path option) {
        Path jar = option != null ? option.toAbsolutePath().normalize() : root.resolve(PRODUCT);
        if (!Files.isReadable(jar) || !Files.isRegularFile(jar)) {
            throw new UsageException("--benchmarks-jar",
                    "a JMH jar (the lab's own is built by: mvn -DskipTests verify)",
                    "none at " + jar);
        }
        return jar;
    }

    /** What the gate takes where no option says otherwise. */
    Project project() {
        return new Project("lab", "scripts/lab", root, root.resolve(PRODUCT), root.resolve("bench/gate.json"),
                results(null).resolve("gates"),
                List.of(maven(), "-B", "-ntp", "-q", "-DskipTests", "-pl", "bench", "-am", "package"), PRODUCT);
    }

    /** Maven tells its children where it is; a build that Maven started finds the same one. */
    private static String maven() {
        String home = System.getProperty("maven.home");
        Path own = home == null ? null : Path.of(home, "bin", Project.maven());
        return own != null && Files.isExecutable(own) ? own.toString() : Project.maven();
    }

    /** Makes sure that results can be written, before anything is measured. */
    static void requireWritable(Path results) {
        Project.requireWritable("--results", results);
    }
}
