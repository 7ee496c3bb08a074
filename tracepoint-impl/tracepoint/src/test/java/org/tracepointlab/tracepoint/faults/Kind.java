package org.tracepointlab.tracepoint.faults;

import java.util.EnumSet;
import java.util.Set;
import org.tracepointlab.rcu.MembRcu;
import org.tracepointlab.tracepoint.faults.Run.Combination;

/** What is made to fail: all that can throw in production. */
enum Kind {
    /** Of a call's target, a key or a call. */
    ALLOCATION,
    /** Of a thread of the domains. */
    THREAD_START,
    /** A step inside a grace period: membarrier(2), a fence, a scan. Before and after it in turn. */
    DOMAIN_STEP,
    STALL_REPORTER,
    PROBE,
    REGFUNC,
    UNREGFUNC,
    /** Of enableAll and disableAll. */
    LISTENER,
    /** What gives enableAll and disableAll their data. */
    DATA,
    RELEASE_ACTION,
    /** call_rcu and call_srcu. */
    CALL,
    KEY_ON,
    KEY_OFF,
    CALL_UPDATE,
    DISCARD_CODE,
    SYNCHRONIZE,
    COND_SYNCHRONIZE,
    START_POLL,
    GET_STATE,
    BARRIER,
    /** Of a domain. */
    CLOSE;

    /** What has an effect that it may throw before or after; the others throw in the caller's own code, or within. */
    private static final Set<Kind> TWICE = EnumSet.of(THREAD_START, CALL, KEY_ON, KEY_OFF, CALL_UPDATE, DISCARD_CODE,
            SYNCHRONIZE, COND_SYNCHRONIZE, START_POLL, GET_STATE, BARRIER, CLOSE);
    private static final Set<Kind> PATCHES = EnumSet.of(KEY_ON, KEY_OFF, CALL_UPDATE, DISCARD_CODE);
    /** An unregister that one of these ends has not begun: the probe is attached still. */
    private static final Set<Kind> BEFORE_THE_TRANSITION = EnumSet.of(ALLOCATION, UNREGFUNC, DATA, DISCARD_CODE);

    /** What only {@code conditional} does. */
    private static final Set<Kind> CONDITIONAL = EnumSet.of(COND_SYNCHRONIZE, START_POLL, GET_STATE);

    /** Whether it is called at all there: then a sweep in which it never was has shown nothing. */
    boolean isCalled(Combination combination) {
        String flavour = combination.flavour();
        return switch (this) {
            case THREAD_START -> !flavour.equals("kernel, virtual time");
            case DOMAIN_STEP -> !flavour.equals("qsbr")
                    && (!flavour.equals("memb") || new MembRcu("asked").usesMembarrier());
            default -> combination.implementation().equals("conditional") || !CONDITIONAL.contains(this);
        };
    }

    /** Whether the flavour says that it is broken afterwards, and does nothing any more: the kernel, as documented. */
    boolean breaks(Combination combination) {
        return this == DOMAIN_STEP && combination.flavour().startsWith("kernel");
    }

    boolean isTwice() {
        return TWICE.contains(this);
    }

    boolean isPatch() {
        return PATCHES.contains(this);
    }

    boolean isBeforeTheTransition() {
        return BEFORE_THE_TRANSITION.contains(this);
    }
}
