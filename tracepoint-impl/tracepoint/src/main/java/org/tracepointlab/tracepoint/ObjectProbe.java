package org.tracepointlab.tracepoint;

/**
 * A probe of a tracepoint with one object.
 *
 * @param <D> the type of its data
 * @param <T> the type of the argument
 */
@FunctionalInterface
public interface ObjectProbe<D, T> {

    /** Called for each hit, inside the reader's section, so it must neither wait for a grace period nor update. */
    void probe(D data, T a);
}
