package org.tracepointlab.lab.mutants;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Sha256;

/**
 * A patch that makes production code slower and leaves it correct. Its file is named {@code NN-name.patch} and begins
 * with header lines, before the first {@code diff --git}: {@code Title}, {@code Where}, {@code Kind}, {@code Size},
 * {@code Users}, and where no operation of a user gets measurably slower, {@code Equivalent} with the measurement.
 *
 * @param file the patch
 * @param number from its file's name
 * @param name from its file's name
 * @param title what it does
 * @param where part of the code that it is planted in
 * @param kind what it costs
 * @param size {@code small} (1 to 5% of an operation) or {@code gross}
 * @param users which operation of a user gets slower
 * @param equivalent the measurement that shows no cost, or empty
 * @param hash SHA-256 of the file
 */
public record PlantedSlowdown(Path file, int number, String name, String title, String where, String kind, String size,
        String users, String equivalent, String hash) {

    /** Parts of the code. */
    public static final List<String> PLACES = List.of("strategy", "patching", "batch", "registry", "callback",
            "section", "wait", "grace-period", "read-side", "release");
    /** What a slowdown costs. */
    public static final List<String> KINDS =
            List.of("constant", "growing", "allocating", "locking", "waking", "deoptimising");
    /** How much. */
    public static final List<String> SIZES = List.of("small", "gross");

    private static final String SUFFIX = ".patch";
    private static final String DIFF = "diff --git ";
    private static final Pattern NAME = Pattern.compile("([0-9]{2,3})-([a-z0-9]+(?:-[a-z0-9]+)*)\\.patch");
    private static final Pattern HEADER = Pattern.compile("([A-Z][a-z]+): (\\S.*)");
    private static final List<String> REQUIRED = List.of("Title", "Where", "Kind", "Size", "Users");
    private static final String EQUIVALENT = "Equivalent";

    /**
     * The patches of a folder, by number.
     *
     * @throws IOException if one is not as it has to be, or two have the same number; the message is one line
     */
    public static List<PlantedSlowdown> all(Path folder) throws IOException {
        Map<Integer, PlantedSlowdown> all = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
                PlantedSlowdown read = read(file);
                PlantedSlowdown other = all.putIfAbsent(read.number(), read);
                if (other != null) {
                    throw new IOException(file + ": expected a number of its own, found that of " + other.file());
                }
            }
        }
        return List.copyOf(all.values());
    }

    /**
     * Reads one.
     *
     * @throws IOException if its name or its header is not as it has to be
     */
    public static PlantedSlowdown read(Path file) throws IOException {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new IOException(file + ": expected a name like 07-short-name.patch");
        }
        byte[] bytes = Files.readAllBytes(file);
        Map<String, String> header = header(file, new String(bytes, StandardCharsets.UTF_8));
        return new PlantedSlowdown(file, Integer.parseInt(name.group(1)), name.group(2), header.get("Title"),
                oneOf(file, header, "Where", PLACES), oneOf(file, header, "Kind", KINDS),
                oneOf(file, header, "Size", SIZES), header.get("Users"), header.getOrDefault(EQUIVALENT, ""),
                Sha256.of(bytes));
    }

    private static Map<String, String> header(Path file, String text) throws IOException {
        Map<String, String> header = new LinkedHashMap<>();
        int diff = text.startsWith(DIFF) ? 0 : text.indexOf("\n" + DIFF) + 1;
        if (diff == 0) {
            throw new IOException(file + ": expected header lines and then a line '" + DIFF + "...', found no such line"
                    + " behind a header");
        }
        for (String line : text.substring(0, diff).lines().filter(l -> !l.isEmpty()).toList()) {
            Matcher matcher = HEADER.matcher(line);
            if (!matcher.matches() || !REQUIRED.contains(matcher.group(1)) && !matcher.group(1).equals(EQUIVALENT)
                    || header.put(matcher.group(1), matcher.group(2)) != null) {
                throw new IOException(file + ": expected each of " + String.join(", ", REQUIRED) + " and maybe "
                        + EQUIVALENT + " once, as 'Name: value', found '" + line + "'");
            }
        }
        for (String required : REQUIRED) {
            if (!header.containsKey(required)) {
                throw new IOException(file + ": expected a header line '" + required + ": ...', found none");
            }
        }
        return header;
    }

    private static String oneOf(Path file, Map<String, String> header, String name, List<String> values)
            throws IOException {
        String value = header.get(name);
        if (!values.contains(value)) {
            throw new IOException(file + ", " + name + ": expected one of " + String.join(", ", values) + ", found '"
                    + value + "'");
        }
        return value;
    }

    /** Its file's name without the suffix: what {@code --only} is matched with. */
    public String label() {
        String fileName = file.getFileName().toString();
        return fileName.substring(0, fileName.length() - SUFFIX.length());
    }

    /** Whether it was shown to cost nothing that can be measured: the gate need not see it. */
    public boolean isEquivalent() {
        return !equivalent.isEmpty();
    }
}
