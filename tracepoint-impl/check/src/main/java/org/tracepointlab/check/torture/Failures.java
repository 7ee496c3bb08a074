package org.tracepointlab.check.torture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** What was found wrong: how often, and the first few of each check in words. Thread-safe. */
final class Failures {

    private static final int IN_WORDS = 3;

    private final AtomicLongArray counts = new AtomicLongArray(Check.values().length);
    private final List<String> messages = new ArrayList<>();
    private volatile boolean any;

    void add(Check check, String message) {
        if (counts.incrementAndGet(check.ordinal()) <= IN_WORDS) {
            synchronized (messages) {
                messages.add(message);
            }
        }
        any = true;
    }

    boolean any() {
        return any;
    }

    /** Those that occurred, in the order of {@link Check}. */
    Map<String, Long> counts() {
        Map<String, Long> found = new LinkedHashMap<>();
        for (Check check : Check.values()) {
            long count = counts.get(check.ordinal());
            if (count > 0) {
                found.put(check.toString(), count);
            }
        }
        return found;
    }

    List<String> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }
}
