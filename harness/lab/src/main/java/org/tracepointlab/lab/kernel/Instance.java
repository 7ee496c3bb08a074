package org.tracepointlab.lab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tracing instance of the probe's own, {@code instances/tracepointlab-<pid>}: events that are enabled in it are not
 * enabled in the global one. {@link #close} disables whatever is on and removes it, may be called more than once, and
 * from any thread: a shutdown hook calls it too.
 */
public final class Instance implements AutoCloseable, Cleanup.Undo {

    private static final int TRIES = 50;
    private static final long PAUSE_MILLIS = 20;
    /**
     * What the kernel gives each CPU once tracing begins; asking for it expands the buffers before anything is timed.
     */
    private static final String BUFFER_KB = "1408";

    private final Path folder;
    private final boolean recordsCommands;
    private final List<EventFile> open = new ArrayList<>();
    private boolean closed;

    private Instance(Path folder, boolean recordsCommands) {
        this.folder = folder;
        this.recordsCommands = recordsCommands;
    }

    /**
     * Makes one.
     *
     * @param alone true if no event is on elsewhere: turning record-cmd off walks over all events that are on, in
     *     whatever instance, so that it is left alone otherwise
     */
    public static Instance create(Path tracefs, boolean alone) throws IOException {
        Path folder = tracefs.resolve("instances").resolve(Leftovers.PREFIX + ProcessHandle.current().pid());
        Files.createDirectory(folder);
        try {
            boolean records = !(alone && stopsRecordingCommands(folder));
            Path size = folder.resolve("buffer_size_kb");
            if (Files.exists(size)) {
                EventFile.write(size, BUFFER_KB);
            }
            return new Instance(folder, records);
        } catch (IOException e) {
            remove(folder);
            throw e;
        }
    }

    /** Instances have no file for this option, but take it among all options. */
    private static boolean stopsRecordingCommands(Path folder) throws IOException {
        Path options = folder.resolve("trace_options");
        if (!Files.exists(options)) {
            return false;
        }
        try {
            EventFile.write(options, "norecord-cmd");
        } catch (IOException e) {
            return false;
        }
        return Files.readAllLines(options).contains("norecord-cmd");
    }

    /**
     * True if command names are recorded all the same, so that the tracer's own three probes come with the first event.
     */
    public boolean recordsCommands() {
        return recordsCommands;
    }

    Path folder() {
        return folder;
    }

    /**
     * Opens the {@code enable} file of every event but those of system calls (all of which share two tracepoints), in
     * the order of their names.
     */
    public synchronized List<EventFile> events() throws IOException {
        requireOpen();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> systems = Files.list(folder.resolve("events"))) {
            for (Path system : systems.filter(Files::isDirectory).sorted().toList()) {
                if (!system.getFileName().toString().equals("syscalls")) {
                    try (Stream<Path> events = Files.list(system)) {
                        events.map(e -> e.resolve("enable")).filter(Files::isRegularFile).sorted().forEach(files::add);
                    }
                }
            }
        }
        for (Path file : files) {
            open.add(EventFile.open(file));
        }
        return List.copyOf(open);
    }

    /** Opens {@code events/enable}, the file for all events at once, system calls included. */
    public synchronized EventFile allEvents() throws IOException {
        requireOpen();
        EventFile all = EventFile.open(folder.resolve("events/enable"));
        open.add(all);
        return all;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the instance is removed already");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            open.forEach(EventFile::close);
            try {
                remove(folder);
            } catch (IOException e) {
                throw new IllegalStateException("could not remove " + folder + "; do it by hand: rmdir " + folder, e);
            }
        }
    }

    /**
     * Disables everything in an instance and removes it. It is busy for a while when files of it have just been closed.
     */
    static void remove(Path folder) throws IOException {
        Path all = folder.resolve("events/enable");
        if (Files.exists(all)) {
            EventFile.write(all, "0");
        }
        for (int i = 1;; i++) {
            try {
                Files.delete(folder);
                return;
            } catch (IOException e) {
                if (i == TRIES) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
