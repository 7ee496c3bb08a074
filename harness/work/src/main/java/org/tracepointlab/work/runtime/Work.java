package org.tracepointlab.work.runtime;

/**
 * Where counted code counts. Each method of a counted class asks once for the cells of its class, and adds one to a
 * cell at the head of each basic block. Nothing here calls Java code of the JDK, which may be counted itself; natives
 * it may.
 *
 * <p>Any thread may call any method. The cells that a thread gets are its own; those who read them do so after it has
 * handed over its results (JMH's {@code Future}), or, for threads that are not the benchmark's, as they are at that
 * time.
 */
public final class Work {
    private static final int SLOTS = 256;
    private static final Object LOCK = new Object();

    /** How many cells a class has, by its number. Written under the lock, before code of the class can run. */
    static volatile int[] cells = new int[SLOTS];
    /** What is counted where nothing is to be counted; nobody reads it. */
    static volatile long[] sink = new long[SLOTS];

    /** By identity of the thread, open addressing; replaced when it grows, so that it is read without the lock. */
    private static volatile ThreadCounts[] table = new ThreadCounts[SLOTS];
    private static int threads;
    private static int classes;
    /** Whoever looked last; racy, which does not matter, as it is compared with the thread that asks. */
    private static ThreadCounts last;

    private static volatile boolean installed;
    private static volatile long limit;
    private static volatile Window window;
    private static int loops;
    private static volatile long[][] others = {};

    private Work() {
    }

    /**
     * Told when the first measurement loop of an iteration begins and when the last one has ended, on their threads.
     */
    public interface Window {
        /** A measurement begins. */
        void begin();

        /** A measurement has ended. */
        void end();
    }

    /**
     * Says that counted code is about to run. Called by the thread that will run JMH.
     *
     * @param operations after how many operations a thread's measurement loop ends; 0: when its time is up
     */
    public static void install(long operations) {
        limit = operations;
        Roles.harness = Thread.currentThread();
        installed = true;
    }

    /** Whether code is counted in this virtual machine. */
    public static boolean installed() {
        return installed;
    }

    /** Who is told of measurements from now on. */
    public static void tell(Window listener) {
        window = listener;
    }

    /**
     * A number for one more class.
     *
     * @param size how many cells it has
     */
    public static int define(int size) {
        synchronized (LOCK) {
            int id = classes++;
            int[] sizes = cells;
            if (id >= sizes.length) {
                sizes = new int[id + id];
                System.arraycopy(cells, 0, sizes, 0, id);
            }
            sizes[id] = size;
            cells = sizes;
            if (size > sink.length) {
                sink = new long[size + size];
            }
            return id;
        }
    }

    /** The calling thread's cells of a class. Called by counted code. */
    public static long[] cells(int id) {
        ThreadCounts mine = current();
        long[][] active = mine.active;
        if (id < active.length) {
            long[] found = active[id];
            if (found != null) {
                return found;
            }
        }
        return mine.open(id);
    }

    private static ThreadCounts current() {
        ThreadCounts mine = last;
        Thread me = Thread.currentThread();
        return mine != null && mine.thread == me ? mine : find(me);
    }

    private static ThreadCounts find(Thread me) {
        ThreadCounts[] all = table;
        int at = System.identityHashCode(me) & (all.length - 1);
        while (all[at] != null) {
            if (all[at].thread == me) {
                return all[at];
            }
            at = (at + 1) & (all.length - 1);
        }
        return add(me);
    }

    private static ThreadCounts add(Thread me) {
        synchronized (LOCK) {
            ThreadCounts mine = new ThreadCounts(me);
            if (2 * threads >= table.length) {
                rebuild(2 * table.length);
            }
            put(table, mine);
            threads++;
            return mine;
        }
    }

    /** Under the lock. Who looks without it looks for its own entry, which it has put itself. */
    private static void put(ThreadCounts[] all, ThreadCounts counts) {
        int at = System.identityHashCode(counts.thread) & (all.length - 1);
        while (all[at] != null) {
            at = (at + 1) & (all.length - 1);
        }
        all[at] = counts;
    }

    private static void rebuild(int length) {
        ThreadCounts[] all = new ThreadCounts[length];
        int n = 0;
        for (ThreadCounts counts : table) {
            if (counts != null && !counts.gone) {
                put(all, counts);
                n++;
            }
        }
        threads = n;
        table = all;
    }

    /**
     * From here on nothing of the calling thread counts. Called at the head of methods that the VM may replace by its
     * own code.
     */
    public static void suspend() {
        current().suspend();
    }

    /** Ends what {@link #suspend} began. */
    public static void resume() {
        current().resume();
    }

    /** A benchmark operation begins. Called by JMH's loop, right before the benchmark method. */
    public static void enter() {
        ThreadCounts mine = current();
        if (last != mine) {
            last = mine;
        }
        mine.enter();
    }

    /** A benchmark operation has ended. */
    public static void exit() {
        current().exit();
    }

    /**
     * Whether JMH's loop ends.
     *
     * @param timeUp what JMH says
     */
    public static boolean done(boolean timeUp) {
        long most = limit;
        return most == 0 ? timeUp : current().operations >= most;
    }

    /** A thread's measurement loop begins. */
    public static void loopBegins() {
        current().benchmark = true;
        synchronized (LOCK) {
            if (loops++ > 0) {
                return;
            }
        }
        for (ThreadCounts counts : all()) {
            if (!counts.benchmark) {
                counts.noteBefore();
            }
        }
        Window told = window;
        if (told != null) {
            told.begin();
        }
    }

    /** A thread's measurement loop has ended. */
    public static void loopEnds() {
        synchronized (LOCK) {
            if (--loops > 0) {
                return;
            }
        }
        Window told = window;
        if (told != null) {
            told.end();
        }
        long[][] sum = ThreadCounts.longer(others, cells.length);
        for (ThreadCounts counts : all()) {
            if (!counts.benchmark && !Roles.isOfTheVm(counts.thread)) {
                ThreadCounts.addTo(sum, counts.outside, counts.before);
            }
        }
        others = sum;
    }

    private static ThreadCounts[] all() {
        synchronized (LOCK) {
            ThreadCounts[] all = new ThreadCounts[threads];
            int n = 0;
            for (ThreadCounts counts : table) {
                if (counts != null) {
                    all[n++] = counts;
                }
            }
            return all;
        }
    }

    /** Before an iteration: nothing was counted yet. Not while a measurement loop runs. */
    public static void clear() {
        loops = 0;
        others = new long[0][];
        for (ThreadCounts counts : all()) {
            counts.clear();
            counts.gone = counts.thread != Thread.currentThread() && !counts.thread.isAlive();
        }
        synchronized (LOCK) {
            rebuild(table.length);
        }
    }

    /**
     * What threads of the benchmark counted inside of operations since {@link #clear}: for each class its cells, or
     * null.
     */
    public static long[][] benchmarkCells() {
        long[][] sum = new long[cells.length][];
        for (ThreadCounts counts : all()) {
            ThreadCounts.addTo(sum, counts.inside, null);
        }
        return sum;
    }

    /**
     * What other threads counted while a measurement loop ran, since {@link #clear}; JMH's own and the VM's are left
     * out.
     */
    public static long[][] otherCells() {
        return others;
    }

    /** Operations of all threads since {@link #clear}. */
    public static long operations() {
        long sum = 0;
        for (ThreadCounts counts : all()) {
            sum += counts.operations;
        }
        return sum;
    }
}
