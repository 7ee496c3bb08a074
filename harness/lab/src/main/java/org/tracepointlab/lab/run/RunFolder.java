package org.tracepointlab.lab.run;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.ProcessTree;

/**
 * The folder of one run: {@code runs/<id>.unfinished} while it is being made, {@code runs/<id>} once it is whole.
 *
 * <p>The id is the start in UTC and the plan's name, with a number behind it if that one is taken.
 */
public final class RunFolder {

    private static final String UNFINISHED = ".unfinished";
    private static final String BEGINNING = ".beginning-";

    private final Path results;
    private final String id;
    private final String state;

    private RunFolder(Path results, String id, String state) {
        this.results = results;
        this.id = id;
        this.state = state;
    }

    /** Makes the folder of a new run. */
    public static RunFolder create(Path results, String plan, Instant start) throws IOException {
        return create(results, plan, start, folder -> { });
    }

    /** Puts the first files into the folder of a new run. */
    @FunctionalInterface
    public interface Beginning {
        /** Writes them into a folder that is not yet at its place. */
        void write(RunFolder folder) throws IOException;
    }

    /**
     * Makes the folder of a new run with its first files in it: it is there with all of them or not at all, so that
     * whatever is there can be resumed.
     */
    public static RunFolder create(Path results, String plan, Instant start, Beginning beginning) throws IOException {
        Path runs = Files.createDirectories(results.resolve("runs"));
        String base = Folders.stamp(start) + "-" + plan;
        for (int attempt = 1;; attempt++) {
            String id = attempt == 1 ? base : base + "-" + attempt;
            try {
                if (Files.notExists(runs.resolve(id))) {
                    begin(runs, id, beginning);
                    return new RunFolder(results, id, UNFINISHED);
                }
            } catch (FileAlreadyExistsException e) {
                // Another run has this id; take the next number.
            }
        }
    }

    private static void begin(Path runs, String id, Beginning beginning) throws IOException {
        String state = BEGINNING + ProcessHandle.current().pid();
        Path beside = runs.resolve(id + state);
        Path unfinished = runs.resolve(id + UNFINISHED);
        if (Files.exists(unfinished)) {
            throw new FileAlreadyExistsException(unfinished.toString());
        }
        Files.createDirectory(beside);
        try {
            beginning.write(new RunFolder(runs.getParent(), id, state));
            AtomicFiles.moveFolder(beside, unfinished);
        } catch (DirectoryNotEmptyException e) {
            Folders.delete(beside);
            throw new FileAlreadyExistsException(unfinished.toString());
        } catch (IOException | RuntimeException e) {
            Folders.delete(beside);
            throw e;
        }
    }

    /**
     * The folder of a run that was stopped.
     *
     * @param unfinished the folder itself, or null for the newest one below the results
     * @throws IOException if there is none; the message says what was expected
     */
    public static RunFolder unfinished(Path results, Path unfinished) throws IOException {
        Path folder = unfinished == null ? newest(results.resolve("runs")) : unfinished.toAbsolutePath().normalize();
        String name = folder.getFileName().toString();
        if (!name.endsWith(UNFINISHED) || !Files.isDirectory(folder) || !folder.getParent().endsWith("runs")) {
            throw new IOException("expected a folder runs/<id>" + UNFINISHED + ", found " + folder);
        }
        return new RunFolder(folder.getParent().getParent(), name.substring(0, name.length() - UNFINISHED.length()),
                UNFINISHED);
    }

    /** The results folder of the run that this is the folder of, where it looks like one; else the one given. */
    public static Path results(Path otherwise, Path unfinished) {
        Path folder = unfinished == null || unfinished.toString().isEmpty() ? null
                : unfinished.toAbsolutePath().normalize();
        return folder != null && folder.getParent() != null && folder.getParent().endsWith("runs")
                && Files.isDirectory(folder)
                ? folder.getParent().getParent() : otherwise;
    }

    private static Path newest(Path runs) throws IOException {
        if (Files.isDirectory(runs)) {
            try (Stream<Path> all = Files.list(runs)) {
                return all.filter(f -> f.getFileName().toString().endsWith(UNFINISHED)).max(Comparator.naturalOrder())
                        .orElseThrow(() -> new IOException("expected an unfinished run below " + runs
                        + ", found none"));
            }
        }
        throw new IOException("expected an unfinished run below " + runs + ", found no such folder");
    }

    /**
     * Removes what processes that were killed left of runs that had not begun. Only for who holds the lock of the
     * results: all others' are of the dead.
     */
    public static void removeLeftovers(Path results) throws IOException {
        if (Files.isDirectory(results.resolve("runs"))) {
            try (Stream<Path> all = Files.list(results.resolve("runs"))) {
                for (Path begun : all.filter(f -> f.getFileName().toString().contains(BEGINNING)).toList()) {
                    Folders.delete(begun);
                }
            }
        }
        Latest.removeLeftovers(results);
    }

    /** Ends the forks that a killed lab left running in this folder; returns how many processes that were. */
    public int endLeftForks() throws IOException {
        return ProcessTree.killMarked(building());
    }

    /** The run's id. */
    public String id() {
        return id;
    }

    /** Where the run is being made. */
    public Path building() {
        return results.resolve("runs").resolve(id + state);
    }

    /** Where the run is once it is finished. */
    public Path finished() {
        return results.resolve("runs").resolve(id);
    }

    /** Folder of one fork, one a slot, so that a later run can see which forks are there already. */
    public Path forkFolder(Schedule.Slot slot, Cell cell) {
        String name = String.format(Locale.ROOT, "r%02d-c%03d-%s", slot.round() + 1, slot.cell() + 1,
                cell.shortName().replaceAll("[^A-Za-z0-9._-]", "_"));
        return building().resolve("forks").resolve(name);
    }

    /**
     * Records all its files in the manifest, gives the folder its final name, and then lets {@code latest} lead to it.
     */
    public Path finish() throws IOException {
        AtomicFiles.removeLeftovers(building());
        Manifest.write(building());
        AtomicFiles.moveFolder(building(), finished());
        Latest.pointTo(results, finished());
        return finished();
    }
}
