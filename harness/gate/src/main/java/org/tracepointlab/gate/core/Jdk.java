package org.tracepointlab.gate.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The JDK that runs the benchmarks.
 *
 * @param java its launcher
 * @param feature its feature version, such as 17
 */
public record Jdk(Path java, int feature) {

    private static final int WARNS_OF_UNSAFE = 24;

    /** The JDK that runs this code. */
    public static Jdk current() {
        return new Jdk(Path.of(System.getProperty("java.home"), "bin", "java"), Runtime.version().feature());
    }

    /**
     * The JDK that runs this code, then the others that lie beside it, the oldest first and one of each feature
     * version; and that in {@code JDK25_HOME}, if that is set.
     */
    public static List<Jdk> installed() {
        Map<Integer, Jdk> found = new TreeMap<>();
        Path home = Path.of(System.getProperty("java.home"));
        String named = System.getenv("JDK25_HOME");
        if (named != null) {
            in(Path.of(named)).ifPresent(jdk -> found.put(jdk.feature(), jdk));
        }
        try (Stream<Path> beside = Files.list(home.toRealPath().getParent())) {
            beside.sorted().map(Jdk::in).flatMap(Optional::stream)
                    .forEach(jdk -> found.putIfAbsent(jdk.feature(), jdk));
        } catch (IOException e) {
            // then there is only this one
        }
        Jdk current = current();
        found.remove(current.feature());
        List<Jdk> all = new ArrayList<>(List.of(current));
        all.addAll(found.values());
        return all;
    }

    /** The JDK in this folder, if it is one. */
    public static Optional<Jdk> in(Path home) {
        Path java = home.resolve("bin").resolve("java");
        if (!Files.isExecutable(java) || !Files.isExecutable(home.resolve("bin").resolve("javac"))) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION=\"")).findFirst()
                    .map(line -> Integer.parseInt(line.replaceFirst("JAVA_VERSION=\"(1\\.)?", "")
                    .replaceFirst("[^0-9].*", "")))
                    .map(feature -> new Jdk(java, feature));
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Options without which this JDK would print warnings into the measured output: from 24 on for JMH's use of
     * {@code sun.misc.Unsafe} and for native access. JDK 17 does not know them and would refuse to start.
     */
    public List<String> quietFlags() {
        return feature >= WARNS_OF_UNSAFE
                ? List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED")
                : List.of();
    }
}
