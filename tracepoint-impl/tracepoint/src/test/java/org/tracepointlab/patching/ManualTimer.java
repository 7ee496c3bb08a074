package org.tracepointlab.patching;

import java.util.ArrayDeque;
import java.util.Deque;

/** Time passes, and tasks run on the thread that lets it pass, only when a test says so. */
final class ManualTimer implements FoldingTimer {

    private record Task(Runnable body, long at) {
    }

    private final Deque<Task> tasks = new ArrayDeque<>();
    private long now = 1_000;
    private Error refusal;
    private long taskTakes;

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void schedule(Runnable task, long nanos) {
        if (refusal != null) {
            throw refusal;
        }
        tasks.add(new Task(task, now + nanos));
    }

    int scheduled() {
        return tasks.size();
    }

    /** In how many nanoseconds the only task is due. */
    long due() {
        if (tasks.size() != 1) {
            throw new AssertionError("expected one task; found " + tasks);
        }
        return tasks.getFirst().at() - now;
    }

    /** From now on tasks are refused with this, or taken if it is null. */
    void refuse(Error with) {
        refusal = with;
    }

    /** So much time passes each time that the clock is read by a {@link #tick}. */
    void tasksTake(long nanos) {
        taskTakes = nanos;
    }

    void tick() {
        now += taskTakes;
    }

    /** So much time passes; what is due by then runs. */
    void pass(long nanos) {
        now += nanos;
        int present = tasks.size();
        for (int i = 0; i < present; i++) {
            Task task = tasks.remove();
            if (task.at() <= now) {
                task.body().run();
            } else {
                tasks.add(task);
            }
        }
    }
}
