package org.tracepointlab.lab.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.Sha256;

/**
 * {@code manifest.json}: size and SHA-256 of every file of a run's folder. It is the last file that is written there:
 * where it is, all the others are. Links are not followed, and no name in it is ever opened: files are found by looking
 * into the folder, so that a manifest cannot lead out of it.
 *
 * <p>It tells damage, not malice: who can change a file can change the manifest too. Not thread-safe.
 */
public final class Manifest {

    /** Its name. */
    public static final String FILE = "manifest.json";

    private static final int FORMAT = 1;
    private static final int BUFFER = 1 << 16;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private Manifest() {
    }

    /** How a file is not as recorded. */
    public enum Kind {
        /** Recorded, and not there. */
        MISSING,
        /** There with other bytes, or as something that is no file. */
        CHANGED,
        /** There, and not recorded. */
        EXTRA,
        /** Recorded by a name that would lead out of the folder; not looked at. */
        OUTSIDE
    }

    /**
     * One file that is not as recorded.
     *
     * @param file its path in the folder, with slashes
     * @param expected what is recorded, in words
     * @param found what is there, in words
     */
    public record Finding(String file, Kind kind, String expected, String found) {
    }

    /**
     * What a check came to.
     *
     * @param files how many are recorded
     * @param bytes of all of them
     * @param findings those not as recorded, by name
     */
    public record Checked(int files, long bytes, List<Finding> findings) {
    }

    private record Entry(long bytes, String sha256) {

        @Override
        public String toString() {
            return bytes + " bytes, SHA-256 " + sha256;
        }
    }

    /** Records all that is in the folder. */
    public static void write(Path folder) throws IOException {
        Map<String, Entry> entries = new TreeMap<>();
        for (Map.Entry<String, Path> file : paths(folder).entrySet()) {
            if (Files.isRegularFile(file.getValue(), LinkOption.NOFOLLOW_LINKS)) {
                entries.put(file.getKey(), entry(file.getValue()));
            }
        }
        write(folder, entries);
    }

    /**
     * Records anew the files that were just written or removed. What is recorded of all others stays, so that a file
     * that was damaged before does not become right by it. A folder without a manifest gets none.
     */
    public static void update(Path folder, Collection<String> changed) throws IOException {
        if (Files.notExists(folder.resolve(FILE))) {
            return;
        }
        Map<String, Entry> entries = read(folder);
        for (String name : changed) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                entries.put(name, entry(file));
            } else {
                entries.remove(name);
            }
        }
        write(folder, entries);
    }

    /**
     * Compares the folder with its manifest.
     *
     * @throws IOException if there is no manifest, or none that can be read; the message says which and what to do
     */
    public static Checked check(Path folder) throws IOException {
        return check(folder, name -> true);
    }

    /** The same for those recorded or found files alone whose name is wanted. */
    public static Checked check(Path folder, Predicate<String> wanted) throws IOException {
        if (Files.notExists(folder.resolve(FILE), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + ": expected " + FILE
                    + ", found none: this is an unfinished run (lab run --resume goes"
                    + " on with it), or it was made before runs had one");
        }
        Map<String, Entry> recorded = read(folder);
        Map<String, Path> found = paths(folder);
        recorded.keySet().removeIf(wanted.negate());
        found.keySet().removeIf(wanted.negate());
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, Entry> entry : recorded.entrySet()) {
            compare(entry.getKey(), entry.getValue(), found.remove(entry.getKey()), findings);
        }
        for (Map.Entry<String, Path> extra : found.entrySet()) {
            findings.add(new Finding(extra.getKey(), Kind.EXTRA, "nothing", what(extra.getValue())));
        }
        return new Checked(recorded.size(), recorded.values().stream().mapToLong(Entry::bytes).sum(), findings);
    }

    private static void compare(String name, Entry recorded, Path found, List<Finding> findings) throws IOException {
        if (found == null) {
            boolean inside = isInside(name);
            findings.add(new Finding(name, inside ? Kind.MISSING : Kind.OUTSIDE, recorded.toString(),
                    inside ? "nothing" : "a name that leads out of the folder; not looked at"));
        } else if (!Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS)) {
            findings.add(new Finding(name, Kind.CHANGED, recorded.toString(), what(found)));
        } else {
            Entry now = entry(found);
            if (!now.equals(recorded)) {
                findings.add(new Finding(name, Kind.CHANGED, recorded.toString(), now.toString()));
            }
        }
    }

    /** True for plain names, with slashes between the folders of a path. */
    private static boolean isInside(String name) {
        return !name.contains("\\") && !name.contains(":") && !name.contains("\0")
                && Stream.of(name.split("/", -1)).noneMatch(part -> part.isEmpty() || part.equals(".")
                || part.equals(".."));
    }

    private static String what(Path path) throws IOException {
        return Files.isSymbolicLink(path) ? "a symbolic link"
                : Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) + " bytes" : "not a file";
    }

    /** All but folders and the manifest itself, by the path that stands for them in it. */
    private static Map<String, Path> paths(Path folder) throws IOException {
        Map<String, Path> paths = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .forEach(path -> paths.put(folder.relativize(path).toString()
                    .replace(path.getFileSystem().getSeparator(), "/"),
                            path));
        }
        paths.remove(FILE);
        return paths;
    }

    private static Entry entry(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        long bytes = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new Entry(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    private static void write(Path folder, Map<String, Entry> entries) throws IOException {
        ObjectNode root = Json.object().put("format", FORMAT);
        ArrayNode files = root.putArray("files");
        entries.forEach((name, entry) -> files.addObject().put("file", name).put("bytes", entry.bytes())
                .put("sha256", entry.sha256()));
        Json.write(folder.resolve(FILE), root);
    }

    private static Map<String, Entry> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + ": expected a file, found " + what(file));
        }
        JsonNode root = Json.read(file);
        if (root.path("format").asInt() != FORMAT || !root.path("files").isArray()) {
            throw new IOException(file + ": expected format " + FORMAT + " with a list of files, found format "
                    + Printable.of(root.path("format").toString()));
        }
        Map<String, Entry> entries = new TreeMap<>();
        int number = 0;
        for (JsonNode node : root.path("files")) {
            number++;
            Entry entry = new Entry(node.path("bytes").asLong(-1), node.path("sha256").asText());
            if (!node.path("file").isTextual() || !node.path("bytes").isIntegralNumber() || entry.bytes() < 0
                    || !SHA256.matcher(entry.sha256()).matches()) {
                throw new IOException(file + ": file " + number + ": expected its name, bytes and SHA-256, found "
                        + Printable.of(node.toString()));
            }
            if (entries.put(node.path("file").asText(), entry) != null) {
                throw new IOException(file + ": file " + number + ": expected each file once, found "
                        + Printable.of(node.path("file").asText()) + " again");
            }
        }
        return entries;
    }
}
