package org.tracepointlab.gate.run;

import org.tracepointlab.gate.core.DuetFailedException;
import org.tracepointlab.gate.core.DuetRunner;
import org.tracepointlab.gate.core.ForkCommand;

/**
 * How many turns a duet has, and how long they are. The time that the benchmark's iterations take in forks of their own
 * is cut in slices of {@value #SLICE} ms: the noise of a shared machine lasts longer, and what JMH does around an
 * iteration (0.1 ms, and more on a busy machine) is a small part of it. Where nobody asked for iterations, the time is
 * {@value #WARMUP} s of warm-ups and {@value #MEASURED} s at most for each side: what is left between forks, which
 * differ in what the compiler made of them, more time inside of one does not take away.
 */
final class DuetTurns {

    static final long SLICE = 20;
    private static final double WARMUP = 3;
    private static final double MEASURED = 2;
    private static final int FEWEST = 5;
    private static final int MOST = 2_000;
    private static final String SHOTS = "ss";

    /** Of a fork that only shows whether the two can run together, and how long an iteration takes. */
    private static final int TRIED_WARMUPS = 3;
    private static final int TRIED = 5;

    private final ForkCommand command;
    private final boolean asked;

    /**
     * @param asked true if the iterations were asked for, false if they are what the benchmark declares
     * @throws DuetFailedException if cold code is to be measured
     */
    DuetTurns(ForkCommand command, boolean asked) throws DuetFailedException {
        this.command = command;
        this.asked = asked;
        if (command.number("warmup.count") == 0) {
            throw new DuetFailedException("no warm-up iterations: cold code cannot be measured where the other side "
                    + "warms up what both share");
        }
    }

    private boolean isShots() {
        return command.settings().get("mode").equals(SHOTS);
    }

    private long millis() {
        return isShots() ? 0 : Math.max(1, Math.min(SLICE, command.number("measurement.millis")));
    }

    /** A few. */
    DuetRunner.Turns trial() {
        return new DuetRunner.Turns(TRIED_WARMUPS, TRIED, millis());
    }

    /** @param seconds that one of them took, its setup and teardown with it */
    DuetRunner.Turns of(double seconds) {
        double turn = Math.max(seconds, Math.max(1, millis()) / 1e3);
        return new DuetRunner.Turns(count("warmup", WARMUP, 1, turn), count("measurement", MEASURED, FEWEST, turn),
                millis());
    }

    private int count(String name, double most, int fewest, double turn) {
        long count = command.number(name + ".count");
        if (isShots()) { // as many as there would be, or more if they are short
            return (int) Math.max(count, Math.min(MOST, asked ? 0 : most / turn));
        }
        double time = count * command.number(name + ".millis") / 1e3;
        return (int) Math.max(fewest, Math.min(MOST, Math.round((asked ? time : Math.min(most, time)) / turn)));
    }
}
