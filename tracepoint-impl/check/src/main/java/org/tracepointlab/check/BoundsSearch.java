package org.tracepointlab.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.tracepointlab.tracepoint.Implementation;

/**
 * How far the check of an implementation gets with a given time and with this JVM's heap. It goes from bounds to wider
 * bounds, one more reader, probe or operation at a time, always to those that the growth so far predicts to be
 * cheapest, until one attempt does not end in time or does not fit. Stateless and thread-safe.
 */
public final class BoundsSearch {

    private static final Bounds START = new Bounds(1, 2, 4);
    private static final double GUESS = 20;
    /** Less than that is noise. */
    private static final double LEAST_SECONDS = 0.01;

    private final Implementation implementation;
    private final long deadline;
    private final Consumer<Attempt> progress;
    private final List<Attempt> attempts = new ArrayList<>();

    /**
     * One check of the ladder.
     *
     * @param bounds   how far it was to go
     * @param verdict  what came of it; empty if it did not end
     * @param stopped  why it did not end: {@code time} or {@code memory}; empty if it did
     */
    public record Attempt(Bounds bounds, Optional<ModelVerdict> verdict, Optional<String> stopped) {

        @Override
        public String toString() {
            return verdict.map(ModelVerdict::summary)
                    .orElseGet(() -> String.format(Locale.ROOT, "R,P,K = %s: out of %s", bounds,
                    stopped.orElseThrow()));
        }
    }

    private BoundsSearch(Implementation implementation, Duration budget, Consumer<Attempt> progress) {
        this.implementation = implementation;
        this.deadline = System.nanoTime() + budget.toNanos();
        this.progress = progress;
    }

    /** Checks the implementation of that name. Throws as the other one does, also where there is none of that name. */
    public static List<Attempt> of(String implementation, Duration budget, Consumer<Attempt> progress) {
        return of(Implementation.named(implementation), budget, progress);
    }

    /**
     * Checks up to wider and wider bounds.
     *
     * @param budget   for all of it; an attempt that is under way when it ends is given up
     * @param progress is told of each attempt
     * @return all attempts, in their order; the last one is the one that was given up
     * @throws IllegalArgumentException if the implementation cannot be checked
     */
    public static List<Attempt> of(Implementation implementation, Duration budget, Consumer<Attempt> progress) {
        ModelVerdict first = Checker.check(implementation, START);
        first.unchecked().ifPresent(why -> {
            throw new IllegalArgumentException(implementation.name() + " cannot be checked: " + why);
        });
        BoundsSearch frontier = new BoundsSearch(implementation, budget, progress);
        frontier.climb(first);
        return List.copyOf(frontier.attempts);
    }

    /** Of the bounds that were reached, those that no others include. */
    public static List<Bounds> reached(List<Attempt> attempts) {
        List<Bounds> all = attempts.stream().filter(a -> a.verdict().isPresent()).map(Attempt::bounds).toList();
        return all.stream().filter(one -> all.stream().noneMatch(other -> other != one && includes(other, one)))
                .toList();
    }

    private static boolean includes(Bounds wide, Bounds narrow) {
        return wide.readers() >= narrow.readers() && wide.probes() >= narrow.probes()
                && wide.operations() >= narrow.operations();
    }

    private void climb(ModelVerdict first) {
        add(new Attempt(START, Optional.of(first), Optional.empty()));
        while (last().verdict().isPresent()) {
            add(attempt(next()));
        }
    }

    private void add(Attempt attempt) {
        attempts.add(attempt);
        progress.accept(attempt);
    }

    private Attempt last() {
        return attempts.get(attempts.size() - 1);
    }

    private Bounds next() {
        return attempts.stream().flatMap(attempt -> wider(attempt.bounds()).stream()).distinct()
                .filter(bounds -> seconds(bounds) < 0).min(Comparator.comparingDouble(this::predicted)).orElseThrow();
    }

    private static List<Bounds> wider(Bounds from) {
        List<Bounds> wider = new ArrayList<>();
        wider.add(new Bounds(from.readers(), from.probes(), from.operations() + 1));
        if (from.readers() < Bounds.MOST_READERS) {
            wider.add(new Bounds(from.readers() + 1, from.probes(), from.operations()));
        }
        if (from.probes() < Bounds.MOST_PROBES) {
            wider.add(new Bounds(from.readers(), from.probes() + 1, from.operations()));
        }
        return wider;
    }

    /** How long these bounds took, or -1. */
    private double seconds(Bounds bounds) {
        return attempts.stream().filter(a -> a.bounds().equals(bounds)).map(a -> a.verdict().orElseThrow())
                .mapToDouble(v -> Math.max(LEAST_SECONDS, v.weakest().seconds() + v.foreign().seconds()))
                .findFirst().orElse(-1);
    }

    /**
     * The time of the bounds below, times the growth that the same dimension showed one step earlier, or where there is
     * no such step, a guess that the next attempts correct.
     */
    private double predicted(Bounds bounds) {
        double least = Double.MAX_VALUE;
        for (int[] d : new int[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}) {
            double below = less(bounds, d, 1);
            double earlier = less(bounds, d, 2);
            if (below > 0) {
                least = Math.min(least, below * (earlier > 0 ? below / earlier : GUESS));
            }
        }
        return least;
    }

    private double less(Bounds bounds, int[] d, int times) {
        int readers = bounds.readers() - times * d[0];
        int probes = bounds.probes() - times * d[1];
        int operations = bounds.operations() - times * d[2];
        return readers < 1 || probes < 1 || operations < 1 ? -1 : seconds(new Bounds(readers, probes, operations));
    }

    private Attempt attempt(Bounds bounds) {
        FutureTask<ModelVerdict> check = new FutureTask<>(() -> Checker.check(implementation, bounds));
        Thread thread = new Thread(check, "frontier");
        thread.start();
        try {
            return new Attempt(bounds, Optional.of(check.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)),
                    Optional.empty());
        } catch (TimeoutException e) {
            return new Attempt(bounds, Optional.empty(), Optional.of("time"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutOfMemoryError) {
                return new Attempt(bounds, Optional.empty(), Optional.of("memory"));
            }
            throw new IllegalStateException("the check failed at bounds " + bounds, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted at bounds " + bounds);
        } finally {
            end(check, thread);
        }
    }

    /** The check looks at its interrupt flag; its memory is free for others once it has ended. */
    private static void end(FutureTask<ModelVerdict> check, Thread thread) {
        check.cancel(true);
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
