package org.tracepointlab.bench;

import java.util.HashSet;
import java.util.Set;

/** The pieces of compiled code that were in use at some look. Not thread-safe. */
final class CodeInUse {

    private final Set<Integer> seen = new HashSet<>();
    private int looks;

    void look(SiteFarm farm) {
        farm.compiledCode().addTo(seen);
        looks++;
    }

    int pieces() {
        return seen.size();
    }

    int looks() {
        return looks;
    }
}
