package org.tracepointlab.check.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.tracepointlab.rcu.flavour.RcuFlavour;

/**
 * Tortures one RCU domain on real threads.
 *
 * <p>Readers follow a pointer. The updater replaces what it points to, and with each grace period that it sees end,
 * what it replaced grows older by one of {@value Structure#STAGES} stages; at the last one its contents are destroyed
 * and it is used again. A structure in a reader's hands is at stage 0, or if it was replaced meanwhile, at stage 1. At
 * stage 2 a whole grace period has passed over an open section: a failure. So are a cookie that elapses in the section
 * that it was taken in, one that has not elapsed after a grace period, a barrier that is too early, a callback that is
 * lost, a wait that does not end and an exception.
 *
 * <p>The updater picks at random among {@code synchronize}, {@code synchronizeExpedited}, {@code condSynchronize},
 * polling and callbacks; two fake writers wait beside it; all three are registered and online. Readers nest sections,
 * delay in them, rest, register anew, and wait themselves; in {@code srcu} they also leave sections for another thread
 * to end. Now and again all of it stops and goes on at once.
 *
 * <p>A run ends a moment after its first failure. A run that did not do all of this passes no more than one that
 * failed; see {@link TortureReport#vacuous()}.
 *
 * <p>Thread-safe: a run has its own domain and its own (daemon) threads. One whose threads are stuck leaves them
 * behind.
 */
public final class Torture {

    private static final int FAKE_WRITERS = 2;
    private static final long LONGEST_RUN_NANOS = TimeUnit.MILLISECONDS.toNanos(600);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** So that what the other checks find of the same fault is seen as well. */
    private static final long AFTERMATH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final int FRAMES_SHOWN = 4;

    private final Session session;
    private final SplittableRandom random;
    private final List<TortureReader> readers = new ArrayList<>();
    private final List<FakeWriter> fakeWriters = new ArrayList<>();
    private final Updater updater;
    private final MovedSections moved;
    private final Map<Participant, Thread> threads = new LinkedHashMap<>();
    private long stutters;

    private Torture(Subject subject, TortureSettings settings) {
        session = new Session(subject, settings);
        random = new SplittableRandom(settings.seed());
        moved = subject.movable() == null ? null : new MovedSections(session, subject.movable());
        for (int i = 0; i < settings.readers(); i++) {
            readers.add(new TortureReader(session, "reader-" + i, random.split(), moved));
        }
        for (int i = 0; i < FAKE_WRITERS; i++) {
            fakeWriters.add(new FakeWriter(session, "fake-writer-" + i, random.split()));
        }
        updater = new Updater(session, "updater", random.split());
    }

    /** The flavours that there are. */
    public static List<String> flavours() {
        return RcuFlavour.names();
    }

    /** Domains that are broken on purpose: a run of each must fail. */
    public static List<String> canaries() {
        return Subject.canaries();
    }

    /**
     * Tortures a new domain. Blocks for the duration, and a little longer.
     *
     * @param name one of {@link #flavours()} or {@link #canaries()}
     * @throws IllegalArgumentException if it is neither; the message lists them
     * @throws InterruptedException     if the calling thread is interrupted; the threads end by themselves
     */
    public static TortureReport run(String name, TortureSettings settings) throws InterruptedException {
        return run(Subject.named(name), settings);
    }

    static TortureReport run(Subject subject, TortureSettings settings) throws InterruptedException {
        return new Torture(subject, settings).run();
    }

    private TortureReport run() throws InterruptedException {
        long start = System.nanoTime();
        session.stutter.pause(); // so that all are set off at once, or if there is no time, not at all
        try {
            readers.forEach(this::start);
            if (moved != null) {
                start(new Mover(session, "mover", random.split(), moved));
            }
            fakeWriters.forEach(this::start);
            start(updater);
            stutter(start + session.settings.duration().toNanos());
            if (session.failures.any()) {
                session.stutter.resume();
                TimeUnit.NANOSECONDS.sleep(AFTERMATH_NANOS);
            }
        } finally {
            session.stop();
        }
        if (joinAll()) {
            finish();
        }
        return report(Duration.ofNanos(System.nanoTime() - start));
    }

    private void start(Participant participant) {
        Thread thread = daemon(participant.name(), participant);
        threads.put(participant, thread);
        thread.start();
    }

    private Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, "torture-" + session.subject.name() + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private void stutter(long end) throws InterruptedException {
        if (end - System.nanoTime() > 0) {
            session.stutter.resume();
        }
        while (sleepUntil(Math.min(end, System.nanoTime() + random.nextLong(LONGEST_RUN_NANOS)), end)) {
            session.stutter.pause();
            stutters++;
            sleepUntil(System.nanoTime() + random.nextLong(LONGEST_PAUSE_NANOS), end);
            session.stutter.resume();
        }
    }

    /** Returns whether the run goes on. */
    private boolean sleepUntil(long time, long end) throws InterruptedException {
        for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
            if (session.failures.any()) {
                return false;
            }
            LockSupport.parkNanos(this, Math.min(left, LOOK_EVERY_NANOS));
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while " + session.subject.name() + " was tortured");
            }
        }
        return end - System.nanoTime() > 0 && !session.failures.any();
    }

    private boolean joinAll() throws InterruptedException {
        long deadline = System.nanoTime() + session.settings.patience().toNanos();
        boolean all = true;
        for (Thread thread : threads.values()) {
            all &= join(thread, deadline);
        }
        return all;
    }

    private boolean join(Thread thread, long deadline) throws InterruptedException {
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        if (!thread.isAlive()) {
            return true;
        }
        StackTraceElement[] stack = thread.getStackTrace();
        StringBuilder at = new StringBuilder();
        for (int i = 0; i < Math.min(FRAMES_SHOWN, stack.length); i++) {
            at.append(i == 0 ? " at " : " < ").append(stack[i]);
        }
        session.failures.add(Check.STUCK, thread.getName() + " had not ended "
                + session.settings.patience().toMillis() + " ms after the end of the run;" + at);
        return false;
    }

    /** Has the callbacks run out, and closes the domain. */
    private void finish() throws InterruptedException {
        Thread finisher = daemon("finisher", () -> {
            // A callback gives itself to the domain again at each stage.
            for (int i = 0; i < Structure.STAGES && session.inFlight.get() > 0; i++) {
                session.rcu.barrier();
            }
            long left = session.inFlight.get();
            if (left > 0) {
                session.failures.add(Check.CALLBACK_LOST, left + " structures were still waiting for a callback after "
                        + Structure.STAGES + " barriers");
            }
            session.subject.ender().run();
        });
        finisher.setUncaughtExceptionHandler((thread, e) ->
                session.failures.add(Check.CRASHED, "closing failed: " + e));
        finisher.start();
        join(finisher, System.nanoTime() + session.settings.patience().toNanos());
    }

    private TortureReport report(Duration took) {
        Map<String, Long> gracePeriods = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            gracePeriods.put(kind.toString(),
                    kind == Kind.CALLBACK ? session.callbacks.sum() : updater.gracePeriods[kind.ordinal()]);
        }
        Long[] ages = new Long[Structure.STAGES + 1];
        for (int age = 0; age < ages.length; age++) {
            int stage = age;
            ages[age] = readers.stream().mapToLong(r -> r.ages[stage]).sum()
                    + (moved == null ? 0 : moved.ages.get(age));
        }
        long movedSections = moved == null ? 0 : moved.moved.sum();
        TortureReport.Readers read = new TortureReport.Readers(readers.stream().map(r -> r.sections).toList(),
                readers.stream().mapToLong(r -> r.nested).sum(), movedSections, moved != null,
                readers.stream().mapToLong(r -> r.rests).sum(), readers.stream().mapToLong(r -> r.registrations).sum());
        TortureReport.Others others = new TortureReport.Others(
                fakeWriters.stream().mapToLong(w -> w.waits).sum() + readers.stream().mapToLong(r -> r.waits).sum(),
                fakeWriters.stream().mapToLong(w -> w.barriers).sum(), updater.waitsSpared, stutters);
        TortureReport.Cookies cookies = new TortureReport.Cookies(
                readers.stream().mapToLong(r -> r.cookies).sum() + (moved == null ? 0 : moved.cookies.sum()),
                updater.cookies + fakeWriters.stream().mapToLong(w -> w.cookies).sum());
        return new TortureReport(session.subject.name(), took, session.settings.seed(), read, gracePeriods,
                List.of(ages),
                session.pipeline.passed(), cookies, others, session.failures.counts(), session.failures.messages());
    }
}
