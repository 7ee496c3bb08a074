package org.tracepointlab.gate.rule;

import java.util.Random;
import java.util.SplittableRandom;

/** Many generators from one seed. */
public final class Seeds {

    private static final long APART = 0x9E3779B97F4A7C15L;

    private Seeds() {
    }

    /** The generator of this number, always the same of the same seed. */
    public static Random random(long seed, long number) {
        // Random's first numbers of seeds that are evenly apart are alike: the seed is scattered first.
        return new Random(new SplittableRandom(seed + APART * number).nextLong());
    }
}
