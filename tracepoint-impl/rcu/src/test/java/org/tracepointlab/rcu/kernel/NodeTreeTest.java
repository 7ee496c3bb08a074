package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tree of nodes that CPUs report through, for every number of CPUs. */
class NodeTreeTest {

    private static final int MAX = KernelParameters.MAX_CPUS;

    /** What the geometry of a 64-bit kernel's defaults gives: 16 CPUs a leaf, 64 nodes below a node. */
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "16, 1, 1", "17, 2, 3", "64, 2, 5", "1024, 2, 65", "1025, 3, 68", "4096, 3, 261"})
    void hasAsManyLevelsAndNodesAsTheCpusNeed(int cpus, int levels, int nodes) {
        NodeTree tree = new NodeTree(cpus, TreeShape.DEFAULT);
        assertThat(tree.levels()).isEqualTo(levels);
        assertThat(tree.nodes()).hasSize(nodes);
    }

    @Test
    void everyCpuIsBelowOneLeafAndEveryNodeBelowOneOther() {
        for (int cpus = 1; cpus <= MAX; cpus++) {
            NodeTree tree = new NodeTree(cpus, TreeShape.DEFAULT);
            long[] below = new long[tree.nodes().size()];
            for (int cpu = 0; cpu < cpus; cpu++) {
                NodeTree.Node leaf = tree.leaf(cpu);
                assertThat(leaf.first() <= cpu && cpu <= leaf.last()).as("CPU %d of %d", cpu, cpus).isTrue();
                below[leaf.index()] ^= tree.bit(cpu);
            }
            for (NodeTree.Node node : tree.nodes()) {
                if (node.parent() != null) {
                    below[node.parent().index()] ^= node.bit();
                }
            }
            for (NodeTree.Node node : tree.nodes()) {
                assertThat(node.below()).as("node %d of %d CPUs", node.index(), cpus).isNotZero()
                        .isEqualTo(below[node.index()]);
            }
        }
    }

    @Test
    void smallFanOutsMakeDeepTrees() {
        TreeShape narrow = new TreeShape(2, 2, 1);
        assertThat(new NodeTree(16, narrow).levels()).isEqualTo(4);
        assertThat(missed(new QuiescentStateMask(new NodeTree(16, narrow)), 16, i -> i)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelParameters.defaults(250, 17).withTree(narrow))
                .withMessage("expected at most 16 CPUs below a tree of leaf fan-out 2 and fan-out 2, found 17");
    }

    @Test
    void eachCpuCountsOnceAndEachNodeReportsOnce() {
        for (int cpus = 1; cpus <= MAX; cpus++) {
            int n = cpus;
            for (IntUnaryOperator order : List.<IntUnaryOperator>of(i -> i, i -> n - 1 - i,
                    i -> (int) (i * 2_039L % n))) {
                if (n % 2_039 == 0) {
                    continue; // the stride would not reach all
                }
                NodeTree tree = new NodeTree(cpus, TreeShape.DEFAULT);
                QuiescentStateMask owed = new QuiescentStateMask(tree);
                assertThat(missed(owed, cpus, order)).as("%d CPUs", cpus).isEmpty();
                // one visit a node to begin, one for each CPU, one for each node that reports to the one above
                assertThat(owed.visits()).isEqualTo(tree.nodes().size() + cpus + tree.nodes().size() - 1);
            }
        }
    }

    @Test
    void aScanVisitsEachLeafAndWhatItReportsTo() {
        for (int cpus : new int[] {1, 16, 17, 1024, 1025, MAX}) {
            NodeTree tree = new NodeTree(cpus, TreeShape.DEFAULT);
            QuiescentStateMask owed = new QuiescentStateMask(tree);
            owed.all();
            int odd = cpus / 2;
            assertThat(owed.scan(cpu -> cpu % 2 == 1)).isEqualTo(cpus);
            assertThat(owed.scanVisits()).isEqualTo(tree.leaves().size());
            assertThat(owed.scan(cpu -> cpu != 0)).isEqualTo(cpus - odd);
            assertThat(owed.isEmpty()).isFalse();
            assertThat(owed.report(0)).isTrue();
            assertThat(owed.scan(cpu -> true)).isZero();
        }
    }

    /** The canary: a leaf that reports without one of its CPUs. */
    @ParameterizedTest
    @CsvSource({"17, 16", "1024, 0", "4096, 4095", "4096, 77"})
    void aLeafThatForgetsACpuIsFound(int cpus, int forgotten) {
        QuiescentStateMask owed = new QuiescentStateMask(new ForgetfulTree(cpus, forgotten));
        assertThat(missed(owed, cpus, i -> i)).contains(forgotten);
    }

    /**
     * The CPUs that were not waited for when all report in this order: they owe nothing, or are the last one too early.
     */
    private static List<Integer> missed(QuiescentStateMask owed, int cpus, IntUnaryOperator order) {
        List<Integer> missed = new ArrayList<>();
        owed.all();
        for (int i = 0; i < cpus; i++) {
            int cpu = order.applyAsInt(i);
            boolean owes = owed.owes(cpu);
            boolean last = owed.report(cpu);
            if (!owes || last != (i == cpus - 1) || last != owed.isEmpty()) {
                missed.add(cpu);
            }
            if (owed.report(cpu)) {
                missed.add(cpu); // a second report of one CPU counts for nothing
            }
        }
        return missed;
    }
}
