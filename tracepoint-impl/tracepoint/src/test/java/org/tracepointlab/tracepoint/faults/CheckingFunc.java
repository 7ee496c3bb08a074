package org.tracepointlab.tracepoint.faults;

import java.util.List;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.NoArgProbe;
import org.tracepointlab.tracepoint.ProbeFunction;

/** A probe that checks its data: its own, not released, and not gone. Tells who asks for it what a firing called. */
final class CheckingFunc implements LongProbe<Registration>, NoArgProbe<Registration> {

    /** Where a thread that asks for it finds what its firing called, in order. */
    static final ThreadLocal<List<Registration>> CALLED = new ThreadLocal<>();

    final ProbeFunction withLong = ProbeFunction.ofLong(this);
    final ProbeFunction withoutArguments = ProbeFunction.ofNoArg(this);
    private final String name;
    private final Faults faults;
    private final Findings findings;
    private final boolean mayMismatch;

    CheckingFunc(String name, Faults faults, Findings findings, boolean mayMismatch) {
        this.name = name;
        this.faults = faults;
        this.findings = findings;
        this.mayMismatch = mayMismatch;
    }

    @Override
    public void probe(Registration data, long a) {
        probe(data);
    }

    @Override
    public void probe(Registration data) {
        findings.calls.increment();
        if (data.owner != this) {
            foreign(data);
        }
        if (data.releases.get() != 0) {
            findings.mismatch(this + " was called with " + data + ", which was released");
        }
        if (data.gone) {
            findings.mismatch(this + " was called with " + data + " after unregister and a wait");
        }
        List<Registration> called = CALLED.get();
        if (called != null) {
            called.add(data);
        }
        faults.before(Kind.PROBE);
    }

    private void foreign(Registration data) {
        if (mayMismatch) {
            findings.excused.increment();
        } else {
            findings.mismatch(this + " was called with data of " + data.owner);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
