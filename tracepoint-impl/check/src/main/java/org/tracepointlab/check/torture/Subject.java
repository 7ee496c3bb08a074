package org.tracepointlab.check.torture;

import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.rcu.SrcuRcu;
import org.tracepointlab.rcu.flavour.RcuFlavour;

/**
 * What is tortured.
 *
 * @param rcu               the domain
 * @param waitsUntilElapsed how many waits there may be before a cookie says that it has elapsed: 1, or 2 for the
 *                          kernel's cookies, of one word, where of two overlapping grace periods, one of them
 *                          expedited, only one counts (rcutorture allows the same, {@code poll_need_2gp}; Linux 6.0
 *                          added wider cookies for it)
 * @param ender             closes it and what belongs to it
 */
record Subject(String name, Rcu rcu, int waitsUntilElapsed, Runnable ender) {

    private static final String BUSTED = "busted";
    private static final String BUSTED_COOKIES = "busted-cookies";

    /** A domain that is closed by itself. */
    static Subject of(String name, Rcu rcu) {
        return new Subject(name, rcu, 1, rcu::close);
    }

    /**
     * A new domain of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those that are
     */
    static Subject named(String name) {
        if (BUSTED.equals(name)) {
            return of(name, BustedRcu.whole());
        }
        if (BUSTED_COOKIES.equals(name)) {
            return of(name, new BustedRcu(Fault.ELAPSED_IN_SECTIONS));
        }
        List<String> known = new ArrayList<>(RcuFlavour.names());
        known.addAll(canaries());
        if (!known.contains(name)) {
            throw new IllegalArgumentException(
                    "expected one of " + String.join(", ", known) + ", found '" + name + "'");
        }
        RcuFlavour flavour = RcuFlavour.named(name);
        RcuDomains domains = flavour.domains();
        return new Subject(name, domains.rcu(), flavour == RcuFlavour.KERNEL ? 2 : 1, domains::close);
    }

    static List<String> canaries() {
        return List.of(BUSTED, BUSTED_COOKIES);
    }

    /** The domain if its sections may end on another thread, else null. */
    SrcuRcu movable() {
        return rcu instanceof SrcuRcu srcu ? srcu : null;
    }
}
