package org.tracepointlab.tracepoint;

import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.patching.Patcher;

/** One combination of what can be combined. */
record Combo(String implementation, String flavour, String patching) {

    static List<Combo> all() {
        List<Combo> all = new ArrayList<>();
        for (String implementation : Implementation.names()) {
            for (String flavour : Flavours.names()) {
                for (String patching : Patcher.names()) {
                    all.add(new Combo(implementation, flavour, patching));
                }
            }
        }
        return all;
    }

    TracepointRegistry open() {
        return new TracepointRegistry(
                Implementation.named(implementation), Flavours.open(flavour), Patcher.named(patching));
    }

    /** Whether 1->0 leaves the call at the func, so that a 0->1 with the same func does not patch it. */
    boolean leavesTheCall() {
        return implementation.equals("original") || implementation.equals("lazy");
    }

    /** What the implementations are expected to differ in. */
    <T> T expect(T original, T unconditional, T conditional) {
        return switch (implementation) {
            case "original" -> original;
            case "unconditional", "batched" -> unconditional; // outside of batches
            case "conditional", "paired", "lazy" -> conditional; // neither waits to remove
            default -> throw new AssertionError("say what to expect of " + implementation);
        };
    }
}
