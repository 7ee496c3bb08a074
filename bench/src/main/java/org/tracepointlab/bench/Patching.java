package org.tracepointlab.bench;

import java.time.Duration;
import org.tracepointlab.patching.DeferredPatcher;
import org.tracepointlab.patching.FoldingRate;
import org.tracepointlab.patching.Patcher;

/** The patching flavours by name, and one that is for counting. */
final class Patching {

    /** Deferred, and never folded: what is done does not depend on the time. */
    static final String ARMED = "armed";

    private Patching() {
    }

    /** @throws IllegalArgumentException if there is none of that name */
    static Patcher named(String name) {
        return name.equals(ARMED) ? new DeferredPatcher(FoldingRate.after(Duration.ofDays(1))) : Patcher.named(name);
    }
}
