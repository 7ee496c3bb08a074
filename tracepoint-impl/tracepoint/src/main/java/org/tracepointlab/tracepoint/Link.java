package org.tracepointlab.tracepoint;

/**
 * A probe in the chain that the iterator walks: it calls its func with its data, and then the next link. Immutable. The
 * method that does so, {@code fire(A...)}, is declared by a subclass for each signature ({@link LinkShape}), so that no
 * argument is boxed.
 *
 * <p>A chain, and not a loop over an array: each class of links has a call of its own to the next one. The JIT sees
 * there which class follows, and the processor predicts it by its address.
 *
 * <p>What a func throws leaves the whole chain: the links after it are not called.
 */
abstract class Link {

    Link() {
    }

    /**
     * Another link of the same class.
     *
     * @param callee what it calls; ignored by a class that is made for one func
     * @param data   what the func is called with
     * @param next   the link after it, or null
     */
    abstract Link with(Object callee, Object data, Link next);
}
