package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.tracepointlab.rcu.Rcu;

/**
 * The kernel's read side of tracepoints without arguments in plain Java, for checkers that are slow on method handles.
 * Its updates are the production code's, and so are the key, the call and the array that it looks at.
 */
public final class PlainReadSide implements ReadSide {

    private static final MethodHandle ITERATOR;
    private static final MethodHandle NOTHING =
            MethodHandles.empty(MethodType.methodType(void.class, TracepointState.class));

    static {
        try {
            ITERATOR = MethodHandles.lookup().findStatic(PlainReadSide.class, "iterate",
                    MethodType.methodType(void.class, TracepointState.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** That implementation with this read side. */
    public static Implementation in(String implementation) {
        Implementation known = Implementation.named(implementation);
        return new Implementation(known.name(), known.strategy(), new PlainReadSide(), known.batchScope());
    }

    @Override
    public MethodHandle callTarget(ProbeEntry entry) {
        return entry.func().callTarget();
    }

    @Override
    public MethodHandle iterator(MethodType signature) {
        return ITERATOR;
    }

    /** Not used: see {@link #fire}. */
    @Override
    public MethodHandle enabled(MethodHandle invoker, Rcu domain) {
        return NOTHING;
    }

    private static void iterate(TracepointState state, Object ignored) throws Throwable {
        ProbeArray funcs = state.loadAcquireFuncs();
        if (funcs != null) {
            for (int i = 0; i < funcs.size(); i++) {
                funcs.entry(i).func().target().invokeExact(funcs.entry(i).data());
            }
        }
    }

    /** What the whole read side does. */
    public static void fire(Tracepoint tracepoint, Rcu domain) {
        TracepointState state = tracepoint.state();
        if (!state.key().isEnabled()) {
            return;
        }
        domain.readLock();
        try {
            ProbeArray funcs = state.loadAcquireFuncs();
            if (funcs != null) {
                Object data = funcs.first().data();
                state.call().target().invokeExact(state, data);
            }
        } catch (Throwable thrown) {
            throw Rethrow.unchanged(thrown);
        } finally {
            domain.readUnlock();
        }
    }
}
