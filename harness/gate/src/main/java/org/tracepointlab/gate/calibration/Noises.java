package org.tracepointlab.gate.calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The kinds of noise between forks that the rule is tried on. Each fork has {@value #ITERATIONS} iterations, which
 * differ by a lognormal 1% from their fork's own level.
 */
public final class Noises {

    static final int ITERATIONS = 5;
    private static final double WITHIN = 0.01;
    private static final double BETWEEN = 0.03;
    private static final double MODES = Math.log(1.05);
    private static final double SHARE = 0.2;
    private static final double STEP = 0.01;
    private static final int T_DF = 3;

    private Noises() {
    }

    /** A fork's level by itself, without regard to when it runs. */
    @FunctionalInterface
    private interface Level {
        double draw(Random random);
    }

    /** The four kinds that are computed. */
    public static List<Noise> computed() {
        return List.of(
                independent("lognormal 3%", random -> BETWEEN * random.nextGaussian()),
                independent("bimodal, modes 5% apart, 20/80", random -> random.nextDouble() < SHARE ? MODES : 0),
                independent("Student t, 3 degrees, scaled to 3%", Noises::student),
                walk());
    }

    /** A t variable with a standard deviation of 3%. */
    private static double student(Random random) {
        double square = 0;
        for (int i = 0; i < T_DF; i++) {
            double normal = random.nextGaussian();
            square += normal * normal;
        }
        double t = random.nextGaussian() / Math.sqrt(square / T_DF);
        return BETWEEN * t / Math.sqrt(T_DF / (T_DF - 2.0));
    }

    private static Noise independent(String name, Level level) {
        return new Kind(name) {
            @Override
            void levels(double[][] levels, Random random) {
                for (double[] block : levels) {
                    for (int role = 0; role < ROLES; role++) {
                        block[role] = level.draw(random);
                    }
                }
            }
        };
    }

    /** The machine drifts by 1% from one slot to the next; the roles of a block come in random order. */
    private static Noise walk() {
        return new Kind("random walk, 1% a slot") {
            @Override
            void levels(double[][] levels, Random random) {
                double machine = 0;
                List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
                for (double[] block : levels) {
                    Collections.shuffle(order, random);
                    for (int role : order) {
                        machine += STEP * random.nextGaussian();
                        block[role] = machine;
                    }
                }
            }
        };
    }

    private abstract static class Kind implements Noise {

        private final String name;

        Kind(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        abstract void levels(double[][] levels, Random random);

        @Override
        public double[][][] draw(int blocks, Random random) {
            double[][] levels = new double[blocks][ROLES];
            levels(levels, random);
            double[][][] scores = new double[blocks][ROLES][ITERATIONS];
            for (int b = 0; b < blocks; b++) {
                for (int role = 0; role < ROLES; role++) {
                    for (int i = 0; i < ITERATIONS; i++) {
                        scores[b][role][i] = levels[b][role] + WITHIN * random.nextGaussian();
                    }
                }
            }
            return scores;
        }
    }
}
