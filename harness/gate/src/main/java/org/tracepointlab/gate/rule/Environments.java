package org.tracepointlab.gate.rule;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tracepointlab.gate.core.Printable;

/** What JMH recorded of the environment of two results. */
public final class Environments {

    private Environments() {
    }

    /**
     * The first difference between two environments that is not allowed, in words; empty if there is none. What only
     * one of them has (older versions of JMH record less) is no difference.
     *
     * @param allowed names of what may differ, or {@code all}
     */
    public static String differ(Map<String, String> old, Map<String, String> now, Set<String> allowed) {
        if (allowed.contains("all")) {
            return "";
        }
        for (String name : new TreeSet<>(old.keySet())) {
            if (now.containsKey(name) && !allowed.contains(name)) {
                String here = comparable(name, old.get(name));
                String there = comparable(name, now.get(name));
                if (!here.equals(there)) {
                    return name + " '" + Printable.escaped(here) + "' and '" + Printable.escaped(there) + "'";
                }
            }
        }
        return "";
    }

    /**
     * The value without what names a place on the machine: property values that are paths. Agents are what runs, and
     * are kept.
     *
     * @param name of what is recorded; others than {@code jvmArgs} name no place
     */
    public static String comparable(String name, String value) {
        if (!name.equals("jvmArgs")) {
            return value;
        }
        return Arrays.stream(value.strip().split("\\s+")).filter(a -> !a.matches("-D[^=]*\\.artifacts=.*"))
                .map(a -> a.replaceFirst("^(-D[^=]*=)[^\\s]*[/\\\\].*", "$1..."))
                .collect(Collectors.joining(" "));
    }
}
