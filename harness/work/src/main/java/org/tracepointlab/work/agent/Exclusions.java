package org.tracepointlab.work.agent;

/** Which classes and methods are not counted, and why. Names are internal ones. */
final class Exclusions {
    /** A prefix each. */
    private static final String[] NEVER = {
        // The counters themselves, and what puts them in. The last one is renamed with the library in the jar.
        "org/tracepointlab/work/", "org/objectweb/asm/",
        "sun/instrument/", "java/lang/instrument/",
        // What it does depends on how far the JIT is; its classes are mostly hidden. An access counts where it is
        // asked for.
        "java/lang/invoke/", "jdk/internal/reflect/", "jdk/internal/foreign/abi/",
        // The VM treats these apart: bodies are replaced, or run while a thread changes its carrier.
        "java/lang/Object", "jdk/internal/misc/Unsafe", "jdk/internal/misc/ScopedMemoryAccess", "sun/misc/Unsafe",
        "jdk/internal/vm/", "java/lang/VirtualThread", "java/lang/BaseVirtualThread", "java/lang/ThreadBuilders",
        // Looks whether the collector ran since it looked last.
        "java/lang/ref/SoftReference",
        // The recorder of VM events.
        "jdk/jfr/", "jdk/internal/event/",
        // JMH itself; benchmarks may lie beside it, as its samples do.
        "org/openjdk/jmh/infra/", "org/openjdk/jmh/runner/", "org/openjdk/jmh/results/", "org/openjdk/jmh/util/",
        "org/openjdk/jmh/profile/", "org/openjdk/jmh/Main",
    };
    private static final String[] JDK = {"java/", "javax/", "jdk/", "sun/", "com/sun/", "org/xml/sax/", "org/w3c/dom/"};
    private static final String BLACKHOLE = "org/openjdk/jmh/infra/Blackhole";

    private final boolean jdk;

    /** @param jdk whether the JDK's classes are counted */
    Exclusions(boolean jdk) {
        this.jdk = jdk;
    }

    boolean excludes(String type) {
        if (type == null || isGenerated(type)) {
            return true;
        }
        if (type.equals(BLACKHOLE)) {
            return false;
        }
        return startsWith(type, NEVER) || !jdk && startsWith(type, JDK);
    }

    /** What is generated for a benchmark: its loops are given hooks instead of counters. */
    static boolean isGenerated(String type) {
        return type.contains("/jmh_generated/") || type.startsWith("jmh_generated/");
    }

    /**
     * Of JMH's black holes only what burns time counts: what consumes values is random, and no work of the benchmark.
     */
    static boolean excludesMethod(String type, String method) {
        return type.equals(BLACKHOLE) && !method.equals("consumeCPU");
    }

    private static boolean startsWith(String type, String[] prefixes) {
        for (String prefix : prefixes) {
            if (type.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
