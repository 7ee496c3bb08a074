package org.tracepointlab.gate.run;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.tracepointlab.gate.rule.Text;

/**
 * How long blocks take: what is expected at first, then what those took that ran. It is for people, and decides nothing
 * but when {@code --max-time} is up. Not thread-safe.
 */
final class Pace {

    private static final double MINUTE = 60;
    private static final double HOUR = 3600;
    private final double[] expected;
    private final boolean known;
    private final double[] seconds;
    private final int[] blocks;

    /**
     * @param cells in the plan's order
     * @param forks of a block
     */
    Pace(List<GateCell> cells, int forks) {
        expected = cells.stream().mapToDouble(cell -> forks * cell.forkSeconds()).toArray();
        known = cells.stream().noneMatch(cell -> cell.forkSeconds() == GateCell.UNKNOWN_SECONDS);
        seconds = new double[cells.size()];
        blocks = new int[cells.size()];
    }

    /** Whether the plan says how long a fork takes, of each benchmark. */
    boolean isExpected() {
        return known;
    }

    /** A block of this benchmark took so long. */
    void took(int cell, double time) {
        seconds[cell] += time;
        blocks[cell]++;
    }

    /** Whether a block of each benchmark has run, so that nothing is a guess. */
    boolean isMeasured() {
        return Arrays.stream(blocks).allMatch(count -> count > 0);
    }

    /** Seconds of one block of all benchmarks that still run. */
    double round(IntPredicate runs) {
        return IntStream.range(0, blocks.length).filter(runs)
                .mapToDouble(cell -> blocks[cell] == 0 ? expected[cell] : seconds[cell] / blocks[cell]).sum();
    }

    /** {@code 40 s}, {@code 12 min}, {@code 1.5 h}. */
    static String about(double time) {
        return time < 2 * MINUTE ? Text.format("%.0f s", time)
                : time < 2 * HOUR ? Text.format("%.0f min", time / MINUTE) : Text.format("%.1f h", time / HOUR);
    }
}
