package org.tracepointlab.tracepoint.unload;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointException;
import org.tracepointlab.tracepoint.TracepointHooks;
import org.tracepointlab.tracepoint.TracepointRegistry;
import org.tracepointlab.tracepoint.Tracepoints;

/** A program that is loaded by a loader of its own, declares tracepoints in its host's registry, and is unloaded. */
public final class Plugin implements Consumer<TracepointRegistry> {

    /** A type that only this program knows, in a tracepoint's arguments. */
    record Event(long number) {
    }

    interface Happened {
        void happened(Event event, long other);
    }

    private long seen;

    /** Declares three tracepoints, fires each until it is compiled, with two probes at most, and takes them out. */
    @Override
    public void accept(TracepointRegistry registry) {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Happened happened = Tracepoints.declare(lookup, registry, "happened", Happened.class);
        LongTracepoint facade = registry.declareLong("facade");
        MethodType signature = MethodType.methodType(void.class, Event.class);
        Tracepoint hooked = registry.declare("hooked", signature, new TracepointHooks(() -> seen++, () -> seen++));
        Tracepoint declared = registry.tracepoint("happened").orElseThrow();
        try {
            ProbeFunction one = ProbeFunction.of(lookup.bind(this, "event",
                    MethodType.methodType(void.class, Object.class, Event.class, long.class)));
            ProbeFunction other = ProbeFunction.of(lookup.bind(this, "hooked",
                    MethodType.methodType(void.class, Object.class, Event.class)));
            ProbeFunction isolated = ProbeFunction.of(lookup.bind(this, "again",
                    MethodType.methodType(void.class, Object.class, Event.class, long.class)))
                    .isolated((func, data, thrown) -> seen++);
            LongProbe<Object> number = (data, a) -> seen += a;
            LongProbe<Object> further = (data, a) -> seen++;
            MethodHandle fire = hooked.fire();
            for (int round = 0; round < 3; round++) {
                declared.register(one, this);
                hooked.register(other, this);
                facade.register(number, this);
                run(happened, facade, fire);
                declared.register(isolated, this);
                facade.register(further, this);
                run(happened, facade, fire);
                declared.unregister(isolated, this, () -> seen++);
                facade.unregister(further, this, () -> seen++);
                declared.unregister(one, this, () -> seen++);
                hooked.unregister(other, this, () -> seen++);
                facade.unregister(number, this, () -> seen++);
                run(happened, facade, fire);
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a probe", e);
        }
        registry.releaseBarrier();
        refusedWhileInUse(registry, facade);
        registry.undeclare(declared);
        registry.undeclare(facade.tracepoint());
        registry.undeclare(hooked);
        if (seen < 200_000) {
            throw new AssertionError("expected at least 200000 calls, found " + seen);
        }
    }

    private static void refusedWhileInUse(TracepointRegistry registry, LongTracepoint facade) {
        LongProbe<Object> none = (data, a) -> { };
        facade.register(none, null);
        try {
            registry.undeclare(facade.tracepoint());
            throw new AssertionError("a tracepoint with a probe was taken out");
        } catch (TracepointException expected) {
            facade.unregister(none, null);
        }
    }

    private static void run(Happened happened, LongTracepoint facade, MethodHandle fire) {
        try {
            for (int i = 0; i < 10_000; i++) {
                Event event = new Event(i);
                happened.happened(event, 1);
                facade.fire(1);
                fire.invokeExact(event);
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unused") // by its handle
    private void event(Object data, Event event, long other) {
        seen += other;
    }

    @SuppressWarnings("unused") // by its handle
    private void again(Object data, Event event, long other) {
        seen += event.number() & 1;
    }

    @SuppressWarnings("unused") // by its handle
    private void hooked(Object data, Event event) {
        seen++;
    }
}
