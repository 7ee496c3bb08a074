package org.tracepointlab.tracepoint;

/**
 * A probe of a tracepoint without arguments.
 *
 * @param <D> the type of its data
 */
@FunctionalInterface
public interface NoArgProbe<D> {

    /** Called for each hit, inside the reader's section, so it must neither wait for a grace period nor update. */
    void probe(D data);
}
