package org.tracepointlab.gate.rule;

/** The layers of a gate that judge numbers exactly, in the order in which they are judged; time comes after them. */
public enum Layer {

    /** Counters of the benchmarks themselves: equal, or within a bound. */
    COUNTS("counts", "exact counts"),
    /** Work for each operation: within a margin of the baseline's. */
    WORK("work", "work counts"),
    /** Work for each element, at two numbers of elements: may not grow. */
    GROWTH("growth", "growths of work");

    private final String key;
    private final String title;

    Layer(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** Its name in {@code verdict.json}. */
    public String key() {
        return key;
    }

    /** Its name for people, in the plural. */
    public String title() {
        return title;
    }
}
