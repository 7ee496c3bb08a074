package org.tracepointlab.tracepoint.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.tracepoint.Batch;
import org.tracepointlab.tracepoint.Errno;
import org.tracepointlab.tracepoint.ProbeEntry;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.TracepointException;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * One thread that registers and unregisters probes of its own, one by one and in batches, and now and again what must
 * be rejected. No other thread uses its probes, so it knows the answer to each of its calls. It is registered and
 * online in both domains all the while: whoever waits, waits for it until it blocks itself.
 */
final class Registrar implements Runnable {

    private static final int[] PRIORITIES = {5, 10, 10, 20};
    /** One registration in {@value #HOT_SHARE} goes to so many tracepoints, for which registrars contend. */
    private static final int HOT = 16;
    private static final int HOT_SHARE = 8;
    /**
     * A registrar holds no more than so many, so that most tracepoints go from no probe to one and back all the time.
     */
    private static final int MOST_HELD = 24;
    private static final int MOST_IN_A_BATCH = 6;

    private final TracepointRegistry registry;
    private final List<Target> targets;
    private final List<Target> swarm;
    private final Findings findings;
    private final SplittableRandom random;
    private final BooleanSupplier goesOn;
    private final CheckingProbe probe;
    private final ProbeFunction func;
    private final ProbeFunction swarmFunc;
    private final Registration[] held;
    private final List<Integer> heldNow = new ArrayList<>();
    private final Registration[] swarmHeld;
    private boolean swarmAttached;

    Registrar(TracepointRegistry registry, List<Target> targets, List<Target> swarm, Findings findings, long seed,
            BooleanSupplier goesOn) {
        this.registry = registry;
        this.targets = targets;
        this.swarm = swarm;
        this.findings = findings;
        this.random = new SplittableRandom(seed);
        this.goesOn = goesOn;
        this.probe = new CheckingProbe(findings);
        this.func = ProbeFunction.ofLong(probe);
        this.swarmFunc = ProbeFunction.ofNoArg(probe);
        this.held = new Registration[targets.size()];
        this.swarmHeld = new Registration[swarm.size()];
    }

    @Override
    public void run() {
        try (Rcu.Reader rcu = registry.domains().rcu().register();
                Rcu.Reader srcu = registry.domains().srcu().register()) {
            while (goesOn.getAsBoolean()) {
                step(random.nextInt(100));
                rcu.quiescentState();
                srcu.quiescentState();
            }
        } catch (RuntimeException | Error e) {
            findings.differences.add("a registrar failed: " + e);
        }
    }

    private void step(int kind) {
        if (kind < 80) {
            toggle(pick());
        } else if (kind < 90) {
            reject(pick());
        } else if (kind < 98) {
            batch();
        } else {
            toggleSwarm();
        }
    }

    private int pick() {
        if (random.nextInt(MOST_HELD) < heldNow.size()) {
            return heldNow.get(random.nextInt(heldNow.size()));
        }
        return random.nextInt(random.nextInt(HOT_SHARE) == 0 ? HOT : held.length);
    }

    private Registration fresh() {
        return new Registration(probe, PRIORITIES[random.nextInt(PRIORITIES.length)]);
    }

    private void toggle(int i) {
        Target target = targets.get(i);
        Registration registration = held[i];
        if (registration == null) {
            registration = fresh();
            target.logNext(true, registration);
            target.tracepoint.register(func, registration, registration.prio);
            held[i] = registration;
            heldNow.add(i);
        } else {
            target.logNext(false, registration);
            target.tracepoint.unregister(func, registration, release(findings, registration));
            held[i] = null;
            heldNow.remove((Object) i);
        }
        findings.updates.increment();
    }

    /** The release action of a registration that is about to go. */
    static Runnable release(Findings findings, Registration registration) {
        findings.lostReleases.increment(); // until it runs
        return () -> {
            if (registration.releases.incrementAndGet() == 1) {
                findings.lostReleases.decrement();
                findings.released.increment();
            } else {
                findings.doubleReleases.increment();
            }
        };
    }

    private void reject(int i) {
        Target target = targets.get(i);
        Registration registration = held[i] == null ? fresh() : held[i];
        Errno expected = held[i] == null ? Errno.ENOENT : Errno.EEXIST;
        Sequenced.next(() -> findings.differences.add("an update was made that was to be rejected: " + expected));
        try {
            if (held[i] == null) {
                target.tracepoint.unregister(func, registration);
            } else {
                target.tracepoint.register(func, registration, registration.prio);
            }
        } catch (TracepointException e) {
            findings.rejections.increment();
            if (e.errno() != expected) {
                findings.differences.add("expected " + expected + ", found " + e);
            }
        }
    }

    private void batch() {
        try (Batch batch = registry.batch()) {
            findings.batches.increment();
            for (int n = 1 + random.nextInt(MOST_IN_A_BATCH); n > 0 && batch != null; n--) {
                toggle(pick());
            }
        }
    }

    /** All tracepoints of another signature, as one batch of the registry's own. */
    private void toggleSwarm() {
        boolean adds = !swarmAttached;
        int[] next = {0};
        int fitted = adds
                ? registry.enableAll(swarmFunc, t ->
                swarmHeld[next[0]] = announce(next, new Registration(probe, ProbeEntry.DEFAULT_PRIO), true))
                : registry.disableAll(swarmFunc, t -> announce(next, swarmHeld[next[0]], false));
        if (fitted != swarm.size()) {
            findings.differences.add("expected " + swarm.size() + " tracepoints in a batch, found " + fitted);
        }
        swarmAttached = adds;
        findings.batches.increment();
        findings.updates.add(fitted);
    }

    private Registration announce(int[] next, Registration registration, boolean adds) {
        swarm.get(next[0]++).logNext(adds, registration);
        return registration;
    }
}
