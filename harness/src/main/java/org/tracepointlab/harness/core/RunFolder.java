package org.tracepointlab.harness.core;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The folder of one run: {@code runs/<id>.unfinished} while it is being made, {@code runs/<id>} once it is whole.
 *
 * <p>The id is the start in UTC and the plan's name, with a number behind it if that one is taken.
 */
public final class RunFolder {

    private static final String UNFINISHED = ".unfinished";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path results;
    private final String id;

    private RunFolder(Path results, String id) {
        this.results = results;
        this.id = id;
    }

    /** Makes the folder of a new run. */
    public static RunFolder create(Path results, String plan, Instant start) throws IOException {
        Path runs = Files.createDirectories(results.resolve("runs"));
        String base = STAMP.format(start) + "-" + plan;
        for (int attempt = 1;; attempt++) {
            String id = attempt == 1 ? base : base + "-" + attempt;
            try {
                if (Files.notExists(runs.resolve(id))) {
                    Files.createDirectory(runs.resolve(id + UNFINISHED));
                    return new RunFolder(results, id);
                }
            } catch (FileAlreadyExistsException e) {
                // Another run has this id; take the next number.
            }
        }
    }

    /** The run's id. */
    public String id() {
        return id;
    }

    /** Where the run is being made. */
    public Path building() {
        return results.resolve("runs").resolve(id + UNFINISHED);
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

    /** Gives the folder its final name and lets {@code latest} lead to it. */
    public Path finish() throws IOException {
        Files.move(building(), finished(), StandardCopyOption.ATOMIC_MOVE);
        Latest.pointTo(results, finished());
        return finished();
    }
}
