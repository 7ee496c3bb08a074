package org.tracepointlab.gate.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Sha256;

/**
 * Forks whose work was counted before, for gates whose baseline is the same file again: a release, or the last commit
 * of a branch. The work of one thread is the same in each run, so that it need not be counted twice. A fork is taken
 * only if the jar, the profiler, the JDK, the options and the benchmark are the same to the last byte. Thread-safe;
 * processes may share the folder.
 */
public final class WorkCache {

    /** Keeps nothing. */
    public static final WorkCache NONE = new WorkCache(null);

    private static final List<String> ENVIRONMENT = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final Path folder;
    private final Map<Path, String> hashes = new ConcurrentHashMap<>();

    private WorkCache(Path folder) {
        this.folder = folder;
    }

    /** The one in this folder, which is made when something is kept. */
    public static WorkCache in(Path folder) {
        return new WorkCache(folder);
    }

    /**
     * Where the fork is kept, by all that its counts depend on; null if nothing is kept.
     *
     * @param rules how it is counted
     * @param profiler the profiler's jars, or folders of classes
     * @param fork what tells it from others of the same benchmark
     */
    Path place(Side side, GateCell cell, String rules, List<Path> profiler, String fork) throws IOException {
        if (folder == null) {
            return null;
        }
        StringBuilder key = new StringBuilder();
        line(key, "jar", hash(side.jar()));
        for (Path part : profiler) {
            line(key, "profiler", hash(part));
        }
        Path release = side.jdk().java().toRealPath().getParent().resolveSibling("release");
        line(key, "jdk", Files.exists(release) ? hash(release) : side.jdk().java() + " " + side.jdk().feature());
        line(key, "arguments", String.join("\n", side.jvmArgs()));
        for (String variable : ENVIRONMENT) {
            line(key, variable, String.valueOf(System.getenv(variable)));
        }
        line(key, "benchmark", cell.benchmark() + " " + cell.cell(side).params());
        line(key, "iterations", cell.iterations().toString());
        line(key, "rules", rules);
        line(key, "fork", fork);
        return folder.resolve(Sha256.of(key.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void line(StringBuilder key, String name, String value) {
        key.append(name).append(' ').append(value.length()).append(' ').append(value).append('\n');
    }

    private String hash(Path file) throws IOException {
        String known = hashes.get(file);
        if (known == null) {
            known = Files.isDirectory(file) ? ofFolder(file) : Sha256.of(file);
            hashes.put(file, known);
        }
        return known;
    }

    private static String ofFolder(Path top) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(top.relativize(file).toString(), Sha256.of(file));
            }
        }
        return Sha256.of(files.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Puts what is kept there into a fork's folder that is not there yet.
     *
     * @return whether there was something
     */
    static boolean take(Path place, Path fork) throws IOException {
        if (place == null || Files.exists(fork) || !Files.isDirectory(place)) {
            return false;
        }
        copyWhole(place, fork);
        return true;
    }

    /** Keeps a fork's folder, whole or not at all; what another process kept meanwhile is as good. */
    static void keep(Path fork, Path place) throws IOException {
        if (place == null || Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            copyWhole(fork, place);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(place)) {
                throw e;
            }
        }
    }

    /** The copy is there whole or not at all. */
    private static void copyWhole(Path from, Path to) throws IOException {
        Path beside = Folders.fresh(to.getParent(), "." + to.getFileName() + "." + ProcessHandle.current().pid()
                + ".tmp");
        try {
            Folders.copy(from, beside);
            AtomicFiles.moveFolder(beside, to);
        } finally {
            Folders.delete(beside);
        }
    }
}
