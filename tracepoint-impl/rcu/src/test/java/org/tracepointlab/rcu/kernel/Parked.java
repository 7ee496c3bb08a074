package org.tracepointlab.rcu.kernel;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Waits until a thread has come to rest at a given place, and not at a lock on the way there. */
final class Parked {

    private Parked() {
    }

    /** In a wait (LockSupport.park) in this method or below it. */
    static void in(Thread thread, Class<?> type, String method) {
        await(thread, type, method, false);
    }

    /** At a lock that this method takes. */
    static void atLock(Thread thread, Class<?> type, String method) {
        await(thread, type, method, true);
    }

    private static void await(Thread thread, Class<?> type, String method, boolean atLock) {
        while (!isThere(thread, type, method, atLock)) {
            if (thread.getState() == Thread.State.TERMINATED) {
                throw new AssertionError("expected " + thread.getName() + " in " + method
                        + ", found that it has ended");
            }
            Thread.onSpinWait();
        }
    }

    private static boolean isThere(Thread thread, Class<?> type, String method, boolean atLock) {
        List<StackTraceElement> stack = List.of(thread.getStackTrace());
        boolean parks = stack.stream().anyMatch(f -> f.getClassName().endsWith("LockSupport"));
        boolean locks = stack.stream().anyMatch(f -> f.getClassName().equals(ReentrantLock.class.getName()));
        long frames = atLock ? 1 : stack.size(); // at a lock, it must be the method itself that takes it
        return parks && locks == atLock && stack.stream().filter(f -> f.getClassName().startsWith("org.tracepointlab"))
                .limit(frames).anyMatch(f -> f.getClassName().equals(type.getName())
                && f.getMethodName().equals(method));
    }
}
