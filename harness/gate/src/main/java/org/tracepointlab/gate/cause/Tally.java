package org.tracepointlab.gate.cause;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Events by name: how many, and how much they are together. Not thread-safe. */
final class Tally {

    private final Map<String, double[]> all = new LinkedHashMap<>();

    void add(String name, double amount) {
        double[] one = all.computeIfAbsent(name, n -> new double[2]);
        one[0]++;
        one[1] += amount;
    }

    double count(String name) {
        return all.getOrDefault(name, new double[2])[0];
    }

    double amount(String name) {
        return all.getOrDefault(name, new double[2])[1];
    }

    double amount() {
        return all.values().stream().mapToDouble(one -> one[1]).sum();
    }

    Set<String> names() {
        return all.keySet();
    }
}
