package org.tracepointlab.gate.history;

import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.tracepointlab.gate.rule.Seeds;
import org.tracepointlab.gate.rule.Text;

/** How often {@link ChangePoints} finds what is not there, and what is, in series whose changes are known. */
public final class Simulation {

    private static final int COMMITS = 50;
    private static final double USUAL = 0.03;
    private static final double[] SIZES = {0.05, 0.10, 0.20, 0.50};
    private static final double[] NOISES = {0.01, 0.03, 0.10};
    /** Commits that each side of a change has at least. */
    private static final int EDGE = 5;
    private static final int NEAR = 2;

    private final int series;
    private final long seed;
    private final double alpha;

    /**
     * @param series of each row
     * @param seed of the random numbers
     */
    public Simulation(int series, long seed) {
        this(series, seed, ChangePoints.ALPHA);
    }

    /** The same with a detector that is too keen, to see whether the figures show it. */
    Simulation(int series, long seed, double alpha) {
        this.series = series;
        this.seed = seed;
        this.alpha = alpha;
    }

    /** What unchanged code looks like from commit to commit. */
    enum Noise {
        NORMAL("normal") {
            @Override
            double next(Random random, double before) {
                return random.nextGaussian();
            }
        },
        OUTLIERS("normal, 5% of the commits 10 standard deviations too high") {
            @Override
            double next(Random random, double before) {
                return random.nextGaussian() + (random.nextInt(20) == 0 ? 10 : 0);
            }
        },
        HEAVY("heavy tails (Student's t, 3 degrees of freedom)") {
            @Override
            double next(Random random, double before) {
                double squares = 0;
                for (int i = 0; i < 3; i++) {
                    squares += Math.pow(random.nextGaussian(), 2);
                }
                return random.nextGaussian() / Math.sqrt(squares / 3);
            }
        },
        FOLLOWING("each commit 0.3 of the one before (autocorrelated)") {
            @Override
            double next(Random random, double before) {
                return 0.3 * before + random.nextGaussian();
            }
        };

        final String words;

        Noise(String words) {
            this.words = words;
        }

        abstract double next(Random random, double before);
    }

    /**
     * Found changes of a series whose level is another one from some commits on.
     *
     * @param at those commits
     * @param steps logarithms of the new levels to the first one
     * @param drift logarithm of the last level to the first one, in a line
     */
    private record Plan(int n, double deviation, Noise noise, int[] at, double[] steps, double drift) {

        double[] draw(Random random) {
            double[] values = new double[n];
            double noise = 0;
            for (int i = 0; i < n; i++) {
                noise = this.noise.next(random, noise);
                double level = drift * i / n;
                for (int k = 0; k < at.length && at[k] <= i; k++) {
                    level = steps[k];
                }
                values[i] = 100 * Math.exp(level + deviation * noise);
            }
            return values;
        }
    }

    /** Share of the series for whose changes this is true; a plan may be drawn anew for each. */
    private double share(Function<Random, Plan> plans, BiPredicate<Plan,
            List<Change>> wanted) {
        long hits = IntStream.range(0, series).parallel().filter(i -> {
            Random random = Seeds.random(seed, i + 1);
            Plan plan = plans.apply(random);
            return wanted.test(plan, ChangePoints.find(plan.draw(random), alpha));
        }).count();
        return hits / (double) series;
    }

    private static boolean near(Plan plan, List<Change> changes) {
        return IntStream.of(plan.at).allMatch(at -> changes.stream()
                .anyMatch(change -> Math.abs(change.index() - at) <= NEAR));
    }

    private double found(int n, double deviation, Noise noise, Predicate<List<Change>> wanted) {
        return share(random -> new Plan(n, deviation, noise, new int[0], new double[0], 0),
                (plan, changes) -> wanted.test(changes));
    }

    /** Share of series of unchanged code in which something is found. */
    double falseRate(int n, double deviation, Noise noise) {
        return found(n, deviation, noise, changes -> !changes.isEmpty());
    }

    private static Plan step(Random random, int n, double deviation, Noise noise, double size) {
        int at = EDGE + random.nextInt(n - 2 * EDGE + 1);
        return new Plan(n, deviation, noise, new int[] {at}, new double[] {Math.log1p(size)}, 0);
    }

    /** Share of series in which a change at a random commit is found within two commits of it. */
    double foundRate(int n, double deviation, Noise noise, double size) {
        return share(random -> step(random, n, deviation, noise, size), Simulation::near);
    }

    /** Share of those in which anything else is found beside it. */
    private double besides(double deviation, double size) {
        return share(random -> step(random, COMMITS, deviation, Noise.NORMAL, size),
                (plan, changes) -> changes.size() > 1);
    }

    /** Share of series in which the change is found as soon as so many commits have its new level. */
    private double early(int after) {
        return share(random -> new Plan(COMMITS - EDGE + after, USUAL, Noise.NORMAL, new int[] {COMMITS - EDGE},
                new double[] {Math.log1p(0.10)}, 0), Simulation::near);
    }

    private double several(double deviation, double size) {
        double step = Math.log1p(size);
        return share(random -> new Plan(60, deviation, Noise.NORMAL, new int[] {15, 25, 45},
                new double[] {step, 0, 2 * step}, 0), (plan, changes) -> near(plan, changes) && changes.size() == 3);
    }

    private double drift(Predicate<List<Change>> wanted) {
        return share(random -> new Plan(COMMITS, USUAL, Noise.NORMAL, new int[0], new double[0], Math.log1p(0.10)),
                (plan, changes) -> wanted.test(changes));
    }

    /** The figures as Markdown. */
    public String page(String command) {
        StringBuilder page = new StringBuilder();
        Text.line(page, "# Change points: how often they are false, and what is found");
        Text.line(page, "");
        Text.line(page, "%,d series a row, random seed %d. Noise is the standard deviation of a commit's value. "
                + "Made by:", series, seed);
        Text.line(page, "");
        Text.line(page, "    %s --series %d --seed %d", command, series, seed);
        Text.line(page, "");
        falseOnes(page);
        foundOnes(page);
        Text.line(page, "");
        Text.line(page, "## How soon");
        Text.line(page, "");
        Text.line(page, "+10%% at 3%% noise behind %d commits: share of series in which the change is found and placed "
                + "within 2 commits, by the number of commits that have the new level.", COMMITS - EDGE);
        Text.line(page, "");
        Text.line(page, "| commits | found |");
        Text.line(page, "|---:|---:|");
        for (int after : new int[] {1, 2, 3, 4, 5, 6, 8, 10}) {
            Text.line(page, "| %d | %.1f%% |", after, 100 * early(after));
        }
        others(page);
        return page.toString();
    }

    private void falseOnes(StringBuilder page) {
        Text.line(page, "## Series without a change");
        Text.line(page, "");
        Text.line(page, "| noise | commits | series with a change point |");
        Text.line(page, "|---|---:|---:|");
        for (double deviation : NOISES) {
            Text.line(page, "| %.0f%%, normal | %d | %.2f%% |", 100 * deviation, COMMITS,
                    100 * falseRate(COMMITS, deviation, Noise.NORMAL));
        }
        for (int n : new int[] {6, 10, 20, 200}) {
            Text.line(page, "| 3%%, normal | %d | %.2f%% |", n, 100 * falseRate(n, USUAL, Noise.NORMAL));
        }
        for (Noise noise : List.of(Noise.OUTLIERS, Noise.HEAVY, Noise.FOLLOWING)) {
            Text.line(page, "| 3%%, %s | %d | %.2f%% |", noise.words, COMMITS,
                    100 * falseRate(COMMITS, USUAL, noise));
        }
    }

    private void foundOnes(StringBuilder page) {
        Text.line(page, "");
        Text.line(page, "## One change, at a random commit of %d, %d or more from the ends", COMMITS, EDGE);
        Text.line(page, "");
        Text.line(page, "| noise | change | found within 2 commits | anything beside it |");
        Text.line(page, "|---|---:|---:|---:|");
        for (double deviation : NOISES) {
            for (double size : SIZES) {
                Text.line(page, "| %.0f%%, normal | +%.0f%% | %.1f%% | %.2f%% |", 100 * deviation, 100 * size,
                        100 * foundRate(COMMITS, deviation, Noise.NORMAL, size), 100 * besides(deviation, size));
            }
        }
        for (Noise noise : List.of(Noise.OUTLIERS, Noise.HEAVY, Noise.FOLLOWING)) {
            Text.line(page, "| 3%%, %s | +10%% | %.1f%% | |", noise.words,
                    100 * foundRate(COMMITS, USUAL, noise, 0.10));
        }
    }

    private void others(StringBuilder page) {
        Text.line(page, "");
        Text.line(page, "## Other series, 3%% noise");
        Text.line(page, "");
        Text.line(page, "| series | share |");
        Text.line(page, "|---|---:|");
        Text.line(page, "| 60 commits, up by 10%% at 15, back at 25, up by 21%% at 45: just these found | %.1f%% |",
                100 * several(USUAL, 0.10));
        Text.line(page, "| 60 commits, up by 20%%, back, up by 44%%: just these found | %.1f%% |",
                100 * several(USUAL, 0.20));
        Text.line(page, "| 10 commits, up by 20%% in the middle: found | %.1f%% |",
                100 * foundRate(10, USUAL, Noise.NORMAL, 0.20));
        Text.line(page, "| %d commits, drift of 10%% in a line: something found | %.1f%% |", COMMITS,
                100 * drift(changes -> !changes.isEmpty()));
        Text.line(page, "| the same: all of it called gradual | %.1f%% |",
                100 * drift(changes -> changes.stream().allMatch(Change::gradual)));
        Text.line(page, "| %d commits, a step of 10%%: called gradual | %.1f%% |", COMMITS,
                100 * share(random -> step(random, COMMITS, USUAL, Noise.NORMAL, 0.10),
                        (plan, changes) -> changes.stream().anyMatch(Change::gradual)));
    }
}
