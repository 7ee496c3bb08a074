package org.tracepointlab.lab.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the rest of a run will take: a cell that has run takes as long as it took; the others as long as the plan
 * says, times the factor by which the cells that have run were slower or faster than the plan said. Not thread-safe.
 */
public final class Eta {

    private final Plan plan;
    private final List<Schedule.Slot> schedule;
    private final Map<Integer, Double> measured = new HashMap<>();
    private int done;

    /** Nothing has run yet. */
    public Eta(Plan plan, List<Schedule.Slot> schedule) {
        this.plan = plan;
        this.schedule = schedule;
    }

    /** The next slot of the schedule took this many seconds. */
    public void finished(double seconds) {
        measured.put(schedule.get(done).cell(), seconds);
        done++;
    }

    /** Slots that have run. */
    public int done() {
        return done;
    }

    /** Expected seconds until the last slot ends. */
    public double remainingSeconds() {
        double factor = factor();
        double seconds = 0;
        for (Schedule.Slot slot : schedule.subList(done, schedule.size())) {
            Double known = measured.get(slot.cell());
            seconds += known != null ? known : factor * plan.cells().get(slot.cell()).forkSeconds();
        }
        return seconds;
    }

    private double factor() {
        double planned = 0;
        double took = 0;
        for (Map.Entry<Integer, Double> cell : measured.entrySet()) {
            planned += plan.cells().get(cell.getKey()).forkSeconds();
            took += cell.getValue();
        }
        return planned == 0 ? 1 : took / planned;
    }
}
