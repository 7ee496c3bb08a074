package org.tracepointlab.tracepoint;

/**
 * What a tracepoint needs around its time in use. Both run under the registry's mutex, so they must not update
 * tracepoints of the same registry.
 *
 * @param regfunc   runs before the first probe is added; if it throws, nothing has changed, and the caller of
 *                  {@code register} gets what it threw. Or null
 * @param unregfunc runs when the last probe goes, before the key is turned off, and after a regfunc whose probe was
 *                  then not attached, for whatever reason; if it throws, nothing has changed either. Or null
 */
public record TracepointHooks(Runnable regfunc, Runnable unregfunc) {

    /** Neither. */
    public static final TracepointHooks NONE = new TracepointHooks(null, null);
}
