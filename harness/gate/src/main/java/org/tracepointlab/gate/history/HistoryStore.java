package org.tracepointlab.gate.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.JsonProblem;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.WrongInputException;

/**
 * The files of a history: {@code <machine's fingerprint>/<benchmark's class>.jsonl}, a line for each benchmark of each
 * run. Their order means nothing, and a line that is there twice counts once, so that any way to merge two files that
 * keeps all lines is right; {@code .gitattributes} tells git to.
 *
 * <p>Lines are appended in one write while the file is locked: nobody sees half of another's, and of an append that is
 * killed a part of the last line may stay. Readers report such a torn line and pass over it; the next append takes it
 * away. Its run can be added again: what is there already is not added twice.
 */
public final class HistoryStore {

    private static final String SUFFIX = ".jsonl";
    private static final String ATTRIBUTES = ".gitattributes";
    private static final String UNION = "*" + SUFFIX + " merge=union";
    private static final String BEGIN = "{\"schema\":";
    private static final int LONGEST_NAME = 100;
    /** More than any history has. */
    private static final long MOST_BYTES = 256L << 20;
    private static final ObjectReader LINES = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

    private final Path folder;
    private final Consumer<String> notes;

    /**
     * @param folder of the history; made where something is added
     * @param notes is told what was passed over, and why, a line each
     */
    public HistoryStore(Path folder, Consumer<String> notes) {
        this.folder = folder;
        this.notes = notes;
    }

    /** How many lines were added, and how many were there already. */
    public record Added(int added, int known) {
    }

    /**
     * Appends what is not there yet.
     *
     * @throws WrongInputException if a file there is no history; nothing is added to it then
     */
    public Added add(List<Entry> entries) throws IOException {
        Map<Path, List<Entry>> files = new LinkedHashMap<>();
        entries.forEach(e -> files.computeIfAbsent(file(e), file -> new ArrayList<>()).add(e));
        for (Path file : files.keySet()) {
            if (Files.exists(file)) {
                parse(file, text(file), note -> { });
            }
        }
        Files.createDirectories(folder);
        append(folder.resolve(ATTRIBUTES), old -> old.lines().anyMatch(UNION::equals) ? List.of() : List.of(UNION));
        int added = 0;
        for (Map.Entry<Path, List<Entry>> file : files.entrySet()) {
            Files.createDirectories(file.getKey().getParent());
            added += append(file.getKey(), old -> fresh(file.getKey(), old, file.getValue()));
        }
        return new Added(added, entries.size() - added);
    }

    private List<String> fresh(Path file, String old, List<Entry> entries) throws IOException {
        Set<List<Object>> known = new HashSet<>();
        parse(file, old, notes).forEach(e -> known.add(e.identity()));
        return entries.stream().filter(e -> known.add(e.identity())).map(Entry::line).toList();
    }

    private Path file(Entry entry) {
        String benchmark = entry.id().benchmark();
        int method = benchmark.lastIndexOf('.');
        String name = (method > 0 ? benchmark.substring(0, method) : benchmark).replaceAll("[^A-Za-z0-9._-]", "_")
                .replaceFirst("^\\.+", "_");
        return folder.resolve(entry.machine().fingerprint())
                .resolve((name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name) + SUFFIX);
    }

    /** What there is to append, seen what is there. */
    private interface Appended {
        List<String> to(String old) throws IOException;
    }

    /** One process, and one thread of it, at a time. */
    private int append(Path file, Appended appended) throws IOException {
        synchronized (HistoryStore.class) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
                ByteBuffer bytes = ByteBuffer.allocate(size(file, lock.channel().size()));
                while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                    // until all is read
                }
                String old = new String(bytes.array(), StandardCharsets.UTF_8);
                List<String> lines = appended.to(old);
                if (lines.isEmpty()) {
                    return 0;
                }
                channel.position(whole(file, channel, old, bytes.array()));
                write(channel, String.join("\n", lines) + "\n");
                channel.force(true);
                return lines.size();
            }
        }
    }

    private static void write(FileChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) { // one write, unless the disk is full
            channel.write(bytes);
        }
    }

    private static int size(Path file, long bytes) throws WrongInputException {
        if (bytes > MOST_BYTES) {
            throw new WrongInputException(file + ": expected at most " + MOST_BYTES + " bytes, found " + bytes);
        }
        return (int) bytes;
    }

    /** Where to go on: behind the last whole line, which gets its end if only that is missing. */
    private long whole(Path file, FileChannel channel, String old, byte[] bytes) throws IOException {
        if (old.isEmpty() || old.endsWith("\n")) {
            return bytes.length;
        }
        String last = old.substring(old.lastIndexOf('\n') + 1);
        if (file.endsWith(ATTRIBUTES) || entry(file, 0, last) != null) {
            channel.position(bytes.length);
            write(channel, "\n");
            return channel.position();
        }
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        channel.truncate(end);
        notes.accept(file + ": took away the torn last line; add its run again");
        return end;
    }

    /**
     * All lines of all files, each once.
     *
     * @throws WrongInputException if there is no such folder, or a file in it is no history; the message names the line
     */
    public List<Entry> read() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new WrongInputException(folder + ": expected the folder of a history, found "
                    + (Files.exists(folder) ? "a file" : "none") + "; begin one with: history add");
        }
        List<Entry> all = new ArrayList<>();
        Set<List<Object>> seen = new HashSet<>();
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder)) {
            files = found.filter(f -> f.toString().endsWith(SUFFIX) && Files.isRegularFile(f)).sorted().toList();
        }
        for (Path file : files) {
            parse(file, text(file), notes).stream().filter(e -> seen.add(e.identity())).forEach(all::add);
        }
        return all;
    }

    private static String text(Path file) throws IOException {
        size(file, Files.size(file));
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private static List<Entry> parse(Path file, String text, Consumer<String> notes) throws IOException {
        List<Entry> entries = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].isBlank()) {
                Entry entry = entry(file, i + 1, lines[i]);
                if (entry != null) {
                    entries.add(entry);
                } else {
                    notes.accept(file + ", line " + (i + 1) + ": passed over a torn line, which an append that was "
                            + "killed left; add its run again");
                }
            }
        }
        return entries;
    }

    /** The line's entry, or null if it is the beginning of one. */
    private static Entry entry(Path file, int number, String line) throws IOException {
        String place = file + ", line " + number + ": ";
        try {
            JsonNode node = LINES.readTree(line);
            if (!node.isObject()) {
                throw new WrongInputException(place + "expected a line of a history, found " + Printable.of(line));
            }
            return Entry.of(node);
        } catch (JsonProcessingException e) {
            if (isTorn(line, e)) {
                return null;
            }
            throw new WrongInputException(place + "expected a line of a history, found " + (line.startsWith("<<<<<<<")
                    ? "a conflict of a merge; keep all lines, and put '" + UNION + "' into " + ATTRIBUTES
                    : JsonProblem.of(e).replaceFirst(" at line 1,", " at")), e);
        } catch (IllegalArgumentException e) {
            throw new WrongInputException(place + e.getMessage(), e);
        }
    }

    /** Some beginnings of a line are wrong numbers to a parser, and no ends too early. */
    private static boolean isTorn(String line, JsonProcessingException e) {
        return (line.startsWith(BEGIN) || BEGIN.startsWith(line))
                && (e instanceof JsonEOFException || !line.endsWith("}"));
    }
}
