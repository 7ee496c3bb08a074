package org.tracepointlab.harness.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.tracepointlab.harness.core.Latest;
import org.tracepointlab.harness.lab.data.RunData;

/**
 * Where things are: the checkout that the working directory is in, unless options say otherwise.
 *
 * @param root top folder of the checkout, or the working directory outside of one
 */
record Workspace(Path root) {

    /** Stands for the newest finished run. */
    static final String LATEST = "latest";

    /** Finds the checkout from the working directory upwards. */
    static Workspace find() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("bench/pom.xml")) && Files.isRegularFile(folder.resolve("pom.xml"))) {
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
            throw new UsageException("RUN_DIR", "the folder of a run, with " + RunData.JMH + " in it", folder.toString());
        }
        WholeRun.requireData(folder);
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
        Path jar = option != null ? option.toAbsolutePath().normalize() : root.resolve("bench/target/benchmarks.jar");
        if (!Files.isReadable(jar) || !Files.isRegularFile(jar)) {
            throw new UsageException("--benchmarks-jar", "a JMH jar (the lab's own is built by: mvn -DskipTests verify)",
                    "none at " + jar);
        }
        return jar;
    }

    /**
     * Makes sure that results can be written, before anything is measured.
     *
     * @throws UsageException if not
     */
    static void requireWritable(Path results) {
        requireWritable("--results", results);
    }

    /** The same for what another option names. */
    static void requireWritable(String option, Path results) {
        try {
            Files.createDirectories(results);
            Files.delete(Files.createTempFile(results, ".lab", ".tmp"));
        } catch (IOException | UnsupportedOperationException e) {
            throw new UsageException(option, "a folder that can be written",
                    results + " (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
