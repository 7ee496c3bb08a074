package org.tracepointlab.gate.history;

import java.util.List;

/**
 * A place in a series from which on the level is another one.
 *
 * @param index of the first value of the new level
 * @param first earliest place where the change may have been, with 95% probability together with {@code last}
 * @param last latest such place
 * @param ratio new level to old level
 * @param low lower end of the ratio's 95% interval
 * @param high upper end
 * @param p probability that a series without a change shows one like this anywhere; 0 for exact counts
 * @param gradual true if a straight line fits the values around it better than a step
 */
public record Change(int index, int first, int last, double ratio, double low, double high, double p,
        boolean gradual) {

    /** Of a count without noise. */
    static Change exact(int index, double before, double after) {
        double ratio = after / before;
        return new Change(index, index, index, ratio, ratio, ratio, 0, false);
    }

    /** The same in a series of which these places alone were looked at. */
    Change at(List<Integer> places) {
        return new Change(places.get(index), places.get(first), places.get(last), ratio, low, high, p, gradual);
    }
}
