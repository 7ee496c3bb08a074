package org.tracepointlab.tracepoint.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * One thread that fires. Each tracepoint that has a sentinel, a probe that stays, must call it once each time: else a
 * call was lost.
 */
final class FiringReader implements Runnable {

    /** Firings between two quiescent states. */
    private static final int BETWEEN = 16;

    private final RcuDomains domains;
    private final List<Target> targets;
    private final Registration[] sentinels;
    private final Findings findings;
    private final SplittableRandom random;
    private final BooleanSupplier goesOn;

    FiringReader(RcuDomains domains, List<Target> targets, Registration[] sentinels, Findings findings, long seed,
            BooleanSupplier goesOn) {
        this.domains = domains;
        this.targets = targets;
        this.sentinels = sentinels;
        this.findings = findings;
        this.random = new SplittableRandom(seed);
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        List<Registration> called = new ArrayList<>();
        CheckingProbe.CALLED.set(called);
        try (Rcu.Reader rcu = domains.rcu().register(); Rcu.Reader srcu = domains.srcu().register()) {
            do {
                for (int i = 0; i < BETWEEN; i++) {
                    fire(random.nextInt(targets.size()), called);
                }
                rcu.quiescentState();
                srcu.quiescentState();
            } while (goesOn.getAsBoolean());
        } catch (RuntimeException | Error e) {
            findings.differences.add("a reader failed: " + e);
        }
    }

    private void fire(int i, List<Registration> called) {
        called.clear();
        targets.get(i).fire(random.nextBoolean());
        findings.firings.increment();
        if (i < sentinels.length && sentinels[i] != null
                && called.stream().filter(data -> data == sentinels[i]).count() != 1) {
            findings.lostCalls.increment();
        }
    }
}
