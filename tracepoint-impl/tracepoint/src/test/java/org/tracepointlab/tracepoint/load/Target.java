package org.tracepointlab.tracepoint.load;

import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.NoArgTracepoint;
import org.tracepointlab.tracepoint.ProbeEntry;
import org.tracepointlab.tracepoint.Tracepoint;

/** A tracepoint under load, and the log of the updates that were made to it. */
final class Target {

    /** One update that was made. */
    private record Update(boolean adds, Registration registration) {
    }

    final Tracepoint tracepoint;
    private final Runnable fire;
    private final Runnable fireRcuIdle;
    /** Under the registry's mutex. */
    private final List<Update> log = new ArrayList<>();

    Target(LongTracepoint t) {
        tracepoint = t.tracepoint();
        fire = () -> t.fire(1);
        fireRcuIdle = () -> t.fireRcuIdle(1);
    }

    Target(NoArgTracepoint t) {
        tracepoint = t.tracepoint();
        fire = t::fire;
        fireRcuIdle = t::fireRcuIdle;
    }

    void fire(boolean rcuIdle) {
        (rcuIdle ? fireRcuIdle : fire).run();
    }

    void logNext(boolean adds, Registration registration) {
        Sequenced.next(() -> log.add(new Update(adds, registration)));
    }

    int updates() {
        return log.size();
    }

    /** What should be attached: the log played to the simplest model there is, a list. */
    private List<Registration> model() {
        List<Registration> model = new ArrayList<>();
        for (Update update : log) {
            if (!update.adds) {
                if (!model.remove(update.registration)) {
                    throw new AssertionError("removed what was not there, from " + tracepoint);
                }
            } else {
                int at = 0;
                while (at < model.size() && model.get(at).prio >= update.registration.prio) {
                    at++;
                }
                model.add(at, update.registration);
            }
        }
        return model;
    }

    /** Compares the probes, and what firing calls now that nobody updates, with the model. */
    void check(Findings findings) {
        List<Registration> expected = model();
        List<Object> attached = tracepoint.probes().stream().map(ProbeEntry::data).toList();
        if (!attached.equals(expected) || tracepoint.isEnabled() == expected.isEmpty()) {
            findings.differences.add(tracepoint + ": expected " + expected.size() + " probes, found "
                    + attached.size());
        }
        for (boolean rcuIdle : new boolean[] {false, true}) {
            List<Registration> called = new ArrayList<>();
            CheckingProbe.CALLED.set(called);
            fire(rcuIdle);
            CheckingProbe.CALLED.remove();
            if (!called.equals(expected)) {
                findings.differences.add(tracepoint + ": expected " + expected.size() + " calls in their order, found "
                        + called.size() + (called.size() == expected.size() ? " in another" : ""));
            }
        }
    }
}
