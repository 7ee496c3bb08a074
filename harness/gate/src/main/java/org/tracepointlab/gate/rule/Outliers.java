package org.tracepointlab.gate.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tracepointlab.gate.core.Stats;

/**
 * Forks that scored unlike all others of their side. They are named and still counted: left out by their scores, they
 * would take along what is known of the noise.
 */
public final class Outliers {

    /** Less than this is never named, however quiet the others are. */
    private static final double NEAR = Math.log(1.5);
    /** In median distances of the others, which is some 7 standard deviations. */
    private static final double FAR = 10;
    private static final int FEWEST = 4;

    private Outliers() {
    }

    /** One line for each of them. */
    static List<String> of(String side, double[] logCosts) {
        List<String> notes = new ArrayList<>();
        if (logCosts.length < FEWEST) {
            return notes;
        }
        double middle = Stats.median(logCosts);
        double usual = Stats.median(Arrays.stream(logCosts).map(cost -> Math.abs(cost - middle)).toArray());
        for (int i = 0; i < logCosts.length; i++) {
            double away = logCosts[i] - middle;
            if (Math.abs(away) > Math.max(NEAR, FAR * usual)) {
                notes.add(Text.format("fork %d of the %s cost %s times what its side's median did", i + 1, side,
                        Text.ratio(Math.exp(away))));
            }
        }
        return notes;
    }

    /** Of both sides. */
    public static List<String> of(double[] baseline, double[] candidate) {
        List<String> notes = of("baseline", baseline);
        notes.addAll(of("candidate", candidate));
        return notes;
    }
}
