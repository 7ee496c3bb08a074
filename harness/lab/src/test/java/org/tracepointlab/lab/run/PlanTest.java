package org.tracepointlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Iterations;

class PlanTest {

    private static Cell cell(String n, int forks, double seconds) {
        return Cell.of("org.example.Sample.run", Map.of("tracepoints", n), Iterations.singleShot(0, 1), forks, seconds);
    }

    @Test
    void aCellThatMeasuresTheSameIsDropped() {
        Plan plan = new Plan("p", List.of(cell("1", 2, 1), cell("1", 1, 1), cell("2", 1, 3)));
        assertThat(plan.cells()).hasSize(2);
        assertThat(plan.forks()).isEqualTo(3);
        assertThat(plan.estimatedSeconds()).isEqualTo(5);
        assertThat(plan.label(plan.cells().get(1))).isEqualTo("run tracepoints=2");
    }

    @Test
    void everyRoundRunsEachCellOnceInASeededOrder() {
        Plan plan = new Plan("p", List.of(cell("1", 2, 1), cell("2", 2, 1), cell("3", 2, 1), cell("4", 1, 1)));
        List<Schedule.Slot> slots = Schedule.of(plan, 7);
        assertThat(slots).hasSize(7).isEqualTo(Schedule.of(plan, 7));
        assertThat(slots.subList(0, 4)).extracting(Schedule.Slot::cell).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(slots.subList(4, 7)).extracting(Schedule.Slot::cell).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(List.of(1L, 2L, 3L, 4L)).extracting(seed -> Schedule.of(plan, seed)).anyMatch(o -> !o.equals(slots));
    }

    @Test
    void estimatesAreRefinedByWhatWasMeasured() {
        Plan plan = new Plan("p", List.of(cell("1", 2, 1), cell("2", 1, 3)));
        List<Schedule.Slot> order = List.of(new Schedule.Slot(0, 0), new Schedule.Slot(0, 1), new Schedule.Slot(1, 0));
        Eta eta = new Eta(plan, order);
        assertThat(eta.remainingSeconds()).isEqualTo(5);
        eta.finished(2);
        assertThat(eta.remainingSeconds()).isEqualTo(2 * 3 + 2);
        eta.finished(3);
        assertThat(eta.remainingSeconds()).isEqualTo(2);
    }

    @Test
    void whatJmhWouldMisreadIsRefused() {
        assertThatThrownBy(() -> cell("1,2", 1, 1)).hasMessageContaining("tracepoints=1,2");
        assertThatThrownBy(() -> new Iterations(0, 1, "5 s")).hasMessageContaining("5 s");
        assertThatThrownBy(() -> new Plan("../x", List.of())).hasMessageContaining("../x");
    }

    @Test
    void clockCountsMinutes() {
        assertThat(Progress.clock(61.4)).isEqualTo("1:01");
        assertThat(Progress.clock(0)).isEqualTo("0:00");
    }

    @Test
    void partsTakeEachCellOnceAndKeepWhatIsComparedTogether() {
        List<Cell> cells = new ArrayList<>();
        for (int n = 1; n <= 7; n++) {
            for (String implementation : List.of("a", "b")) {
                cells.add(Cell.of("x.Y.z", Map.of("implementation", implementation, "n", "" + n),
                        Iterations.singleShot(1, 1), 1, 1));
            }
        }
        Plan whole = new Plan("whole", cells);
        List<Cell> all = new ArrayList<>();
        for (int part = 1; part <= 3; part++) {
            Plan shard = whole.shard(part, 3, "implementation");
            assertThat(shard.name()).isEqualTo("whole-" + part + "of3");
            assertThat(shard.cells().size()).isBetween(4, 6);
            for (Cell cell : shard.cells()) {
                assertThat(shard.cells()).filteredOn(c -> c.params().get("n").equals(cell.params().get("n")))
                        .hasSize(2);
            }
            all.addAll(shard.cells());
        }
        assertThat(all).containsExactlyInAnyOrderElementsOf(cells);
    }
}
