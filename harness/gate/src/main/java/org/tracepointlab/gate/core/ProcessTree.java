package org.tracepointlab.gate.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Ends a process with everything that it started: JMH's host would leave its fork running. What has left the tree since
 * (a daemon, or what a killed run left) is found by a mark in its environment, where the system shows that (Linux).
 */
public final class ProcessTree {

    private static final String MARK = "JMHGATE_FORK_FOLDER";
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

    /**
     * Has the process killed, as {@link #kill} does, if this JVM goes down before the hook is removed.
     *
     * @return the hook
     * @throws IllegalStateException if the JVM is going down already; then the process has been killed
     */
    public static Thread killAtExit(Process process) {
        Thread hook = new Thread(() -> kill(process), "kill-process");
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            kill(process);
            throw e;
        }
        return hook;
    }

    /** Removes a hook that has nothing left to do. */
    public static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down already, and the hook finds nothing left to do.
        }
    }

    /** Lets the process and all that it will start be found by the folder that it works for. */
    public static ProcessBuilder mark(ProcessBuilder builder, Path folder) throws IOException {
        builder.environment().put(MARK, folder.toRealPath().toString());
        return builder;
    }

    /**
     * Kills all that was marked with this folder or one below, and waits until it is gone (10 s at most).
     *
     * @return how many there were
     */
    public static int killMarked(Path folder) throws IOException {
        Path real = folder.toRealPath();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        List<ProcessHandle> marked = marked(real);
        int first = marked.size();
        // Again, since what is killed may have started something meanwhile.
        while (!marked.isEmpty() && System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
            marked.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            marked = marked(real);
        }
        return first;
    }

    /** Not those that are dead and only wait to be reaped: they have no environment any more. */
    private static List<ProcessHandle> marked(Path folder) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(p -> !p.equals(ProcessHandle.current()) && isMarked(p, folder)).toList();
        }
    }

    private static boolean isMarked(ProcessHandle process, Path folder) {
        try {
            String environment = Files.readString(Path.of("/proc/" + process.pid() + "/environ"),
                    StandardCharsets.ISO_8859_1);
            String mark = MARK + "=" + new String(folder.toString().getBytes(), StandardCharsets.ISO_8859_1);
            return Stream.of(environment.split("\0")).anyMatch(v -> v.equals(mark) || v.startsWith(mark + "/"));
        } catch (IOException e) {
            // Of another user, gone by now, or a system without this.
            return false;
        }
    }
}
