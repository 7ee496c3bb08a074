package org.tracepointlab.tracepoint.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What runs did, and what was found wrong. Thread-safe. */
final class Findings {

    private static final int FRAMES_SHOWN = 12;

    final LongAdder runs = new LongAdder();
    final LongAdder injections = new LongAdder();
    /** Probe calls. */
    final LongAdder calls = new LongAdder();
    /** Firings of a tracepoint that has probes, each a section. */
    final LongAdder sections = new LongAdder();
    final LongAdder held = new LongAdder();
    final LongAdder released = new LongAdder();
    /** Calls of a func with data of another in {@code original}, which has that bug. */
    final LongAdder excused = new LongAdder();

    final Queue<String> hangs = new ConcurrentLinkedQueue<>();
    final Queue<String> lostCallbacks = new ConcurrentLinkedQueue<>();
    final Queue<String> mismatches = new ConcurrentLinkedQueue<>();

    private volatile String now = "";

    /** Says what the next findings are of. */
    void begin(String what) {
        now = what;
        runs.increment();
    }

    /** Whatever is not as the contract says. */
    void mismatch(String what) {
        mismatches.add(now + ": " + what);
    }

    void lostCallback(String what) {
        lostCallbacks.add(now + ": " + what);
    }

    /** What the script does not expect. */
    void threw(Throwable thrown) {
        mismatch("threw " + thrown + at(thrown.getStackTrace()));
    }

    void hang(String what, Thread thread) {
        hangs.add(now + ": " + what + at(thread.getStackTrace()));
    }

    private static String at(StackTraceElement[] stack) {
        return ", at " + Arrays.asList(Arrays.copyOf(stack, Math.min(FRAMES_SHOWN, stack.length)));
    }

    /** All that was found wrong. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>(hangs);
        wrong.addAll(lostCallbacks);
        wrong.addAll(mismatches);
        return wrong;
    }

    void add(Findings more) {
        runs.add(more.runs.sum());
        injections.add(more.injections.sum());
        calls.add(more.calls.sum());
        sections.add(more.sections.sum());
        held.add(more.held.sum());
        released.add(more.released.sum());
        excused.add(more.excused.sum());
        hangs.addAll(more.hangs);
        lostCallbacks.addAll(more.lostCallbacks);
        mismatches.addAll(more.mismatches);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,6d runs, %,6d injections; hangs %d, lost callbacks %d, mismatches %d"
                + " (and %,d of the original's own bug); %,d calls made, %,d sections entered, %,d readers held,"
                + " %,d release actions run", runs.sum(), injections.sum(), hangs.size(), lostCallbacks.size(),
                mismatches.size(), excused.sum(), calls.sum(), sections.sum(), held.sum(), released.sum());
    }
}
