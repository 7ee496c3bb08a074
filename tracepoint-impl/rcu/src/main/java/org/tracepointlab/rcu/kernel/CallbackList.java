package org.tracepointlab.rcu.kernel;

import static org.tracepointlab.rcu.GracePeriodSequence.before;
import static org.tracepointlab.rcu.GracePeriodSequence.reached;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The callbacks of one CPU, in the order in which they came: ready ones, then ones that wait for a numbered grace
 * period, then ones that have no number yet. Guarded by the machine's lock.
 *
 * <p>The kernel keeps four segments of one list. At most two grace periods can be waited for at a time (the one in
 * progress and the next), so a queue with a number for each entry behaves the same.
 *
 * <p>Source: kernel/rcu/rcu_segcblist.c.
 */
final class CallbackList {

    private record Numbered(long sequence, Callback callback) { }

    private final ArrayDeque<Callback> done = new ArrayDeque<>();
    private final ArrayDeque<Numbered> waiting = new ArrayDeque<>();
    private final ArrayDeque<Callback> unnumbered = new ArrayDeque<>();

    void enqueue(Callback callback) {
        unnumbered.add(callback);
    }

    /** Makes those ready whose grace period has ended by now (rcu_segcblist_advance). */
    void advance(long current) {
        while (!waiting.isEmpty() && reached(current, waiting.peek().sequence())) {
            done.add(waiting.poll().callback());
        }
    }

    /** Gives those without a number this one (rcu_segcblist_accelerate). Returns whether there were any. */
    boolean accelerate(long sequence) {
        if (unnumbered.isEmpty()) {
            return false;
        }
        if (!waiting.isEmpty() && before(sequence, waiting.peekLast().sequence())) {
            throw new IllegalStateException("expected a grace period at or after " + waiting.peekLast().sequence()
                    + ", found " + sequence);
        }
        while (!unnumbered.isEmpty()) {
            waiting.add(new Numbered(sequence, unnumbered.poll()));
        }
        return true;
    }

    boolean hasReady() {
        return !done.isEmpty();
    }

    boolean hasUnnumbered() {
        return !unnumbered.isEmpty();
    }

    /** Whether any callback still waits for a grace period (rcu_segcblist_pend_cbs). */
    boolean hasPending() {
        return !waiting.isEmpty() || !unnumbered.isEmpty();
    }

    boolean isEmpty() {
        return done.isEmpty() && !hasPending();
    }

    /** Whether any waits for no more than this grace period. */
    boolean hasWaitingFor(long sequence) {
        return !waiting.isEmpty() && reached(sequence, waiting.peek().sequence());
    }

    /** Takes out the ready ones. */
    List<Callback> takeReady() {
        List<Callback> ready = new ArrayList<>(done);
        done.clear();
        return ready;
    }
}
