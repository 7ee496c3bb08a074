package org.tracepointlab.rcu.kernel;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tracepointlab.rcu.SectionReader;

/**
 * One CPU of the model: its timers, its run queue, and the reader threads that stand on it. Guarded by the machine's
 * lock, but for the list of readers, which threads add themselves to.
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
    private final CpuSets sets;
    private final CallbackBatch batch = new CallbackBatch();
    private final ArrayDeque<Queued> runQueue = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.<Timer>comparingLong(t -> t.expires).thenComparingLong(t -> t.order));
    private final List<SectionReader> readers = new CopyOnWriteArrayList<>();
    private long timerOrder;
    private boolean occupied;
    private boolean invoking; // a user's callback
    private boolean overtaken; // by a tick, which came before the callbacks were through

    VirtualCpu(int id, CpuSets sets) {
        this.id = id;
        this.sets = sets;
    }

    // Readers

    void add(SectionReader reader) {
        readers.add(reader);
        sets.activate(id);
    }

    void remove(SectionReader reader) {
        readers.remove(reader);
    }

    List<SectionReader> readers() {
        return readers;
    }

    /**
     * Whether the CPU is in an extended quiescent state: no reader thread stands here, and no woken waiter runs here.
     */
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

    /** Whether nothing is here that could ever want a tick: no reader, nothing to run, no timer. */
    boolean isAbandoned() {
        return isVacant() && readers.isEmpty() && runQueue.isEmpty() && timers.isEmpty() && !hasCallbacks();
    }

    // Callbacks

    /** Callbacks to be run before anything else on this CPU, in this order. */
    void invoke(List<Callback> callbacks) {
        batch.addAll(callbacks);
        settle();
        sets.activate(id);
    }

    /** Whether callbacks are being run on this CPU, or about to be. */
    boolean hasCallbacks() {
        return invoking || !batch.isEmpty();
    }

    /**
     * Whether callbacks keep everything else on this CPU waiting. They do until its next tick: what is not through by
     * then has blocked, or its thread is short of time, and goes on beside the CPU's other work, as a thread would.
     */
    boolean isHeldUp() {
        return hasCallbacks() && !overtaken;
    }

    /** The tick has come. */
    void overtake() {
        overtaken = hasCallbacks();
    }

    /** Runs the next callback that is one of the machine's own and may run now. Returns whether there was one. */
    boolean invokeOwn() {
        Callback next = takeOwn();
        if (next == null) {
            return false;
        }
        settle();
        next.body().run();
        return true;
    }

    private Callback takeOwn() {
        Callback next = invoking ? null : batch.takeOwn();
        return next == null && overtaken ? batch.takeWake() : next;
    }

    /** Takes the next callback if it is a user's, to be run outside of the lock; null if it is not. */
    Runnable beginInvoking() {
        Callback next = invoking ? null : batch.takeUsers();
        if (next == null) {
            return null;
        }
        invoking = true;
        return next.body();
    }

    /** That callback has returned. */
    void endInvoking() {
        invoking = false;
        settle();
    }

    private void settle() {
        sets.setInvoking(id, hasCallbacks());
        overtaken &= hasCallbacks();
    }

    // The run queue

    void enqueue(Task task) {
        runQueue.add(new Queued(task, Long.MIN_VALUE));
        sets.setRunnable(id, true);
    }

    void enqueueFirst(Task task) {
        runQueue.addFirst(new Queued(task, Long.MIN_VALUE));
        sets.setRunnable(id, true);
    }

    /** Puts a task that spins until a time at the head: what is behind it has to wait. */
    void enqueueSpinning(Task task, long notBeforeNanos) {
        runQueue.addFirst(new Queued(task, notBeforeNanos));
        sets.setRunnable(id, true);
    }

    /** When the head of the run queue may run: a machine time in ns, or Long.MAX_VALUE if nothing can. */
    long nextRunNanos() {
        return occupied || isHeldUp() || runQueue.isEmpty() ? Long.MAX_VALUE : runQueue.peek().notBeforeNanos();
    }

    /** Runs the head of the run queue, which may run now. */
    void runOne() {
        Task task = runQueue.poll().task();
        sets.setRunnable(id, !runQueue.isEmpty());
        occupied = !task.run();
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
        sets.activate(id);
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
