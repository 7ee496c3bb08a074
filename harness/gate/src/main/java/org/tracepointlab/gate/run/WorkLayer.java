package org.tracepointlab.gate.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.ForkFailedException;
import org.tracepointlab.gate.rule.CountOutcome;
import org.tracepointlab.gate.rule.Verdict;

/**
 * The layer between exact counts and time: counts the work of both sides, benchmark by benchmark, several at once. What
 * FAILs is counted once more, and FAILs only if it does so again: now and then a thread does something for itself in
 * the middle of a fork.
 */
final class WorkLayer {

    private static final int TRIES = 2;
    private final GatePlan plan;
    private final WorkRunner runner;
    private final Effort effort;
    private final List<Fork> forks;
    private final Map<String, WorkRunner.Counted> counted = new ConcurrentHashMap<>();
    private final AtomicBoolean hasFailed = new AtomicBoolean();

    WorkLayer(GatePlan plan, WorkRunner runner, Effort effort) {
        this.plan = plan;
        this.effort = effort;
        this.runner = runner;
        this.forks = plan.work().stream().flatMap(Fork::allOf).distinct().toList();
    }

    /** The outcomes of all benchmarks, in their order. */
    List<CountOutcome> judge() {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<List<CountOutcome>>> futures = new ArrayList<>();
            plan.work().forEach(cell -> futures.add(pool.submit(() -> judge(cell))));
            List<CountOutcome> outcomes = new ArrayList<>();
            for (Future<List<CountOutcome>> future : futures) {
                outcomes.addAll(future.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause; // as where forks run one after the other: a full disk stays one
            }
            throw new IllegalStateException("the work could not be counted: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while work was counted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private List<CountOutcome> judge(WorkCell cell) {
        if (effort.stop().isAsked() || effort.failFast() && hasFailed.get()) {
            return List.of();
        }
        try {
            List<CountOutcome> outcomes = once(cell, 1);
            if (failed(outcomes)) {
                outcomes = confirmed(outcomes, once(cell, TRIES));
                hasFailed.compareAndSet(false, failed(outcomes));
            }
            return outcomes;
        } catch (ForkFailedException e) {
            return effort.stop().isAsked() ? List.of() : WorkJudge.failed(cell, e.getMessage());
        }
    }

    private static boolean failed(List<CountOutcome> outcomes) {
        return outcomes.stream().anyMatch(o -> o.verdict() == Verdict.FAIL);
    }

    /** Of two judgements of the same metrics, the one that is not a FAIL. */
    private static List<CountOutcome> confirmed(List<CountOutcome> first, List<CountOutcome> second) {
        return IntStream.range(0, first.size())
                .mapToObj(i -> first.get(i).verdict() == Verdict.FAIL ? second.get(i) : first.get(i)).toList();
    }

    private List<CountOutcome> once(WorkCell cell, int time) {
        if (cell.growth() == null) {
            return WorkJudge.work(cell, count(cell, cell.cell(), WorkRunner.BASELINE, time),
                    count(cell, cell.cell(), WorkRunner.CANDIDATE, time));
        }
        return WorkJudge.growth(cell, plan.baseline() == null ? null : atBoth(cell, WorkRunner.BASELINE, time),
                atBoth(cell, WorkRunner.CANDIDATE, time));
    }

    private List<WorkRunner.Counted> atBoth(WorkCell cell, String side, int time) {
        return List.of(count(cell, cell.at(cell.growth().from()), side, time),
                count(cell, cell.at(cell.growth().to()), side, time));
    }

    /** Runs a fork, or waits for the one that runs already: growth begins where a benchmark's work is judged anyway. */
    private WorkRunner.Counted count(WorkCell cell, GateCell at, String side, int time) {
        Fork fork = Fork.of(cell, at);
        int number = forks.indexOf(fork) + 1;
        return counted.computeIfAbsent(number + "-" + time + "-" + side, name -> runner.run(number, time, side, at,
                cell.rules(), side.equals(WorkRunner.BASELINE) ? plan.baseline() : plan.candidate()));
    }

    /**
     * What a fork is asked for.
     *
     * @param cell the benchmark
     * @param operations of an iteration
     * @param machine whether the virtual machine's own work is recorded
     */
    private record Fork(GateCell cell, long operations, boolean machine) {

        static Fork of(WorkCell cell, GateCell at) {
            return new Fork(at, cell.rules().operations(), cell.rules().ofTheMachine());
        }

        static Stream<Fork> allOf(WorkCell cell) {
            return cell.growth() == null ? Stream.of(of(cell, cell.cell()))
                    : Stream.of(of(cell, cell.at(cell.growth().from())), of(cell, cell.at(cell.growth().to())));
        }
    }
}
