package org.tracepointlab.tracepoint;

/**
 * A probe of a tracepoint with one {@code long}.
 *
 * @param <D> the type of its data
 */
@FunctionalInterface
public interface LongProbe<D> {

    /** Called for each hit, inside the reader's section, so it must neither wait for a grace period nor update. */
    void probe(D data, long a);
}
