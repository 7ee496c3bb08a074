package org.tracepointlab.gate.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One benchmark whose work is judged.
 *
 * @param cell the benchmark
 * @param rules how
 * @param growth along which parameter its work may not grow, or null
 */
public record WorkCell(GateCell cell, WorkRules rules, Growing growth) {

    /**
     * A parameter that is a number of elements, each of which may not cost more where there are more of them.
     *
     * @param param its name
     * @param from the smaller number, 1 or more
     * @param to the larger one
     * @param margin what growth is none, a share
     * @param each true if an operation is on one of the elements, false if it is on all
     */
    public record Growing(String param, long from, long to, double margin, boolean each) {

        /** Checks the ranges. */
        public Growing {
            if (from < 1 || to <= from || !(margin >= 0)) {
                throw new IllegalArgumentException("expected numbers of " + param + ", from 1 or more to one that is "
                        + "larger, and a margin of 0 or more, found " + from + ", " + to + " and " + margin);
            }
        }
    }

    /** The cell with this many elements. */
    public GateCell at(long number) {
        Map<String, String> params = new LinkedHashMap<>(cell.params());
        params.put(growth.param(), "" + number);
        return new GateCell(cell.benchmark(), params, cell.iterations(), cell.forkSeconds());
    }
}
