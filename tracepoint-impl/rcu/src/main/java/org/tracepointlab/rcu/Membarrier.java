package org.tracepointlab.rcu;

/**
 * membarrier(2): makes every running thread of the process execute a full fence. Thread-safe. Without JNA on the class
 * path this class still loads.
 */
class Membarrier {

    /** The system property that turns the call off, with {@code false}. */
    static final String PROPERTY = "org.tracepointlab.rcu.membarrier";

    /** The process's own, registered at first use. */
    static final Membarrier PROCESS = open();

    private final String whyNot;

    /** @param whyNot why there is no such call, or null if there is */
    Membarrier(String whyNot) {
        this.whyNot = whyNot;
    }

    private static Membarrier open() {
        if ("false".equals(System.getProperty(PROPERTY))) {
            return new Membarrier(PROPERTY + " is false");
        }
        try {
            return JnaMembarrier.open();
        } catch (LinkageError | RuntimeException e) {
            return new Membarrier(
                    "membarrier(2) cannot be called: expected JNA on the class path and Linux, found " + e);
        }
    }

    final boolean isAvailable() {
        return whyNot == null;
    }

    final String whyNot() {
        return whyNot;
    }

    /** The call. */
    void run() {
        throw new IllegalStateException("expected membarrier(2), found none: " + whyNot);
    }
}
