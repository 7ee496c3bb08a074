package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;

/**
 * One update, or a batch's begin or end.
 *
 * @param kind  which of them
 * @param probe which one is updated; null for a batch's begin and end
 * @param at    the place that it goes to, or is taken from
 * @param last  whether that place is the last one
 */
record Operation(Kind kind, Probe probe, int at, boolean last) {

    /** What is done. */
    enum Kind { ADD, REMOVE, BEGIN, END }

    /** A batch begins. */
    static final Operation BEGIN = new Operation(Kind.BEGIN, null, 0, false);
    /** A batch ends. */
    static final Operation END = new Operation(Kind.END, null, 0, false);

    static Operation add(List<Probe> array, Probe probe, int at) {
        return new Operation(Kind.ADD, probe, at, at == array.size());
    }

    static Operation remove(List<Probe> array, Probe probe) {
        int at = array.indexOf(probe);
        return new Operation(Kind.REMOVE, probe, at, at == array.size() - 1);
    }

    boolean adds() {
        return kind == Kind.ADD;
    }

    boolean removes() {
        return kind == Kind.REMOVE;
    }

    /** Whether it is about a probe. */
    boolean updates() {
        return probe != null;
    }

    /** The probes after it, where {@code array} are those before it. */
    List<Probe> apply(List<Probe> array) {
        List<Probe> now = new ArrayList<>(array);
        if (adds()) {
            now.add(at, probe);
        } else if (removes()) {
            now.remove(at);
        }
        return List.copyOf(now);
    }

    /** {@code +A} at the end, {@code ^A} in front, {@code +A@1} in between, {@code -A}; {@code [} and {@code ]}. */
    @Override
    public String toString() {
        return switch (kind) {
            case BEGIN -> "[";
            case END -> "]";
            case REMOVE -> "-" + probe;
            case ADD -> last ? "+" + probe : at == 0 ? "^" + probe : "+" + probe + "@" + at;
        };
    }
}
