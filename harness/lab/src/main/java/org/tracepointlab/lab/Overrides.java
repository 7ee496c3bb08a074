package org.tracepointlab.lab;

import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.check.Checker;
import org.tracepointlab.gate.command.UsageException;

/**
 * What the command line changes in a plan.
 *
 * @param implementations only these, some of which may be brought by providers on the class path; none for the plan's
 *     own
 * @param tracepoints these N in place of the plan's; none for the plan's own
 * @param hz these in place of the plan's; none for the plan's own
 */
record Overrides(List<String> implementations, List<Integer> tracepoints, List<Integer> hz) {

    static final int MAX_TRACEPOINTS = 100_000;
    static final int MAX_HZ = 10_000;

    /** Reads three comma-separated lists; null leaves the plan's own values. */
    static Overrides parse(String implementations, String tracepoints, String hz) {
        return new Overrides(implementations == null ? List.of() : implementations(implementations),
                numbers("--tracepoints", tracepoints, MAX_TRACEPOINTS), numbers("--hz", hz, MAX_HZ));
    }

    private static List<String> implementations(String list) {
        List<String> values = items("--implementation", list);
        List<String> known = Checker.implementations();
        for (String value : values) {
            if (!known.contains(value)) {
                throw new UsageException("--implementation", "a list of " + String.join(", ", known),
                        "'" + value + "'");
            }
        }
        return values;
    }

    /** Reads one comma-separated list of whole numbers from 1 to a maximum; none for null. */
    static List<Integer> numbers(String option, String list, int max) {
        return list == null ? List.of() : items(option, list).stream().map(item -> number(option, item, max)).toList();
    }

    /** As {@link #numbers}; an item may also be {@code all}, which stands for the maximum. */
    static List<Integer> numbersOrAll(String option, String list, int max) {
        return list == null ? List.of() : items(option, list).stream()
                .map(item -> item.equals("all") ? max : number(option, item, max)).toList();
    }

    private static int number(String option, String item, int max) {
        try {
            int value = Integer.parseInt(item);
            if (value >= 1 && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below like a number out of range.
        }
        throw new UsageException(option, "whole numbers from 1 to " + max, "'" + item + "'");
    }

    private static List<String> items(String option, String list) {
        List<String> items = new ArrayList<>();
        for (String item : list.split(",", -1)) {
            if (item.isBlank()) {
                throw new UsageException(option, "a list of values separated by commas", "'" + list + "'");
            }
            if (!items.contains(item.strip())) {
                items.add(item.strip());
            }
        }
        return items;
    }
}
