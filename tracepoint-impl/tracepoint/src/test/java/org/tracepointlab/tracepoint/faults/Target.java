package org.tracepointlab.tracepoint.faults;

import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.NoArgTracepoint;
import org.tracepointlab.tracepoint.ProbeEntry;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointHooks;
import org.tracepointlab.tracepoint.TracepointRegistry;

/** A tracepoint, and what should be attached to it. */
final class Target {

    final Tracepoint tracepoint;
    /** What should be attached, in order. */
    final List<Registration> model = new ArrayList<>();
    private final Faults faults;
    private final Findings findings;
    private final Runnable fire;
    private final Runnable fireRcuIdle;
    private final Function<CheckingFunc, ProbeFunction> shape;
    private int inUse; // regfuncs minus unregfuncs

    /** Declares it; with one {@code long}, or without arguments. */
    Target(TracepointRegistry registry, String name, boolean withLong, Faults faults, Findings findings) {
        this.faults = faults;
        this.findings = findings;
        TracepointHooks hooks = new TracepointHooks(() -> hook(Kind.REGFUNC, 1), () -> hook(Kind.UNREGFUNC, -1));
        if (withLong) {
            LongTracepoint made = new LongTracepoint(
                    registry.declare(name, MethodType.methodType(void.class, long.class), hooks));
            tracepoint = made.tracepoint();
            fire = () -> made.fire(1);
            fireRcuIdle = () -> made.fireRcuIdle(1);
            shape = func -> func.withLong;
        } else {
            NoArgTracepoint made = new NoArgTracepoint(
                    registry.declare(name, MethodType.methodType(void.class), hooks));
            tracepoint = made.tracepoint();
            fire = made::fire;
            fireRcuIdle = made::fireRcuIdle;
            shape = func -> func.withoutArguments;
        }
    }

    private void hook(Kind kind, int change) {
        faults.before(kind);
        inUse += change;
    }

    void register(Registration registration) {
        tracepoint.register(shape.apply(registration.owner), registration, registration.prio);
    }

    void unregister(Registration registration, Runnable release) {
        tracepoint.unregister(shape.apply(registration.owner), registration, release);
    }

    /** Before the first one of lower priority. */
    void add(Registration registration) {
        int at = 0;
        while (at < model.size() && model.get(at).prio >= registration.prio) {
            at++;
        }
        model.add(at, registration);
    }

    List<Object> attached() {
        return tracepoint.probes().stream().map(ProbeEntry::data).toList();
    }

    void fire(boolean rcuIdle) {
        (rcuIdle ? fireRcuIdle : fire).run();
    }

    /** Compares with the model: the probes, what each kind of firing calls, and regfunc. */
    void check() {
        if (!attached().equals(model)) {
            findings.mismatch(tracepoint + " has " + attached() + ", expected " + model);
        }
        if (inUse != (model.isEmpty() ? 0 : 1)) {
            findings.mismatch(tracepoint + ": regfunc less unregfunc is " + inUse + " with " + model);
        }
        checkCalls(false);
        checkCalls(true);
    }

    private void checkCalls(boolean rcuIdle) {
        List<Registration> called = called(rcuIdle);
        if (!called.equals(model)) {
            findings.mismatch((rcuIdle ? "fireRcuIdle of " : "fire of ") + tracepoint + " called " + called
                    + ", expected "
                    + model);
        }
    }

    private List<Registration> called(boolean rcuIdle) {
        List<Registration> called = new ArrayList<>();
        CheckingFunc.CALLED.set(called);
        try {
            fire(rcuIdle);
        } catch (Throwable t) {
            if (!faults.isBehind(t)) {
                throw t;
            }
            called.clear();
            fire(rcuIdle);
        } finally {
            CheckingFunc.CALLED.remove();
        }
        if (!model.isEmpty()) {
            findings.sections.increment();
        }
        return called;
    }
}
