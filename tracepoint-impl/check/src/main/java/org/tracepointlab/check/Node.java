package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in the updater's program, and what memory holds there: with one updater, key, call and funcs depend on the
 * place alone.
 */
final class Node {

    /** The call's target where it is the iterator. */
    static final int ITERATOR = -1;

    final Node parent;
    final int id;
    /** The step that leads here; null at the root. */
    final Step step;
    final Scenario scenario;
    /** The probe whose registration begins with that step, as a mask. */
    final int begins;
    final List<Node> children = new ArrayList<>();

    boolean key;
    /** Whether the key's site loads the key, and is not folded; without folding it says nothing. */
    boolean armed;
    /** The func's number; where readers take func and data at once, the index of the probe. */
    int call = ITERATOR;
    /** The number of the published array in {@link UpdaterProgram#arrays}, or 0 for none. */
    int funcs;
    /** Whether the published array has been given to be released. */
    boolean funcsReleased;
    /** Probes that were never registered, or whose unregister has returned. */
    int gone;
    /**
     * Probes whose register has returned and whose unregister has not begun: those that a reader who comes now calls.
     */
    int stable;
    /** Those of them that some reader may miss, here or later: the others need not be followed. */
    int missable;
    /** The probes in the order in which they are to be called, as the update leaves them. */
    List<Probe> order = List.of();
    /** What the updater has violated when it comes here, whatever readers do; or null. */
    Property wrong;
    /** Probes whose registration has begun at some time. */
    List<Probe> ever = List.of();
    /** The step's slot for its cookie in each reader, or -1 where nobody will ask for it again. */
    int slot = -1;
    /** Where the cookie was taken that the step waits for; null if it waits for none. */
    Node taken;
    /** The slots that are still asked for, a mask for each domain. */
    final int[] liveSlots = new int[2];
    /** Cookies that are still waited for from here on. */
    final long[] liveCookies = new long[2];
    /** Probes of which it is not told by func and data alone whether a reader may call them: a mask. */
    int mates;

    Node(Node parent, int id, Step step, Scenario scenario, int begins) {
        this.parent = parent;
        this.id = id;
        this.step = step;
        this.scenario = scenario;
        this.begins = begins;
        if (parent != null) {
            key = parent.key;
            armed = parent.armed;
            call = parent.call;
            funcs = parent.funcs;
            funcsReleased = parent.funcsReleased;
            gone = parent.gone;
            ever = parent.ever;
            stable = parent.stable;
            order = parent.order;
        }
    }

    /** Whether the array has the stable probes in their order. */
    boolean inOrder(List<Probe> array) {
        int at = 0;
        for (Probe probe : order) {
            if ((stable & probe.bit()) != 0) {
                int found = array.indexOf(probe);
                if (found >= 0 && found < at) {
                    return false;
                }
                at = Math.max(at, found);
            }
        }
        return true;
    }
}
