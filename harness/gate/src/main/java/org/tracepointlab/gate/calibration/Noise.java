package org.tracepointlab.gate.calibration;

import java.util.Random;

/** Draws what forks of unchanged code score. Stateless and thread-safe. */
public interface Noise {

    /** Baseline, candidate, control. */
    int ROLES = 3;

    /** Name in tables. */
    String name();

    /**
     * Draws blocks of forks.
     *
     * @return logarithms of scores, by block, role and iteration
     */
    double[][][] draw(int blocks, Random random);
}
