package org.tracepointlab.harness.core;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Ends a process with everything that it started: JMH's host would leave its fork running. */
public final class ProcessTree {

    private static final int GRACE_SECONDS = 10;

    private ProcessTree() {
    }

    /** Kills the process and its descendants and waits until the process itself is gone (10 s at most). */
    public static void kill(Process process) {
        // Descendants first by listing, then the parent: a parent that is gone no longer leads to its children.
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
