package org.tracepointlab.tracepoint;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What updates that failed still owe: a grace period, the tracepoints that they left <em>unsettled</em>, and release
 * actions that no domain took. One for all tracepoints of a registry.
 *
 * <p>A tracepoint is unsettled from before the first step of a transition until after its last one. So it is nowhere
 * forgotten, whatever throws and wherever; nothing is allocated once a step may have failed. What a batch's end is to
 * wait for is the same kind of debt, except that it is not due before the end.
 *
 * <p>The next update pays before anything else ({@link #pay}): the call of each unsettled tracepoint goes to the
 * iterator; one wait for all of them; then each is as if its last update had succeeded. If paying throws, what is not
 * settled stays owed, and that update has changed nothing.
 *
 * <p>Belongs to the holder of the registry's mutex, save {@link #isOwed} and {@link #owe}, which any thread may call.
 */
public final class GracePeriodDebt {

    private final RepairStrategy repair;
    private final Map<UpdateSteps, Entry> entries = new LinkedHashMap<>();
    private final AtomicReference<Release> owed = new AtomicReference<>();
    private int failed;
    private int batched;
    private boolean batchOpen;
    private boolean removedInBatch;
    private Release inHand;
    private volatile boolean unsettled;

    /** What is known of one tracepoint. */
    private static final class Entry {
        /** A transition of it has begun and not ended. */
        private boolean failed;
        /** It was changed in the batch that is open, or in one that did not end. */
        private boolean batched;
    }

    /** Nothing is owed yet. */
    public GracePeriodDebt() {
        this(RepairStrategy.STANDARD);
    }

    /** @param repair how failures are made good; another one than the standard is a mutant */
    public GracePeriodDebt(RepairStrategy repair) {
        this.repair = repair;
    }

    RepairStrategy repair() {
        return repair;
    }

    /** Whether anything is due; true too while a transition is in progress. A volatile load. */
    public boolean isOwed() {
        return unsettled || owed.get() != null;
    }

    /** Whether a domain has refused a release action that nobody has handed over since. A volatile load. */
    boolean owesReleases() {
        return owed.get() != null;
    }

    /**
     * Pays what is due; nothing if nothing is. The caller is outside of all sections.
     *
     * @param synchronize waits for an SRCU and then for an RCU grace period
     * @param release     hands a release action over, to run after an RCU and then an SRCU grace period
     */
    public void pay(Runnable synchronize, Consumer<Runnable> release) {
        if (failed > 0 || dueOfBatch()) {
            settleAll(synchronize);
            noteUnsettled();
        }
        handOver(release);
    }

    /** Pays with the steps of an update. */
    void pay(UpdateSteps steps) {
        if (isOwed()) {
            pay(steps::synchronize, action -> steps.release(null, action));
        }
    }

    private boolean dueOfBatch() {
        return batched > 0 && !batchOpen;
    }

    private boolean isDue(Entry entry) {
        return entry.failed || entry.batched && !batchOpen;
    }

    private void settleAll(Runnable synchronize) {
        entries.forEach((steps, entry) -> {
            if (isDue(entry)) {
                repair.detour(steps);
            }
        });
        repair.await(synchronize);
        Iterator<Map.Entry<UpdateSteps, Entry>> all = entries.entrySet().iterator();
        while (all.hasNext()) {
            Map.Entry<UpdateSteps, Entry> next = all.next();
            if (isDue(next.getValue())) {
                repair.settle(next.getKey());
                if (isSettled(next.getValue())) {
                    all.remove();
                }
            }
        }
    }

    /** Says that it is, and returns whether nothing else need be known of it. */
    private boolean isSettled(Entry entry) {
        if (entry.failed) {
            entry.failed = false;
            failed--;
        }
        if (entry.batched && !batchOpen) {
            entry.batched = false;
            batched--;
        }
        return !entry.batched;
    }

    /** Called after each change of what it is made of. */
    private void noteUnsettled() {
        unsettled = failed > 0 || dueOfBatch() || inHand != null;
    }

    /** Whatever it takes to know of a transition of this tracepoint is allocated; it is not in progress yet. */
    Release reserve(UpdateSteps steps, Runnable action) {
        Release release = action == null ? null : new Release(this, action);
        if (!entries.containsKey(steps)) {
            entries.put(steps, new Entry());
        }
        return release;
    }

    /** The transition is not to be. */
    void cancel(UpdateSteps steps) {
        Entry entry = entries.get(steps);
        if (!entry.failed && !entry.batched) {
            entries.remove(steps);
        }
    }

    /** The transition's first step is next. */
    void begin(UpdateSteps steps, boolean removes, Release release) {
        Entry entry = entries.get(steps);
        if (!entry.failed) {
            entry.failed = true;
            failed++;
        }
        if (batchOpen) {
            removedInBatch |= removes;
            if (!entry.batched) {
                entry.batched = true;
                batched++;
            }
        }
        inHand = release;
        noteUnsettled();
    }

    /** The transition's last step was made. What is to be released is still in hand. */
    void settled(UpdateSteps steps) {
        Entry entry = entries.get(steps);
        entry.failed = false;
        failed--;
        if (!entry.batched) {
            entries.remove(steps);
        }
        noteUnsettled();
    }

    /** A domain has taken what was in hand. */
    void handedOver() {
        inHand = null;
        noteUnsettled();
    }

    /** Hands over what was in hand when a step threw, and what was refused since. */
    void handOver(Consumer<Runnable> release) {
        if (inHand != null) {
            owe(inHand);
            handedOver();
        }
        while (takeInHand()) {
            release.accept(inHand);
            handedOver();
        }
    }

    /** Takes one from the list; only the holder of the mutex takes, so one that was taken cannot be back meanwhile. */
    private boolean takeInHand() {
        Release first;
        do {
            first = owed.get();
            inHand = first;
            noteUnsettled();
        } while (first != null && !owed.compareAndSet(first, first.next));
        if (first != null) {
            first.taken();
        }
        return first != null;
    }

    /** Keeps a release action until it can be handed over. Any thread; lock-free. */
    void owe(Release release) {
        if (release.keep()) {
            do {
                release.next = owed.get();
            } while (!owed.compareAndSet(release.next, release));
        }
    }

    /**
     * Begins a batch at the end of which something is done for all tracepoints that it changed ({@link BatchScope}):
     * until then that is not due.
     */
    public void beginBatch() {
        batchOpen = true;
        removedInBatch = false;
    }

    /** Ends a batch; what it changed is due now, unless the end returns. */
    public void endBatch(Runnable end) {
        try {
            end.run();
            forgetBatch();
        } finally {
            failBatch();
        }
    }

    /** Ends a batch without its end, if one is open: what it changed is due. */
    void failBatch() {
        batchOpen = false;
        noteUnsettled();
    }

    private void forgetBatch() {
        Iterator<Entry> all = entries.values().iterator();
        while (all.hasNext()) {
            Entry entry = all.next();
            if (entry.batched) {
                entry.batched = false;
                batched--;
            }
            if (!entry.failed) {
                all.remove();
            }
        }
    }

    /** Whether any probe was removed in the batch that is open. */
    public boolean removedInBatch() {
        return removedInBatch;
    }

    /**
     * Gives each tracepoint that the open batch changed and that is settled: its steps, and its probes now, or null.
     */
    public void forEachChangedInBatch(BiConsumer<TransitionSteps, ProbeArray> action) {
        entries.forEach((steps, entry) -> {
            if (entry.batched && !entry.failed) {
                action.accept(steps, steps.funcs());
            }
        });
    }
}
