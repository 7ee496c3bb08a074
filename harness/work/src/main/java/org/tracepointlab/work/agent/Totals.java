package org.tracepointlab.work.agent;

/** Sums of all kinds of work. Bytes are known only if the sizes of all classes are. Not thread-safe. */
public final class Totals {
    private long bytecodes;
    private long calls;
    private long objects;
    private long bytes;
    private long monitors;
    private long atomics;
    private String unsized;

    void add(Costs costs, long times) {
        bytecodes += costs.bytecodes * times;
        calls += costs.calls * times;
        objects += costs.objects * times;
        monitors += costs.monitors * times;
        atomics += costs.atomics * times;
    }

    void addObjects(long more) {
        objects += more;
    }

    void addBytes(long more) {
        bytes += more;
    }

    void hasNoSize(String type) {
        unsized = type;
    }

    /** Adds all of another one. */
    public void add(Totals other) {
        bytecodes += other.bytecodes;
        calls += other.calls;
        objects += other.objects;
        bytes += other.bytes;
        monitors += other.monitors;
        atomics += other.atomics;
        unsized = unsized == null ? other.unsized : unsized;
    }

    /** Instructions executed. */
    public long bytecodes() {
        return bytecodes;
    }

    /** Calls of methods, native ones too. */
    public long calls() {
        return calls;
    }

    /** Objects and arrays allocated. */
    public long objects() {
        return objects;
    }

    /** Their bytes, headers and alignment included; means nothing if {@link #unsized} is not null. */
    public long bytes() {
        return bytes;
    }

    /** Monitors entered, by {@code synchronized} blocks and methods. */
    public long monitors() {
        return monitors;
    }

    /** Atomic updates asked for (compare and set, get and add, ...), volatile stores by handle, and full fences. */
    public long atomics() {
        return atomics;
    }

    /** A class whose instances have been allocated and whose size could not be found out, or null. */
    public String unsized() {
        return unsized;
    }
}
