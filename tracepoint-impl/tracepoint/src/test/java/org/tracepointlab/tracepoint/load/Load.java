package org.tracepointlab.tracepoint.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * {@value #REGISTRARS} registrars and {@value #READERS} readers on {@value #TRACEPOINTS} tracepoints for a while; then
 * the registry is compared with a sequential model, to which the updates are played in the order in which they were
 * made.
 */
final class Load {

    static final int REGISTRARS = 24;
    static final int READERS = 2;
    static final int TRACEPOINTS = 1_000;
    /** Tracepoints of another signature, for enable-all and disable-all. */
    private static final int SWARM = 8;
    /** Every other one of so many tracepoints has a probe that stays; some of the hot ones too. */
    private static final int SENTINELS = 100;
    /** Updates before the load may end: some of each kind. */
    private static final int ENOUGH = 8 * REGISTRARS;
    private static final int PATIENCE_SECONDS = 60;

    private final Findings findings = new Findings();
    private final TracepointRegistry registry;
    private final List<Target> targets = new ArrayList<>();
    private final List<Target> swarm = new ArrayList<>();
    private final Registration[] sentinels = new Registration[SENTINELS];

    private Load(Implementation implementation, RcuDomains domains, Patcher patcher) {
        registry = new TracepointRegistry(Sequenced.of(implementation), domains, patcher);
        for (int i = 0; i < TRACEPOINTS; i++) {
            targets.add(new Target(registry.declareLong("t" + i)));
        }
        for (int i = 0; i < SWARM; i++) {
            swarm.add(new Target(registry.declareNoArg("swarm " + i)));
        }
        CheckingProbe sentinel = new CheckingProbe(findings);
        ProbeFunction func = ProbeFunction.ofLong(sentinel);
        for (int i = 0; i < SENTINELS; i += 2) {
            sentinels[i] = new Registration(sentinel, 10);
            targets.get(i).logNext(true, sentinels[i]);
            targets.get(i).tracepoint.register(func, sentinels[i], sentinels[i].prio);
        }
    }

    static Findings run(Implementation implementation, RcuDomains domains, Patcher patcher, long millis, long seed)
            throws InterruptedException {
        Load load = new Load(implementation, domains, patcher);
        try {
            load.run(domains, millis, seed);
        } finally {
            load.registry.close();
        }
        return load.findings;
    }

    private void run(RcuDomains domains, long millis, long seed) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long latest = end + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        BooleanSupplier goesOn = () -> {
            long now = System.nanoTime();
            return now - end < 0 || now - latest < 0 && !enough();
        };
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            threads.add(new Thread(new FiringReader(domains, targets, sentinels, findings, seed + i, goesOn),
                    "reader " + i));
        }
        for (int i = 0; i < REGISTRARS; i++) {
            threads.add(new Thread(new Registrar(registry, targets, swarm, findings, seed + 100 + i, goesOn),
                    "registrar " + i));
        }
        for (Thread thread : threads) {
            thread.setDaemon(true);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        registry.releaseBarrier();
        checkAgainstTheModel(domains);
    }

    /** On a busy machine the time alone may pass without an update; then there is nothing to be checked. */
    private boolean enough() {
        return findings.updates.sum() > ENOUGH && findings.hits.sum() > 0;
    }

    private void checkAgainstTheModel(RcuDomains domains) throws InterruptedException {
        Thread checker = new Thread(() -> {
            domains.rcu().register();
            domains.srcu().register();
            targets.forEach(target -> target.check(findings));
            swarm.forEach(target -> target.check(findings));
        }, "checker");
        checker.setUncaughtExceptionHandler((thread, e) -> findings.differences.add("the checker failed: " + e));
        checker.start();
        checker.join();
    }
}
