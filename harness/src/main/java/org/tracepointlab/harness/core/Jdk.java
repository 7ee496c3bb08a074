package org.tracepointlab.harness.core;

import java.nio.file.Path;
import java.util.List;

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
     * Options without which this JDK would print warnings into the measured output: from 24 on for JMH's use of
     * {@code sun.misc.Unsafe} and for native access. JDK 17 does not know them and would refuse to start.
     */
    public List<String> quietFlags() {
        return feature >= WARNS_OF_UNSAFE
                ? List.of("--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED")
                : List.of();
    }
}
