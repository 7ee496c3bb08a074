package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One update, a batch's begin or end, or a wait for readers.
 *
 * @param kind  which of them
 * @param probe which one is updated; null for a batch's begin and end
 * @param at    the place that it goes to, or is taken from
 * @param last  whether that place is the last one
 * @param failures steps that fail in it
 * @param effective whether it attaches or detaches the probe, or begins or ends the batch; else it has changed nothing
 */
record Operation(Kind kind, Probe probe, int at, boolean last, List<Failure> failures, boolean effective) {

    /** What is done. */
    enum Kind { ADD, REMOVE, BEGIN, END, SYNC }

    /** A batch begins. */
    static final Operation BEGIN = of(Kind.BEGIN, null, 0, false);
    /** A batch ends. */
    static final Operation END = of(Kind.END, null, 0, false);
    /** {@code synchronizeUnregister}. */
    static final Operation SYNC = of(Kind.SYNC, null, 0, false);

    private static Operation of(Kind kind, Probe probe, int at, boolean last) {
        return new Operation(kind, probe, at, last, List.of(), true);
    }

    static Operation add(List<Probe> array, Probe probe, int at) {
        return of(Kind.ADD, probe, at, at == array.size());
    }

    static Operation remove(List<Probe> array, Probe probe) {
        int at = array.indexOf(probe);
        return of(Kind.REMOVE, probe, at, at == array.size() - 1);
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

    /** The same, where one step more fails. */
    Operation failing(Failure failure) {
        List<Failure> more = new ArrayList<>(failures);
        more.add(failure);
        return failing(more);
    }

    /** The same, where just these fail. */
    Operation failing(List<Failure> those) {
        return new Operation(kind, probe, at, last, List.copyOf(those), true);
    }

    /** The same, and whether it has an effect. */
    Operation effective(boolean value) {
        return value == effective ? this : new Operation(kind, probe, at, last, failures, value);
    }

    /** Whether nothing that an earlier update owes is owed after it. */
    boolean settles() {
        return failures.isEmpty() && kind != Kind.END;
    }

    /** The probes after it, where {@code array} are those before it. */
    List<Probe> apply(List<Probe> array) {
        List<Probe> now = new ArrayList<>(array);
        if (!effective) {
            return List.copyOf(now);
        }
        if (adds()) {
            now.add(at, probe);
        } else if (removes()) {
            now.remove(at);
        }
        return List.copyOf(now);
    }

    /**
     * {@code +A} at the end, {@code ^A} in front, {@code +A@1} in between, {@code -A}; {@code [}, {@code ]},
     * {@code sync}; with what fails in it, such as {@code -A!3}.
     */
    @Override
    public String toString() {
        return word() + failures.stream().map(Failure::toString).collect(Collectors.joining());
    }

    private String word() {
        return switch (kind) {
            case BEGIN -> "[";
            case END -> "]";
            case SYNC -> "sync";
            case REMOVE -> "-" + probe;
            case ADD -> last ? "+" + probe : at == 0 ? "^" + probe : "+" + probe + "@" + at;
        };
    }
}
