package org.tracepointlab.tracepoint.faults;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.InjectedDomains;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;
import org.tracepointlab.rcu.StallPolicy;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * One play of the script on a new registry, on a thread that is registered and online in both of its domains; and then
 * the close.
 */
final class Run {

    /** How the objects of a run are made; canaries make some of them broken. */
    interface Parts {

        Parts RIGHT = new Parts() { };

        default TracepointRegistry registry(Implementation implementation, RcuDomains domains, Patcher patcher) {
            return new TracepointRegistry(implementation, domains, patcher);
        }

        default FaultyRcu domain(Rcu rcu, Faults faults, HeldReaders held, Findings findings) {
            return new FaultyRcu(rcu, faults, held, findings);
        }
    }

    /** What is combined. */
    record Combination(String implementation, String flavour, String patching) {
    }

    private final Combination combination;
    private final Faults faults;
    private final Findings findings;
    private final Parts parts;
    private final HeldReaders held;

    Run(Combination combination, Faults faults, Findings findings, Parts parts) {
        this.combination = combination;
        this.faults = faults;
        this.findings = findings;
        this.parts = parts;
        this.held = new HeldReaders(thrown -> {
            if (!faults.isBehind(thrown)) {
                findings.mismatch("thrown by a held reader: " + thrown);
            }
        });
    }

    void play(long deadlineNanos) throws InterruptedException {
        FaultyThreads threads = new FaultyThreads(faults, findings);
        Thread.currentThread().setUncaughtExceptionHandler((where, thrown) -> threads.tell(thrown));
        play(threads);
        threads.checkEnded(deadlineNanos);
    }

    private void play(FaultyThreads threads) throws InterruptedException {
        RcuDomains domains = domains(threads);
        TracepointRegistry registry = parts.registry(
                FaultyReadSide.in(Implementation.named(combination.implementation()), faults), domains,
                new FaultyPatcher(held.in(Patcher.named(combination.patching())), faults));
        Script script = new Script(faults, findings, held, registry);
        boolean broken = !play(script, domains);
        close(script, registry, broken);
        held.end();
        if (!broken) {
            script.checkReleased("close");
        }
    }

    /** Whether it went to the end; else a domain has said that it is broken, and by what. */
    private boolean play(Script script, RcuDomains domains) throws InterruptedException {
        try (Rcu.Reader rcu = domains.rcu().register(); Rcu.Reader srcu = domains.srcu().register()) {
            script.play();
            rcu.quiescentState();
            srcu.quiescentState();
            return true;
        } catch (Throwable thrown) {
            if (!faults.breaks() || !faults.isBehind(thrown)) {
                throw thrown;
            }
            return false;
        }
    }

    /** Where a domain is broken, the first close may say so; the second one has nothing to say any more. */
    private void close(Script script, TracepointRegistry registry, boolean broken) {
        if (!broken) {
            script.again(registry::close);
            return;
        }
        try {
            registry.close();
        } catch (Throwable thrown) {
            if (!faults.isBehind(thrown)) {
                throw thrown;
            }
            registry.close();
        }
    }

    private RcuDomains domains(FaultyThreads threads) {
        RcuDomains real = open(threads);
        FaultyRcu rcu = parts.domain(real.rcu(), faults, held, findings);
        FaultyRcu srcu = parts.domain(real.srcu(), faults, held, findings);
        report(rcu);
        report(srcu);
        return new RcuDomains(real.name(), rcu, srcu, real.releaseArrays(), real.closer());
    }

    /** Once more, where their threads cannot be started. */
    private RcuDomains open(FaultyThreads threads) {
        Runnable step = () -> faults.before(Kind.DOMAIN_STEP);
        try {
            return InjectedDomains.open(combination.flavour(), threads, step);
        } catch (Throwable thrown) {
            if (!faults.isBehind(thrown)) {
                throw thrown;
            }
            return InjectedDomains.open(combination.flavour(), threads, step);
        }
    }

    private void report(Rcu domain) {
        domain.reportStalls(faults.kind() != Kind.STALL_REPORTER ? StallPolicy.NEVER
                : new StallPolicy(Duration.ofMillis(1), report -> {
                    held.letGo(domain);
                    faults.before(Kind.STALL_REPORTER);
                }));
    }

    /** Nanoseconds on the clock of {@link System#nanoTime}. */
    static long deadlineAfter(Duration patience) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience.toMillis());
    }
}
