package org.tracepointlab.tracepoint;

import static java.lang.invoke.MethodHandles.dropArguments;
import static java.lang.invoke.MethodHandles.empty;
import static java.lang.invoke.MethodHandles.filterArguments;
import static java.lang.invoke.MethodHandles.foldArguments;
import static java.lang.invoke.MethodHandles.guardWithTest;
import static java.lang.invoke.MethodHandles.permuteArguments;
import static java.lang.invoke.MethodHandles.tryFinally;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.stream.IntStream;
import org.tracepointlab.rcu.Rcu;

/**
 * The kernel's read side ({@code __DO_TRACE} and {@code __traceiter_*}, include/linux/tracepoint.h), as combinators:
 * the JIT sees through them where the handle is a constant, and no argument is boxed.
 *
 * <pre>
 *     if (key)
 *         rcu.readLock()
 *         try
 *             f = funcs                         // load-acquire, pairs with the store-release of publish
 *             if (f != null)
 *                 data = f[0].data
 *                                               // the window: a reader may be delayed here for any time
 *                 staticCall(data, args...)
 *         finally
 *             rcu.readUnlock()
 * </pre>
 */
final class KernelReadSide implements ReadSide {

    @Override
    public MethodHandle callTarget(ProbeEntry entry) {
        return entry.func().callTarget();
    }

    /**
     * {@code (S, Object ignored, A...)}: re-loads funcs, which may be null by now, and fires its {@link Link}s, which
     * call each func with its data.
     */
    @Override
    public MethodHandle iterator(MethodType signature) {
        MethodHandle walk = filterArguments(LinkShape.of(signature).fire(signature), 0, Handles.LINK);
        MethodHandle guarded = guardWithTest(Handles.NOT_NULL, walk, empty(walk.type()));
        return dropArguments(filterArguments(guarded, 0, Handles.FUNCS), 1, Object.class);
    }

    @Override
    public void prepare(ProbeArray funcs) {
        if (funcs != null) {
            funcs.link();
        }
    }

    @Override
    public MethodHandle enabled(MethodHandle invoker, Rcu domain) {
        return inSection(section(invoker), domain);
    }

    /** The same, from lock to unlock, whether it throws or not; as it is where sections need no marks. */
    static MethodHandle inSection(MethodHandle section, Rcu domain) {
        return domain.sectionsAreImplicit() ? section : inMarkedSection(section, domain);
    }

    /**
     * The same, with marks even where sections need none. The lock is outside of what guarantees the unlock, so nothing
     * may throw in between, nor in the unlock: the lock makes sure that there is stack for both ({@link LargeFrame}).
     */
    static MethodHandle inMarkedSection(MethodHandle section, Rcu domain) {
        MethodHandle unlock = dropArguments(Handles.READ_UNLOCK.bindTo(domain), 0, Throwable.class);
        return foldArguments(tryFinally(section, unlock), Handles.READ_LOCK.bindTo(domain));
    }

    /** {@code (S, A...)}: what is done inside the reader's section. */
    private static MethodHandle section(MethodHandle invoker) {
        MethodHandle onArray = filterArguments(invoker, 1, Handles.FIRST_DATA);
        MethodType arrayFirst = onArray.type()
                .changeParameterType(0, ProbeArray.class).changeParameterType(1, TracepointState.class);
        MethodHandle call = permuteArguments(onArray, arrayFirst, order(arrayFirst.parameterCount(), 1, 0));
        return foldArguments(guardWithTest(Handles.NOT_NULL, call, empty(arrayFirst)), Handles.FUNCS);
    }

    /**
     * A permutation of {@code length} arguments that begins with {@code first} and {@code second}; the others follow,
     * in order, from the one after the greater of the two.
     */
    private static int[] order(int length, int first, int second) {
        int next = Math.max(first, second) + 1;
        return IntStream.concat(IntStream.of(first, second), IntStream.range(next, next + length - 2)).toArray();
    }
}
