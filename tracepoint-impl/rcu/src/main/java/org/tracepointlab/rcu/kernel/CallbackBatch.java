package org.tracepointlab.rcu.kernel;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The callbacks that a CPU is about to run, in the order in which they became ready. Those that wake a waiter can be
 * taken out of turn, in constant time however many are queued before them: where callbacks come faster than they are
 * run, this is asked for before each of them. Guarded by the machine's lock.
 */
final class CallbackBatch {

    /** One that wakes, and how many others were queued before it since the start. */
    private record Wake(Callback callback, long place) { }

    private final ArrayDeque<Callback> others = new ArrayDeque<>();
    private final ArrayDeque<Wake> wakes = new ArrayDeque<>();
    private long taken; // of the others, since the start

    void addAll(List<Callback> callbacks) {
        for (Callback c : callbacks) {
            if (c.kind() == Callback.Kind.WAKES) {
                wakes.add(new Wake(c, taken + others.size()));
            } else {
                others.add(c);
            }
        }
    }

    boolean isEmpty() {
        return others.isEmpty() && wakes.isEmpty();
    }

    /** Takes the one whose turn it is if it is one of the machine's own; null if it is not, or there is none. */
    Callback takeOwn() {
        return wakeIsNext() ? takeWake() : takeOther(Callback.Kind.OWN);
    }

    /** Takes the one whose turn it is if it is a user's; null if it is not, or there is none. */
    Callback takeUsers() {
        return wakeIsNext() ? null : takeOther(Callback.Kind.USERS);
    }

    /** Takes the first one that wakes, whatever is before it; null if there is none. */
    Callback takeWake() {
        Wake first = wakes.poll();
        return first == null ? null : first.callback();
    }

    private boolean wakeIsNext() {
        return !wakes.isEmpty() && wakes.peek().place() == taken;
    }

    private Callback takeOther(Callback.Kind kind) {
        if (others.isEmpty() || others.peek().kind() != kind) {
            return null;
        }
        taken++;
        return others.poll();
    }
}
