package org.tracepointlab.gate.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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

    WorkLayer(GatePlan plan, WorkRunner runner) {
        this.plan = plan;
        this.runner = runner;
    }

    /** The outcomes of all benchmarks, in their order. */
    List<CountOutcome> judge() {
        ExecutorService forks = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<List<CountOutcome>>> futures = new ArrayList<>();
            for (int i = 0; i < plan.work().size(); i++) {
                int index = i;
                futures.add(forks.submit(() -> judge(index)));
            }
            List<CountOutcome> outcomes = new ArrayList<>();
            for (Future<List<CountOutcome>> future : futures) {
                outcomes.addAll(future.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the work could not be counted: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while work was counted", e);
        } finally {
            forks.shutdownNow();
        }
    }

    private List<CountOutcome> judge(int index) {
        WorkCell cell = plan.work().get(index);
        try {
            List<CountOutcome> first = once(index, cell, 1);
            return failed(first) ? confirmed(first, once(index, cell, TRIES)) : first;
        } catch (ForkFailedException e) {
            return WorkJudge.failed(cell, e.getMessage());
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

    private List<CountOutcome> once(int index, WorkCell cell, int time) {
        if (cell.growth() == null) {
            return WorkJudge.work(cell, count(index, cell, cell.cell(), "baseline", time),
                    count(index, cell, cell.cell(), "candidate", time));
        }
        return WorkJudge.growth(cell, plan.baseline() == null ? null : atBoth(index, cell, "baseline", time),
                atBoth(index, cell, "candidate", time));
    }

    private List<WorkRunner.Counted> atBoth(int index, WorkCell cell, String side, int time) {
        return List.of(count(index, cell, cell.at(cell.growth().from()), side, time),
                count(index, cell, cell.at(cell.growth().to()), side, time));
    }

    private WorkRunner.Counted count(int index, WorkCell cell, GateCell at, String side, int time) {
        String number = cell.growth() == null ? "" : "-" + at.params().get(cell.growth().param()).replaceAll("\\W", "");
        return runner.run(String.format("work-c%03d%s-%d-%s", index + 1, number, time, side), at, cell.rules(),
                side.equals("baseline") ? plan.baseline() : plan.candidate());
    }
}
