package org.tracepointlab.lab.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.core.ForkMerge;
import org.tracepointlab.gate.core.ForkRunner;
import org.tracepointlab.gate.core.Waiting;

/**
 * Runs every fork of a plan, one at a time, in the order of its schedule.
 *
 * @param plan what to run
 * @param schedule in which order
 * @param forks runs one
 * @param waiting what to do while another JMH measures
 */
public record PlanRunner(Plan plan, List<Schedule.Slot> schedule, ForkRunner forks, Waiting waiting) {

    /**
     * Runs all and merges the forks of each cell.
     *
     * @return one standard JMH result array, one element a cell, in the plan's order
     * @throws ForkFailedException as soon as one fork fails; the results so far stay in the run's folder
     */
    public ArrayNode run(RunFolder folder, Progress progress, Eta eta) {
        List<List<ObjectNode>> results = new ArrayList<>();
        plan.cells().forEach(cell -> results.add(new ArrayList<>()));
        try {
            for (Schedule.Slot slot : schedule) {
                Cell cell = plan.cells().get(slot.cell());
                progress.starting(plan.label(cell), slot.round());
                long start = System.nanoTime();
                results.get(slot.cell()).add(forks.resume(cell, slot.round(), folder.forkFolder(slot, cell),
                        waiting));
                eta.finished((System.nanoTime() - start) / 1e9);
            }
        } finally {
            progress.ended();
        }
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        results.forEach(cellForks -> merged.add(ForkMerge.merge(cellForks)));
        return merged;
    }
}
