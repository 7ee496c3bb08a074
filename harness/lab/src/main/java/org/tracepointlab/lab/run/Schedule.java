package org.tracepointlab.lab.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.tracepointlab.gate.core.Cell;

/**
 * The order in which the forks of a plan run: round by round, each round running every cell that still wants a fork
 * once, in an order shuffled by the seed. The same plan and seed give the same order.
 */
public final class Schedule {

    /**
     * One fork to run.
     *
     * @param round 0 for a cell's first fork
     * @param cell index into the plan's cells
     */
    public record Slot(int round, int cell) {
    }

    private Schedule() {
    }

    /** All forks of the plan in the order in which they are to run. */
    public static List<Slot> of(Plan plan, long seed) {
        Random random = new Random(seed);
        List<Slot> all = new ArrayList<>();
        int rounds = plan.cells().stream().mapToInt(Cell::forks).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            List<Slot> slots = new ArrayList<>();
            for (int cell = 0; cell < plan.cells().size(); cell++) {
                if (plan.cells().get(cell).forks() > round) {
                    slots.add(new Slot(round, cell));
                }
            }
            Collections.shuffle(slots, random);
            all.addAll(slots);
        }
        return all;
    }
}
