package org.tracepointlab.tracepoint;

import java.util.Queue;

/** A probe that logs its calls, and checks that what it is called with is its own. */
final class Func implements LongProbe<Func.Data> {

    /** Data that belongs to one func. */
    record Data(Func owner, String name) {
    }

    private final String name;
    private final Queue<String> log;

    Func(String name, Queue<String> log) {
        this.name = name;
        this.log = log;
    }

    Data data(String dataName) {
        return new Data(this, dataName);
    }

    @Override
    public void probe(Data data, long a) {
        log.add((data.owner == this ? "" : "MISMATCH ") + name + "(" + data.name + ", " + a + ")");
    }

    @Override
    public String toString() {
        return name;
    }
}
