package org.tracepointlab.rcu;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * Waiting is resting: whoever blocks on behalf of a domain or a registry takes the handles of its thread out of the way
 * of grace periods first, in <em>all</em> domains, and puts them back afterwards. Else the one that it waits for may be
 * waiting for it, in another domain.
 *
 * <pre>{@code
 * Resting resting = Resting.begin();
 * try {
 *     // block
 * } finally {
 *     resting.end();
 * }
 * }</pre>
 *
 * <h2>Assumptions</h2>
 * <ol>
 * <li>{@link #end} is called on the thread of {@link #begin}, once the thread no longer blocks.
 * <li>In between, the thread reads nothing under the handles that rest, unless it brings them {@code online} itself.
 * </ol>
 *
 * <h2>Guarantees</h2>
 * <ol>
 * <li>At the return of {@code begin} each handle of the thread is offline that was online and outside of a section: a
 *     wait of another thread does not wait for it. Only those of {@code qsbr} are ever in the way; others hold nothing
 *     up outside of their sections.
 * <li>{@code end} puts back exactly the handles that this {@code begin} took. One that the thread itself took offline,
 *     brought online or closed in between (in a hook or a callback) is left as it is.
 * <li>The two nest: the inner one finds the outer one's handles offline, and leaves them so.
 * <li>A {@code begin} that throws has changed nothing, and {@code end} does not run out of stack: {@code begin} looks
 *     first whether there is enough.
 * <li>Where no handle of the thread is online in {@code qsbr}, neither allocates. No thread keeps a domain alive by
 *     this.
 * </ol>
 *
 * <h2>Progress</h2>
 * Wait-free: a few fences for each handle that rests.
 */
public final class Resting {

    private static final Resting NONE = new Resting(null, new QsbrReader[0]);
    private static final int ROOM = 256; // frames; of 16 bytes and more where they are compiled

    /** By thread; of classes that the JDK loads, and weak, so that no thread keeps a domain or its class loader. */
    private static final ThreadLocal<List<WeakReference<QsbrReader>>> HANDLES = new ThreadLocal<>();

    /** Whether there ever was a handle: where there was none, nobody looks. Set before the first one is registered. */
    private static volatile boolean used;

    private static volatile BooleanSupplier insideUnmarked = () -> false;

    private final Thread thread;
    private final QsbrReader[] taken;

    private Resting(Thread thread, QsbrReader[] taken) {
        this.thread = thread;
        this.taken = taken;
    }

    /**
     * Says how to find out whether the calling thread is inside a section that left no mark
     * ({@link Rcu#sectionsAreImplicit}). A thread that is does not rest. For whoever leaves marks out; the last one
     * counts.
     */
    public static void askWhetherInside(BooleanSupplier inside) {
        insideUnmarked = Objects.requireNonNull(inside, "inside");
    }

    /** Takes the calling thread's handles out of the way. */
    public static Resting begin() {
        if (!used) {
            return NONE;
        }
        List<WeakReference<QsbrReader>> mine = HANDLES.get();
        return mine == null ? NONE : begin(mine);
    }

    private static Resting begin(List<WeakReference<QsbrReader>> mine) {
        int count = 0;
        for (int i = 0; i < mine.size(); i++) {
            if (isInTheWay(mine.get(i).get())) {
                count++;
            }
        }
        return count == 0 || !QsbrReader.CHECKED && insideUnmarked.getAsBoolean() ? NONE : take(mine, count);
    }

    private static Resting take(List<WeakReference<QsbrReader>> mine, int count) {
        room(ROOM);
        QsbrReader[] taken = new QsbrReader[count];
        Resting resting = new Resting(Thread.currentThread(), taken);
        int at = 0;
        for (int i = 0; i < mine.size() && at < count; i++) {
            QsbrReader reader = mine.get(i).get();
            if (isInTheWay(reader)) {
                taken[at++] = reader;
            }
        }
        try {
            for (int i = 0; i < at; i++) { // fewer than counted, where a domain was collected meanwhile
                taken[i].restUntilResumed();
            }
        } catch (Throwable t) {
            resting.end();
            throw t;
        }
        return resting;
    }

    private static boolean isInTheWay(QsbrReader reader) {
        return reader != null && reader.isOnline() && reader.nesting() == 0;
    }

    /** Throws a StackOverflowError unless there is room for what {@link #end} calls. */
    private static int room(int frames) {
        return frames == 0 ? 0 : 1 + room(frames - 1);
    }

    /**
     * Puts the handles back that {@link #begin} took. Once is enough; more does nothing.
     *
     * @throws IllegalStateException on another thread than that of {@code begin}
     */
    public void end() {
        if (taken.length != 0) {
            if (thread != Thread.currentThread()) {
                throw new IllegalStateException("expected the thread that rests, " + thread.getName() + ", found "
                        + Thread.currentThread().getName() + ": end() belongs to the thread of begin()");
            }
            putBack();
        }
    }

    private void putBack() {
        for (QsbrReader reader : taken) {
            if (reader != null) {
                reader.resume();
            }
        }
    }

    /** The calling thread's new handle, not registered yet. */
    static void add(QsbrReader reader) {
        used = true;
        List<WeakReference<QsbrReader>> mine = HANDLES.get();
        if (mine == null) {
            mine = new ArrayList<>(2);
            HANDLES.set(mine);
        }
        mine.removeIf(known -> known.get() == null);
        mine.add(new WeakReference<>(reader));
    }

    /** A handle of the calling thread that is closed, or came to nothing. */
    static void remove(QsbrReader reader) {
        List<WeakReference<QsbrReader>> mine = HANDLES.get();
        if (mine != null) {
            mine.removeIf(known -> known.get() == reader || known.get() == null);
            if (mine.isEmpty()) {
                HANDLES.remove();
            }
        }
    }
}
