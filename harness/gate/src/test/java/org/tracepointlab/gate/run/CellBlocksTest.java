package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.rule.Comparison;

/** What the blocks of one benchmark are compared by. */
class CellBlocksTest {

    private final CellBlocks cell = new CellBlocks(new GateCell("a.B.c", Map.of(), Iterations.DECLARED, 1));

    private void fork(Role role, int samples, double tail) {
        ObjectNode result = Json.object().put("benchmark", "a.B.c").put("mode", "sample");
        ArrayNode histogram = result.putObject("primaryMetric").put("scoreUnit", "ns/op").putArray("rawDataHistogram")
                .addArray().addArray();
        histogram.addArray().add(5.0).add(samples - 50);
        histogram.addArray().add(tail).add(50);
        cell.add(role, result);
    }

    @Test
    void tailsAreComparedBlockByBlock() {
        for (double level : new double[] {10, 20}) {
            fork(Role.CONTROL, 1000, level);
            fork(Role.BASELINE, 1000, level);
            fork(Role.CANDIDATE, 1000, 1.5 * level);
        }
        assertThat(cell.comparisons(2, 0.1)).extracting(c -> c.id().mode()).containsExactly("sample", "sample p99");
        Comparison tail = cell.comparisons(2, 0.1).get(1);
        assertThat(tail.effect().mean()).isEqualTo(Math.log(1.5));
    }

    @Test
    void aBlockWithoutATailLeavesThemOut() {
        for (int samples : new int[] {999, 1000, 1000}) {
            for (Role role : Role.values()) {
                fork(role, samples, 10);
            }
        }
        assertThat(cell.blocks()).isEqualTo(3);
        assertThat(cell.comparisons(3, 0.1)).extracting(c -> c.id().mode()).containsExactly("sample");
    }
}
