package org.tracepointlab.tracepoint;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.tracepointlab.rcu.Resting;

/**
 * Tells from the calling thread's stack whether a probe is running on it. For domains whose sections leave no trace
 * ({@link org.tracepointlab.rcu.Rcu#sectionsAreImplicit}): an updater that is a reader too pays for the walk, a few
 * microseconds, and readers pay nothing.
 *
 * <p>What fires without marks is a method of a facade, or of a class that {@link Tracepoints#declare} made; no code of
 * anyone else's but probes runs below either. Raw handles ({@link Tracepoint#fire}) mark their sections.
 *
 * <p>Thread-safe.
 */
final class FiringFrames {

    private static final StackWalker WALKER =
            StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));
    private static final Set<Class<?>> FACADES = Set.of(
            NoArgTracepoint.class, LongTracepoint.class, LongLongTracepoint.class, ObjectTracepoint.class);
    /** Weak: these classes are to go with what declared them. */
    private static final Set<Class<?>> MADE = Collections.synchronizedSet(
            Collections.newSetFromMap(new WeakHashMap<>()));

    private FiringFrames() {
    }

    /** Says to those who rest before they wait how to tell that they are inside a section: they must not, then. */
    static void tellThoseWhoRest() {
        Resting.askWhetherInside(FiringFrames::onStack);
    }

    /** Says that methods of this class fire a tracepoint. */
    static void add(Class<?> made) {
        MADE.add(made);
    }

    /** Whether the calling thread is inside of a tracepoint's probes; of any registry. */
    static boolean onStack() {
        return WALKER.walk(frames -> frames.anyMatch(FiringFrames::fires));
    }

    private static boolean fires(StackFrame frame) {
        Class<?> owner = frame.getDeclaringClass();
        return FACADES.contains(owner) ? frame.getMethodName().startsWith("fire") : owner.isHidden()
                && MADE.contains(owner);
    }
}
