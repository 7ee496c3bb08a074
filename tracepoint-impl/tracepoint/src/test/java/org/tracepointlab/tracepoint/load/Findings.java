package org.tracepointlab.tracepoint.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What a load did, and what was found wrong with it. */
final class Findings {

    final LongAdder updates = new LongAdder();
    final LongAdder batches = new LongAdder();
    final LongAdder rejections = new LongAdder();
    final LongAdder firings = new LongAdder();
    final LongAdder hits = new LongAdder();
    final LongAdder released = new LongAdder();

    final LongAdder mismatches = new LongAdder();
    final LongAdder usedAfterRelease = new LongAdder();
    final LongAdder lostCalls = new LongAdder();
    final LongAdder lostReleases = new LongAdder();
    final LongAdder doubleReleases = new LongAdder();
    /** Tracepoints whose probes, or what firing them calls, are not the model's; and whatever was thrown. */
    final Queue<String> differences = new ConcurrentLinkedQueue<>();

    /** What was found, as {@code what=how often}; empty if nothing was. */
    List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        add(wrong, "mismatches", mismatches);
        add(wrong, "used after release", usedAfterRelease);
        add(wrong, "lost calls", lostCalls);
        add(wrong, "lost releases", lostReleases);
        add(wrong, "double releases", doubleReleases);
        if (!differences.isEmpty()) {
            wrong.add("differences=" + differences.size() + ", the first: " + differences.peek());
        }
        return wrong;
    }

    private static void add(List<String> wrong, String what, LongAdder count) {
        if (count.sum() != 0) {
            wrong.add(what + "=" + count.sum());
        }
    }

    @Override
    public String toString() {
        return updates + " updates, " + batches + " batches, " + rejections + " rejected as they should be, " + firings
                + " firings, " + hits + " probe calls, " + released + " released; wrong: " + wrong();
    }
}
