package org.tracepointlab.gate.duet;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A duet's fork: both sides of one benchmark in this virtual machine, in turn.
 *
 * <p>The working folder has a file {@value #PLAN} ({@link Properties}): {@code seed}; {@code first}, the side that is
 * loaded first; {@code pairs}, of iterations, warm-up too; and for each side {@code <side>.jars} and {@code
 * <side>.args}, JMH's arguments, both one a line. What the fork leaves there is what JMH was told to leave,
 * {@value Slices#FILE}, and, where the two disturbed each other in a way that no number can tell, {@value #VOID} with
 * the reason in one line. It ends with 0, or with 1 if a side failed.
 */
public final class DuetMain {

    /** The sides, by number. */
    public static final List<String> SIDES = List.of("baseline", "candidate");
    /** What is to be run. */
    public static final String PLAN = "duet.properties";
    /** Why what was run is not worth anything. */
    public static final String VOID = "void.txt";

    /** How long threads may take to end behind a benchmark's teardown. */
    private static final long SECONDS_TO_END = 2;
    /** Threads of the JDK that whoever needs them first starts, for all. */
    private static final String OF_THE_JDK =
            "ForkJoinPool\\.commonPool-worker-.*|CompletableFutureDelayScheduler|process reaper.*|Keep-Alive-.*";

    private final Properties plan;
    private final Turns turns;
    private final List<ThreadGroup> groups = SIDES.stream().map(ThreadGroup::new).toList();
    private final Slices slices = new Slices(groups);

    private DuetMain(Properties plan) {
        this.plan = plan;
        this.turns = new Turns(Integer.parseInt(plan.getProperty("pairs")), first(),
                new Random(Long.parseLong(plan.getProperty("seed"))));
    }

    private int first() {
        return SIDES.indexOf(plan.getProperty("first"));
    }

    /** Runs the duet of the working folder. */
    public static void main(String[] args) throws Exception {
        Properties plan = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(PLAN))) {
            plan.load(in);
        }
        int exit;
        Path lock = Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock");
        try (FileChannel channel = open(lock); FileLock held = channel.tryLock()) {
            if (held == null) {
                System.out.println("ERROR: Unable to acquire the JMH lock (" + lock
                        + "): already taken by another JMH");
                exit = 1;
            } else {
                exit = new DuetMain(plan).run() ? 0 : 1;
            }
        }
        System.out.flush();
        // Not by returning: what a side left behind may never end.
        System.exit(exit);
    }

    /** JMH's own lock, which all users of the machine share. */
    private static FileChannel open(Path lock) throws IOException {
        File file = lock.toFile();
        if (file.createNewFile()) {
            file.setWritable(true, false);
        }
        return FileChannel.open(lock, StandardOpenOption.WRITE);
    }

    private boolean run() throws IOException, InterruptedException {
        Set<String> before = NativeCode.loaded();
        SideThread[] threads = new SideThread[SIDES.size()];
        for (int side : new int[] {first(), 1 - first()}) {
            threads[side] = new SideThread(side, new SideLoader(SIDES.get(side), jars(side)),
                    plan.getProperty(SIDES.get(side) + ".args").lines().toList(), turns, slices, groups.get(side));
            threads[side].start();
            turns.awaitArrival(side);
        }
        turns.begin();
        boolean good = true;
        for (SideThread thread : threads) {
            thread.join();
        }
        // The other one's failure is that this one failed.
        for (int side : new int[] {turns.ended(), 1 - turns.ended()}) {
            good &= isGood(threads[side]);
        }
        slices.write(Path.of(""));
        String left = left();
        Set<String> loaded = NativeCode.loaded();
        loaded.removeAll(before);
        if (!left.isEmpty()) {
            Files.writeString(Path.of(VOID), left);
        } else if (!loaded.isEmpty()) {
            Files.writeString(Path.of(VOID), "native code is loaded once for both sides: "
                    + String.join(", ", loaded));
        }
        if (good && turns.over() < turns.order().length) {
            System.out.println("ERROR: expected " + turns.order().length + " turns, found " + turns.over());
            good = false;
        }
        return good;
    }

    private static boolean isGood(SideThread thread) {
        if (thread.failure() == null) {
            return true;
        }
        System.out.println("ERROR: " + thread.getName() + ": " + root(thread.failure()));
        thread.failure().printStackTrace(System.out);
        return false;
    }

    /** What was thrown first: JMH wraps it, and keeps what benchmark threads threw as suppressed. */
    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null || root.getSuppressed().length > 0) {
            root = root.getCause() != null ? root.getCause() : root.getSuppressed()[0];
        }
        return root;
    }

    private URL[] jars(int side) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String jar : plan.getProperty(SIDES.get(side) + ".jars").strip().lines().toList()) {
            urls.add(Path.of(jar).toUri().toURL());
        }
        return urls.toArray(new URL[0]);
    }

    /** What threads the sides left behind, in one line; empty if there are none. */
    private String left() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
        for (ThreadGroup group : groups) {
            for (Thread thread : strangers(group)) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
            List<Thread> strangers = strangers(group);
            if (!strangers.isEmpty()) {
                return "the " + group.getName() + " leaves threads behind, which run on while the other side is timed: "
                        + String.join(", ", strangers.stream().map(Thread::getName).toList());
            }
        }
        return "";
    }

    private static List<Thread> strangers(ThreadGroup group) {
        return Meter.alive(group).stream()
                .filter(thread -> thread.isAlive() && !thread.getName().matches(OF_THE_JDK)).toList();
    }
}
