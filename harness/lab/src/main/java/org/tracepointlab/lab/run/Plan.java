package org.tracepointlab.lab.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tracepointlab.gate.core.Cell;

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

    /**
     * One of several parts that machines run apart, the cells dealt out in turn. Cells that differ only in this
     * parameter stay together: what is held against each other is measured on one machine.
     *
     * @param part from 1
     * @param parts 1 or more
     * @return the part, which is empty if there are fewer groups than parts
     */
    public Plan shard(int part, int parts, String together) {
        Map<List<Object>, Integer> groups = new HashMap<>();
        List<Cell> own = new ArrayList<>();
        for (Cell cell : cells) {
            Map<String, String> others = new HashMap<>(cell.params());
            others.remove(together);
            int group = groups.computeIfAbsent(List.of(cell.benchmark(), others), key -> groups.size());
            if (group % parts == part - 1) {
                own.add(cell);
            }
        }
        return new Plan(name + "-" + part + "of" + parts, own);
    }

    /** Expected wall-clock seconds of the whole plan, all forks of all cells one after the other. */
    public double estimatedSeconds() {
        return cells.stream().mapToDouble(c -> c.forks() * c.forkSeconds()).sum();
    }

    /** Forks of all cells. */
    public int forks() {
        return cells.stream().mapToInt(Cell::forks).sum();
    }

    /** Short name of a cell for a progress line: only the parameters in which cells of its benchmark differ. */
    public String label(Cell cell) {
        String method = cell.benchmark().substring(cell.benchmark().lastIndexOf('.') + 1);
        StringBuilder label = new StringBuilder(method);
        cell.params().forEach((name, value) -> {
            boolean varies = cells.stream().filter(c -> c.benchmark().equals(cell.benchmark()))
                    .anyMatch(c -> !value.equals(c.params().get(name)));
            if (varies) {
                // Numbers say nothing without their name; words do.
                label.append(' ').append(value.matches("[0-9.]+") ? name + "=" + value : value);
            }
        });
        return label.toString();
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
