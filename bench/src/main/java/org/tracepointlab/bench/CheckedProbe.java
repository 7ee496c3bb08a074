package org.tracepointlab.bench;

import java.util.concurrent.atomic.LongAdder;
import org.tracepointlab.tracepoint.LongProbe;

/** A probe that knows its own data and counts calls with any other: what the original's bug looks like. */
final class CheckedProbe implements LongProbe<CheckedProbe.Data> {

    /** Data that belongs to one probe. */
    static final class Data {
        private final CheckedProbe owner;
        private long sum;

        private Data(CheckedProbe owner) {
            this.owner = owner;
        }
    }

    private final LongAdder mismatches;

    CheckedProbe(LongAdder mismatches) {
        this.mismatches = mismatches;
    }

    Data newData() {
        return new Data(this);
    }

    @Override
    public void probe(Data data, long value) {
        if (data.owner != this) {
            mismatches.increment();
        }
        data.sum += value; // racy between readers, as a statistic may be: only whose data it is matters
    }
}
