package org.tracepointlab.tracepoint;

/**
 * Brings an implementation of one's own to the lab: a public class with a public constructor without arguments, named
 * in {@code META-INF/services/org.tracepointlab.tracepoint.ImplementationProvider} of a jar on the class path.
 */
@FunctionalInterface
public interface ImplementationProvider {

    /** The implementation; its name must be unlike those of the others. */
    Implementation implementation();
}
