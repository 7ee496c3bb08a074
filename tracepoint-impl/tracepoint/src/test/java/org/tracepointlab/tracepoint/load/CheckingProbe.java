package org.tracepointlab.tracepoint.load;

import java.util.List;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.NoArgProbe;

/** A probe that checks what it is called with: data of its own, that was not released. */
final class CheckingProbe implements LongProbe<Registration>, NoArgProbe<Registration> {

    /** Where a thread that asks for it finds what its firing called, in order. */
    static final ThreadLocal<List<Registration>> CALLED = new ThreadLocal<>();

    private final Findings findings;

    CheckingProbe(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void probe(Registration data, long a) {
        probe(data);
    }

    @Override
    public void probe(Registration data) {
        findings.hits.increment();
        if (data.owner != this) {
            findings.mismatches.increment();
        }
        if (data.releases.get() != 0) {
            findings.usedAfterRelease.increment();
        }
        List<Registration> called = CALLED.get();
        if (called != null) {
            called.add(data);
        }
    }
}
