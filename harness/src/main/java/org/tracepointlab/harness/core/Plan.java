package org.tracepointlab.harness.core;

import java.util.ArrayList;
import java.util.List;

/**
 * What one run measures.
 *
 * @param name short name, part of the run's id
 * @param cells the cells, in the order in which results list them; no two measure the same thing
 */
public record Plan(String name, List<Cell> cells) {

    /** Drops a cell that measures what an earlier one does already. */
    public Plan {
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("expected letters, digits, - and _ in a plan's name, found " + name);
        }
        cells = List.copyOf(withoutRepeats(cells));
    }

    /** Expected wall-clock seconds of the whole plan, all forks of all cells one after the other. */
    public double estimatedSeconds() {
        return cells.stream().mapToDouble(c -> c.forks() * c.forkSeconds()).sum();
    }

    /** Forks of all cells. */
    public int forks() {
        return cells.stream().mapToInt(Cell::forks).sum();
    }

    private static List<Cell> withoutRepeats(List<Cell> cells) {
        List<Cell> kept = new ArrayList<>();
        for (Cell cell : cells) {
            if (kept.stream().noneMatch(cell::sameAs)) {
                kept.add(cell);
            }
        }
        return kept;
    }
}
