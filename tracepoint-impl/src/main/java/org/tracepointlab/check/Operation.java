package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;

/**
 * One update.
 *
 * @param adds  whether it registers the probe, or else unregisters it
 * @param probe which one
 * @param at    the place that it goes to, or is taken from
 * @param last  whether that place is the last one
 */
record Operation(boolean adds, Probe probe, int at, boolean last) {

    static Operation add(List<Probe> array, Probe probe, int at) {
        return new Operation(true, probe, at, at == array.size());
    }

    static Operation remove(List<Probe> array, Probe probe) {
        int at = array.indexOf(probe);
        return new Operation(false, probe, at, at == array.size() - 1);
    }

    /** The probes after it, where {@code array} are those before it. */
    List<Probe> apply(List<Probe> array) {
        List<Probe> now = new ArrayList<>(array);
        if (adds) {
            now.add(at, probe);
        } else {
            now.remove(at);
        }
        return List.copyOf(now);
    }

    /** {@code +A} at the end, {@code ^A} in front, {@code +A@1} in between, {@code -A}. */
    @Override
    public String toString() {
        if (!adds) {
            return "-" + probe;
        }
        if (last) {
            return "+" + probe;
        }
        return at == 0 ? "^" + probe : "+" + probe + "@" + at;
    }
}
