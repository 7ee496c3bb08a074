package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.rcu.Rcu;

/**
 * Fires at each depth of the stack down to its end, many times over, so that the StackOverflowError strikes at each
 * place of the read side, and looks whether the thread is still outside of all sections. A program too, to be run with
 * flags of the virtual machine's own.
 */
final class DeepStack {

    private static final long STACK_BYTES = 256 << 10;

    interface Declared {
        void fire(long a);
    }

    @FunctionalInterface
    interface Shot {
        void fire() throws Throwable;
    }

    private final TracepointRegistry registry;
    private final List<Shot> shots = new ArrayList<>();
    private long overflows;
    private long calls;
    private int registered;

    private DeepStack(TracepointRegistry registry) {
        this.registry = registry;
        LongTracepoint one = registry.declareLong("one");
        LongTracepoint two = registry.declareLong("two");
        LongTracepoint many = registry.declareLong("many");
        Declared declared = Tracepoints.declare(MethodHandles.lookup(), registry, "declared", Declared.class);
        MethodHandle fire = one.tracepoint().fire();
        MethodHandle idle = two.tracepoint().fireRcuIdle();
        shots.add(() -> one.fire(1));
        shots.add(() -> one.fireRcuIdle(1));
        shots.add(() -> two.fire(1));
        shots.add(() -> many.fire(1));
        shots.add(() -> declared.fire(1));
        shots.add(() -> {
            fire.invokeExact(1L);
        });
        shots.add(() -> {
            idle.invokeExact(1L);
        });
        ProbeFunction shallow = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> calls++);
        ProbeFunction deep = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> deeper(8));
        registry.register(one.tracepoint(), shallow, this);
        registry.register(two.tracepoint(), shallow, this);
        registry.register(two.tracepoint(), deep, this);
        for (int i = 0; i < 10; i++) {
            registry.register(many.tracepoint(), i % 2 == 0 ? shallow : deep, i);
        }
        registry.register(registry.tracepoint("declared").orElseThrow(), deep, this);
        Tracepoint toggled = registry.declare("toggled", LongTracepoint.SIGNATURE,
                new TracepointHooks(() -> registered++, () -> registered--));
        shots.add(() -> toggle(toggled, shallow));
    }

    /** An update is a shot too: it may fail, but leaves the mutex free and the hooks balanced. */
    private void toggle(Tracepoint toggled, ProbeFunction func) {
        if (toggled.probes().isEmpty()) {
            registry.register(toggled, func, this);
        } else {
            registry.unregister(toggled, func, this);
        }
    }

    private void deeper(int frames) {
        calls++;
        if (frames > 0) {
            deeper(frames - 1);
        }
    }

    /** Fires at each depth from here on; always ends with a StackOverflowError. */
    private void down(Shot shot) throws Throwable {
        try {
            shot.fire();
        } catch (StackOverflowError e) {
            overflows++;
        }
        down(shot);
    }

    /** Starts somewhere else, so that the end comes at another place. */
    private void from(int offset, Shot shot) throws Throwable {
        if (offset > 0) {
            from(offset - 1, shot);
        } else {
            down(shot);
        }
    }

    private void rounds(int rounds) {
        for (int round = 0; round < rounds; round++) {
            for (Shot shot : shots) {
                try {
                    from(round % 61, shot);
                } catch (StackOverflowError e) {
                    overflows++;
                } catch (Throwable t) {
                    throw new AssertionError("round " + round + " of shot " + shots.indexOf(shot), t);
                }
                check(registry.domains().rcu(), round, shot);
                check(registry.domains().srcu(), round, shot);
            }
        }
    }

    private void check(Rcu domain, int round, Shot shot) {
        if (domain.inReadSection()) {
            throw new AssertionError(domain + ": in round " + round + " shot " + shots.indexOf(shot)
                    + " left a section open, after " + overflows + " errors");
        }
    }

    /** Returns how many StackOverflowErrors there were. */
    static long run(Combo combo, int rounds) throws InterruptedException {
        TracepointRegistry registry = combo.open();
        DeepStack deep = new DeepStack(registry);
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(null, () -> deep.rounds(rounds), "deep", STACK_BYTES);
        thread.setUncaughtExceptionHandler((t, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join();
        if (failure[0] != null) {
            throw new AssertionError(combo.toString(), failure[0]);
        }
        registry.synchronizeUnregister();
        boolean attached = !registry.tracepoint("toggled").orElseThrow().probes().isEmpty();
        if (deep.registered != (attached ? 1 : 0)) {
            throw new AssertionError("regfunc is at " + deep.registered + ", attached is " + attached);
        }
        registry.close();
        if (deep.calls == 0) {
            throw new AssertionError("no probe was called");
        }
        return deep.overflows;
    }

    public static void main(String[] args) throws InterruptedException {
        long all = 0;
        for (Combo combo : Combo.all()) {
            if (combo.implementation().equals(args[1]) && combo.patching().equals("callsite")) {
                all += run(combo, Integer.parseInt(args[0]));
            }
        }
        System.out.println(all + " errors");
    }
}
