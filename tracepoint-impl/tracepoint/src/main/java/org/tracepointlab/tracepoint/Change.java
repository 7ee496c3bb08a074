package org.tracepointlab.tracepoint;

/**
 * What one transition goes from and to.
 *
 * @param old the array before, or null for no probes
 * @param now the array after, or null for no probes
 */
public record Change(ProbeArray old, ProbeArray now) {

    /** Whether element 0's data differs between the two arrays. Both must be there. */
    public boolean data0Differs() {
        return old.first().data() != now.first().data();
    }
}
