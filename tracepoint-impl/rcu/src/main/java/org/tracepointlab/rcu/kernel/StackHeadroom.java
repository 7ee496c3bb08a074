package org.tracepointlab.rcu.kernel;

/**
 * Makes a StackOverflowError come early: before a thread takes the machine's lock, and not while it holds it, where it
 * could strike between two stores of one step, or in the release of the lock. Uses the stack that the critical section
 * may need and gives it back. Stateless; thread-safe.
 */
final class StackHeadroom {

    private static final int ENTRY_FRAMES = 48;
    private static final int WAIT_FRAMES = 512;

    private StackHeadroom() {
    }

    /**
     * For a single action under the lock: 6 KiB or more, 24 where code is interpreted.
     *
     * @throws StackOverflowError if there is less
     */
    static void forEntry() {
        use(ENTRY_FRAMES);
    }

    /**
     * For a whole wait, in which the thread may do whatever the machine has to do, and link what has not been linked
     * yet: 64 KiB or more. Always more than {@link #forEntry}, so that a wait that has begun can enter the machine.
     *
     * @throws StackOverflowError if there is less
     */
    static void forWait() {
        use(WAIT_FRAMES);
    }

    private static void use(int frames) {
        if (use(frames, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16) == 0) {
            throw new IllegalStateException("expected a sum of " + frames + " frames, found 0");
        }
    }

    /** All that came is wanted after the call as well, so that each frame has to keep it: 128 bytes or more. */
    private static long use(int frames, long a, long b, long c, long d, long e, long f, long g, long h, long i, long j,
            long k, long l, long m, long n, long o, long p) {
        long below = frames == 0 ? 1 : use(frames - 1, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
        return below | a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ i ^ j ^ k ^ l ^ m ^ n ^ o ^ p;
    }
}
