package org.tracepointlab.tracepoint;

import java.util.Objects;

/**
 * One attached probe (the kernel's {@code struct tracepoint_func}). Immutable.
 *
 * @param func what is called
 * @param data what it is called with; may be null; compared by identity
 * @param prio higher ones are called earlier; 10 by default
 */
public record ProbeEntry(ProbeFunction func, Object data, int prio) {

    /** The priority of a probe that was registered without one. */
    public static final int DEFAULT_PRIO = 10;

    /** @throws NullPointerException if there is no func */
    public ProbeEntry {
        Objects.requireNonNull(func, "func");
    }

    /** Whether this is that func with that same data object. */
    boolean is(ProbeFunction otherFunc, Object otherData) {
        return data == otherData && func.equals(otherFunc);
    }
}
