package org.tracepointlab.work.agent;

import java.util.function.LongSupplier;

/**
 * Code that is awkward to put counters into. {@code ClassCounterTest} loads it with counters, and the verifier looks
 * at it.
 */
public final class Tricky implements LongSupplier {
    private final long value;

    /** A branch while this object is not initialised yet. */
    public Tricky(boolean high) {
        this(new StringBuilder(high ? "12" : "1"), high ? 2L : 3L);
    }

    private Tricky(CharSequence text, long more) {
        super();
        long sum = more;
        for (int i = 0; i < text.length(); i++) {
            sum += text.charAt(i);
        }
        value = sum;
    }

    @Override
    public synchronized long getAsLong() {
        long a = value;
        double b = 0;
        Object last = null;
        // The loop's head is a new that has another one in its arguments, with a branch in it.
        do {
            last = new Object[][] {{new StringBuilder(new String(a % 2 == 0 ? "even" : "odd")), last}};
            try {
                a = thrown(a);
            } catch (IllegalStateException e) {
                a++;
            } finally {
                b += 0.5;
            }
        } while (a < 10 + (last == null ? 1 : 0) && b < 100);
        synchronized (this) {
            return a + (long) b + chosen((int) a);
        }
    }

    private static long thrown(long a) {
        if (a % 3 == 0) {
            throw new IllegalStateException("a third");
        }
        return a + 1;
    }

    private static int chosen(int a) {
        switch (a) {
            case 1, 2, 3:
                return 1;
            case 1_000:
                return 2;
            default:
                return String.valueOf(a).equals("107") ? 3 : 4;
        }
    }
}
