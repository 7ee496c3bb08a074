package org.tracepointlab.rcu.kernel;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tracepointlab.rcu.SectionReader;

/**
 * One CPU of the model: its timers, its run queue, and the reader threads that stand on it. Guarded by the machine's lock,
 * but for the list of readers, which threads add themselves to.
 */
final class VirtualCpu {

    /** Something to run on a CPU: a worker, the grace-period thread, or a woken waiter. */
    interface Task {

        /** Runs it. Returns false if the CPU now belongs to a thread outside of the machine (a woken waiter). */
        boolean run();
    }

    /** A timer that is armed. */
    static final class Timer {
        private final long expires;
        private final long order;
        private final Runnable handler;

        private Timer(long expires, long order, Runnable handler) {
            this.expires = expires;
            this.order = order;
            this.handler = handler;
        }

        long expires() {
            return expires;
        }
    }

    private record Queued(Task task, long notBeforeNanos) { }

    final int id;
    private final ArrayDeque<Queued> runQueue = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.<Timer>comparingLong(t -> t.expires).thenComparingLong(t -> t.order));
    private final List<SectionReader> readers = new CopyOnWriteArrayList<>();
    private long timerOrder;
    private boolean occupied;

    VirtualCpu(int id) {
        this.id = id;
    }

    void add(SectionReader reader) {
        readers.add(reader);
    }

    void remove(SectionReader reader) {
        readers.remove(reader);
    }

    List<SectionReader> readers() {
        return readers;
    }

    /** Whether the CPU is in an extended quiescent state: no reader thread stands here, and no woken waiter runs here. */
    boolean isIdle() {
        return isVacant() && readersIdle();
    }

    /** Whether no woken waiter has been given this CPU since it last blocked and since the last tick. */
    boolean isVacant() {
        return !occupied;
    }

    /** Whether no reader thread stands here. A section that is open all the same counts as one that does. */
    boolean readersIdle() {
        for (SectionReader r : readers) {
            if (r.isOnline() || (r.sectionsAcquire() & 1) != 0 && !r.isDead()) {
                return false;
            }
        }
        return true;
    }

    /** Drops readers whose threads have died. */
    void reap() {
        readers.removeIf(SectionReader::isDead);
    }

    void enqueue(Task task) {
        runQueue.add(new Queued(task, Long.MIN_VALUE));
    }

    void enqueueFirst(Task task) {
        runQueue.addFirst(new Queued(task, Long.MIN_VALUE));
    }

    /** Puts a task that spins until a time at the head: what is behind it has to wait. */
    void enqueueSpinning(Task task, long notBeforeNanos) {
        runQueue.addFirst(new Queued(task, notBeforeNanos));
    }

    /** When the head of the run queue may run: a machine time in ns, or Long.MAX_VALUE if nothing can. */
    long nextRunNanos() {
        return occupied || runQueue.isEmpty() ? Long.MAX_VALUE : runQueue.peek().notBeforeNanos();
    }

    /** Runs the head of the run queue if it may run now. Returns whether it did. */
    boolean runOne(long nowNanos) {
        if (nextRunNanos() > nowNanos || runQueue.isEmpty()) {
            return false;
        }
        occupied = !runQueue.poll().task().run();
        return true;
    }

    /** The thread that was given the CPU has blocked, or its time is up. */
    void vacate() {
        occupied = false;
    }

    /**
     * Arms a timer. One of d jiffies fires at now + d + 1: the kernel's timer wheel rounds up, so that a timer set just
     * before a tick is never early.
     */
    Timer arm(long jiffies, long delay, Runnable handler) {
        Timer t = new Timer(jiffies + delay + 1, timerOrder++, handler);
        timers.add(t);
        return t;
    }

    void cancel(Timer timer) {
        timers.remove(timer);
    }

    /** The jiffy of the next timer, or Long.MAX_VALUE. */
    long nextTimer() {
        return timers.isEmpty() ? Long.MAX_VALUE : timers.peek().expires;
    }

    /** Runs the handlers of all timers that are due. */
    void runTimers(long jiffies) {
        while (nextTimer() <= jiffies) {
            timers.poll().handler.run();
        }
    }
}
