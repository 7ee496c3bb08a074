package org.tracepointlab.tracepoint.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.tracepoint.Batch;
import org.tracepointlab.tracepoint.TracepointRegistry;

/**
 * Updates of all kinds, made to a registry and to a model of it, with readers held where an update has to wait for
 * them. One step of it fails; what that may change is known, and all that follows is to succeed on the same objects.
 */
final class Script {

    private static final int SWARM = 5; // enough for a batch of many

    private final Faults faults;
    private final Findings findings;
    private final HeldReaders held;
    private final TracepointRegistry registry;
    private final CheckingFunc a;
    private final CheckingFunc b;
    private final CheckingFunc c;
    private final List<Registration> removed = new ArrayList<>();
    private final List<Registration> toRelease = new ArrayList<>();

    Script(Faults faults, Findings findings, HeldReaders held, TracepointRegistry registry) {
        this.faults = faults;
        this.findings = findings;
        this.held = held;
        this.registry = registry;
        boolean original = registry.implementation().name().equals("original");
        a = new CheckingFunc("A", faults, findings, original);
        b = new CheckingFunc("B", faults, findings, original);
        c = new CheckingFunc("C", faults, findings, original);
    }

    void play() throws InterruptedException {
        Target one = declare("one", true);
        oneZeroOne(one);
        oneTwoOne(one);
        manyToOne(one);
        Target two = declare("two", true);
        batch(one, two);
        List<Target> swarm = new ArrayList<>();
        for (int i = 0; i < SWARM; i++) {
            swarm.add(declare("swarm " + i, false));
        }
        all(swarm);
        removeAll(one);
        hold(two, false);
        again(registry::synchronizeUnregister);
        held.end();
        removeAll(two);
        again(registry::synchronizeUnregister);
        removed.forEach(registration -> registration.gone = true);
        if (!faults.leavesReleasesToClose()) {
            again(registry::releaseBarrier);
            checkReleased("releaseBarrier");
        }
    }

    private Target declare(String name, boolean withLong) {
        Supplier<Target> declaring = () -> new Target(registry, name, withLong, faults, findings);
        Target[] made = new Target[1];
        if (attempt(() -> made[0] = declaring.get()) != null) {
            made[0] = declaring.get();
        }
        return made[0];
    }

    /** [A] | [] [B], a reader held with A's data: the first bug. */
    private void oneZeroOne(Target target) throws InterruptedException {
        Registration first = add(target, a, 10);
        hold(target, false);
        remove(target, first);
        add(target, b, 10);
        held.end();
    }

    /** [B] | [A B] [A], a reader held with B's data: the second bug. */
    private void oneTwoOne(Target target) throws InterruptedException {
        hold(target, true);
        add(target, a, 20);
        remove(target, target.model.get(1));
        held.end();
    }

    /** [A] [A B] [A B C] | [B C] [B], a reader held with A's data. */
    private void manyToOne(Target target) throws InterruptedException {
        add(target, b, 10);
        add(target, c, 5);
        hold(target, false);
        remove(target, target.model.get(0));
        remove(target, target.model.get(1));
        held.end();
    }

    @SuppressWarnings("try") // the batch is there to be closed
    private void batch(Target one, Target two) throws InterruptedException {
        Registration last = one.model.get(0);
        Batch[] batch = new Batch[1];
        if (attempt(() -> batch[0] = registry.batch()) != null) {
            batch[0] = registry.batch();
        }
        hold(one, true);
        try (Batch own = batch[0]) {
            remove(one, last);
            add(one, c, 10);
            add(two, a, 10);
            add(two, b, 20);
            remove(two, two.model.get(1));
            attempt(own::close);
        }
        one.check();
        two.check();
        add(two, c, 20); // pays what the batch may owe
        held.end();
    }

    private void all(List<Target> swarm) throws InterruptedException {
        new Swarm(this, registry, swarm).enable(a);
        hold(swarm.get(0), false);
        new Swarm(this, registry, swarm).disable(a);
        new Swarm(this, registry, swarm).enable(b);
        held.end();
        new Swarm(this, registry, swarm).disable(b);
    }

    private void removeAll(Target target) {
        while (!target.model.isEmpty()) {
            remove(target, target.model.get(target.model.size() - 1));
        }
    }

    /** After a barrier or a close. */
    void checkReleased(String after) {
        for (Registration registration : toRelease) {
            if (registration.releases.get() != 1) {
                findings.lostCallback("the release action of " + registration + " ran " + registration.releases
                        + " times by the end of " + after);
            }
        }
    }

    /** Has a reader held there, with the data of the first probe. */
    private void hold(Target target, boolean rcuIdle) throws InterruptedException {
        Rcu domain = rcuIdle ? registry.domains().srcu() : registry.domains().rcu();
        held.hold(domain, () -> target.fire(rcuIdle));
        findings.held.increment();
    }

    /** A register that throws has attached nothing, and the next one works. */
    Registration add(Target target, CheckingFunc func, int prio) {
        Registration registration = new Registration(func, prio);
        if (attempt(() -> target.register(registration)) != null) {
            target.check();
            target.register(registration);
        }
        target.add(registration);
        target.check();
        return registration;
    }

    /** An unregister that throws has detached the probe, unless the transition had not begun. */
    private void remove(Target target, Registration registration) {
        BooleanSupplier inside = held.insideNow();
        Runnable release = () -> release(registration, inside);
        if (attempt(() -> target.unregister(registration, release)) != null && faults.kind().isBeforeTheTransition()) {
            target.check();
            target.unregister(registration, release);
        }
        toRelease.add(registration);
        gone(target, registration);
        target.check();
    }

    void gone(Target target, Registration registration) {
        removed.add(registration);
        target.model.remove(registration);
    }

    private void release(Registration registration, BooleanSupplier inside) {
        if (inside.getAsBoolean()) {
            findings.mismatch(registration
                    + " was released while a reader was held that came before it was unregistered");
        }
        registration.releases.incrementAndGet();
        findings.released.increment();
        faults.before(Kind.RELEASE_ACTION);
    }

    /** Once more, if it throws. */
    void again(Runnable step) {
        if (attempt(step) != null) {
            step.run();
        }
    }

    /** Returns what was thrown on purpose, or null. */
    Throwable attempt(Runnable step) {
        try {
            step.run();
            return null;
        } catch (Throwable t) {
            if (!faults.isBehind(t) || faults.breaks()) {
                throw t;
            }
            return t;
        }
    }

    Faults faults() {
        return faults;
    }
}
