package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One run that ends in a violation: a shared access a line. Immutable.
 *
 * @param scenario the updates that had begun
 * @param violated what its last step violates
 * @param kinds    whose grace periods the readers are in, such as {@code [SRCU]}
 * @param lines    the steps
 */
public record Trace(Scenario scenario, Property violated, List<String> kinds, List<Line> lines) {

    /** The updater, as an actor. */
    public static final int WRITER = 0;
    /** The foreign synchronizer, as an actor. The readers are in between, from 1. */
    public static final int FOREIGN = 9;
    /** The thread that folds keys, as an actor. */
    public static final int FOLDING = 8;

    /** Copies its lists. */
    public Trace {
        kinds = List.copyOf(kinds);
        lines = List.copyOf(lines);
    }

    /**
     * One step.
     *
     * @param actor who takes it
     * @param text  what it does
     * @param funcs the array published after it
     * @param call  the call's target after it
     * @param key   whether the key is on after it
     */
    public record Line(int actor, String text, String funcs, String call, boolean key) {
    }

    /** How many steps it has. */
    public int length() {
        return lines.size();
    }

    /** In columns, one line a step. */
    @Override
    public String toString() {
        List<String[]> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("", "writer"));
        for (int r = 1; r <= kinds.size(); r++) {
            head.add("reader " + r + " (" + kinds.get(r - 1) + ")");
        }
        Map<Integer, Integer> columns = new HashMap<>();
        for (int actor : new int[] {FOREIGN, FOLDING}) {
            if (lines.stream().anyMatch(line -> line.actor() == actor)) {
                columns.put(actor, head.size());
                head.add(actor == FOREIGN ? "foreign" : "folding");
            }
        }
        int first = head.size();
        head.addAll(List.of("funcs", "call", "key"));
        rows.add(head.toArray(String[]::new));
        for (Line line : lines) {
            String[] row = new String[head.size()];
            Arrays.fill(row, "");
            row[0] = String.valueOf(rows.size());
            row[columns.getOrDefault(line.actor(), line.actor() + 1)] = line.text();
            row[first] = line.funcs();
            row[first + 1] = line.call();
            row[first + 2] = line.key() ? "on" : "off";
            rows.add(row);
        }
        return "scenario " + scenario + ", " + length() + " steps: " + violated.text() + "\n" + columns(rows);
    }

    private static String columns(List<String[]> rows) {
        StringBuilder text = new StringBuilder();
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], row[c].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                line.append(c == 0 ? "" : " | ").append(row[c]).append(" ".repeat(widths[c] - row[c].length()));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
