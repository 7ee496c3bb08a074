package org.tracepointlab.lab.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tracing file system: one that is mounted already, or else one mounted on a folder of the probe's own, which
 * {@link #close} unmounts. What a killed probe left, mounts as well as instances, is removed when the next one opens.
 *
 * <p>{@link #close} may be called more than once and from any thread.
 */
public final class Tracefs implements AutoCloseable, Cleanup.Undo {

    private static final String HOW =
            "; as root on Linux with CONFIG_FTRACE: mount -t tracefs nodev /sys/kernel/tracing";

    private final Path root;
    private final Path own;
    private final Mounts mounts;
    private final List<String> removed;

    private Tracefs(Path root, Path own, Mounts mounts, List<String> removed) {
        this.root = root;
        this.own = own;
        this.mounts = mounts;
        this.removed = removed;
    }

    /**
     * Opens it.
     *
     * @throws UnavailableException without Linux, root or tracefs; the message says which, and how to get it
     */
    public static Tracefs open() {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new UnavailableException("kernel: expected Linux, found " + System.getProperty("os.name")
                    + "; the probe writes to Linux's tracefs");
        }
        if (!isRoot()) {
            throw new UnavailableException(
                    "kernel: expected to run as root, which tracefs wants; try: sudo scripts/lab kernel");
        }
        return open(new Mounts(), Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Tracefs open(Mounts mounts, Path temporary) {
        try {
            List<String> removed = new ArrayList<>();
            unmountLeftovers(mounts, temporary, removed);
            Optional<Path> mounted = mounts.points().stream().filter(p -> Files.isWritable(p.resolve("instances")))
                    .findFirst();
            Path own = null;
            if (mounted.isEmpty()) {
                own = Files.createDirectories(temporary.resolve(Leftovers.PREFIX + ProcessHandle.current().pid()));
                try {
                    mounts.mount(own);
                } catch (IOException e) {
                    Files.deleteIfExists(own);
                    throw e;
                }
            }
            Tracefs tracefs = new Tracefs(mounted.orElse(own), own, mounts, removed);
            tracefs.requireInstances();
            for (Path left : Leftovers.in(tracefs.root.resolve("instances"), Leftovers::isProbe)) {
                Instance.remove(left);
                removed.add("instance " + left.getFileName());
            }
            return tracefs;
        } catch (IOException e) {
            throw new UnavailableException("kernel: expected tracefs, found " + e.getMessage() + HOW, e);
        }
    }

    private static void unmountLeftovers(Mounts mounts, Path temporary, List<String> removed) throws IOException {
        for (Path left : Leftovers.in(temporary, Leftovers::isProbe)) {
            if (mounts.points().contains(left)) {
                // The instance that the killed probe had is as much a leftover, and would outlive the mount.
                for (Path instance : Leftovers.in(left.resolve("instances"), Leftovers::isProbe)) {
                    Instance.remove(instance);
                    removed.add("instance " + instance.getFileName());
                }
                mounts.unmount(left);
                removed.add("mount " + left);
            }
            Files.deleteIfExists(left);
        }
    }

    private void requireInstances() {
        if (!Files.isDirectory(root.resolve("instances")) || !Files.isDirectory(root.resolve("events"))) {
            close();
            throw new UnavailableException("kernel: expected folders events and instances in " + root
                    + ", found a tracefs without them" + HOW);
        }
    }

    private static boolean isRoot() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .anyMatch(l -> l.matches("Uid:\\s+\\d+\\s+0\\s.*"));
        } catch (IOException e) {
            return false;
        }
    }

    /** Its top folder. */
    public Path root() {
        return root;
    }

    /** What killed probes had left and this one removed, in words. */
    public List<String> removed() {
        return List.copyOf(removed);
    }

    /** Unmounts what {@link #open} mounted. */
    @Override
    public synchronized void close() {
        if (own != null && Files.exists(own)) {
            try {
                if (mounts.points().contains(own)) {
                    mounts.unmount(own);
                }
                Files.deleteIfExists(own);
            } catch (IOException e) {
                throw new IllegalStateException("could not unmount " + own + "; do it by hand: umount " + own, e);
            }
        }
    }
}
