package org.tracepointlab.bench;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.tracepointlab.tracepoint.LongTracepoint;

/**
 * N places in a program, each a class of its own around its own tracepoint, and the proof that the JIT has compiled
 * them. Used by one thread at a time, except that any thread may run the sites.
 */
final class SiteFarm {

    private static final long COMPILE_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(3);
    private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final int TURNS_AT_REST = 2;
    private static final int MOST_TURNS = 100;
    private static final CompilationMXBean JIT = ManagementFactory.getCompilationMXBean();

    /**
     * Run in turn with the sites, so that the call in the loop has more receivers than HotSpot inlines. With one or two
     * sites the compiled loop could hold copies of them, and run those for ever: code of their own was never asked for
     * then.
     */
    private static final List<Site> OTHERS = List.of(v -> sink = v, v -> sink = v + 1, v -> sink = -v);

    private static long sink;

    private final List<Site> sites = new ArrayList<>();
    private final Set<String> classes = new HashSet<>();

    SiteFarm(List<LongTracepoint> tracepoints) {
        byte[] template = template();
        for (LongTracepoint t : tracepoints) {
            Site site = define(template, t);
            sites.add(site);
            classes.add(site.getClass().getName());
        }
    }

    private static byte[] template() {
        try (InputStream in = TracedSite.class.getResourceAsStream("TracedSite.class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read the class file of TracedSite", e);
        }
    }

    private static Site define(byte[] template, LongTracepoint tracepoint) {
        try {
            Lookup hidden = MethodHandles.lookup().defineHiddenClassWithClassData(template, tracepoint, true);
            return (Site) hidden.findConstructor(hidden.lookupClass(),
                    MethodType.methodType(void.class)).invoke();
        } catch (Throwable t) {
            throw new IllegalStateException("cannot define a site", t);
        }
    }

    List<Site> sites() {
        return sites;
    }

    /** Which of the sites have compiled code now. */
    CompiledCode compiledCode() {
        return CompiledCode.now(classes);
    }

    /**
     * Runs the sites on a thread of their own until the JIT is at rest and HotSpot's list shows compiled code in use
     * for each of them. The thread ends before this returns, so that it does not stay behind as an RCU reader.
     *
     * @return the code of all of them
     * @throws IllegalStateException if that does not happen within three minutes: then a toggle would measure nothing
     */
    CompiledCode compileAll() {
        CompiledCode[] compiled = new CompiledCode[1];
        Throwable[] thrown = new Throwable[1];
        Thread runner = new Thread(() -> compiled[0] = runUntilCompiled(), "warm-up");
        runner.setUncaughtExceptionHandler((t, e) -> thrown[0] = e);
        runner.start();
        join(runner);
        if (thrown[0] != null) {
            throw new IllegalStateException("the sites could not be compiled", thrown[0]);
        }
        return compiled[0];
    }

    private CompiledCode runUntilCompiled() {
        long start = System.nanoTime();
        while (true) {
            runUntilAtRest();
            CompiledCode compiled = compiledCode();
            if (compiled.sites() >= sites.size()) {
                return compiled;
            }
            if (System.nanoTime() - start > COMPILE_TIMEOUT_NANOS) {
                throw new IllegalStateException("expected compiled code for " + sites.size() + " sites, found it for "
                        + compiled.sites() + " after three minutes; a toggle now would measure nothing");
            }
        }
    }

    /**
     * Runs the sites until no compilation has ended for some turns. Bounded: a JIT that is never at rest is no error.
     */
    private void runUntilAtRest() {
        List<Site> all = new ArrayList<>(sites);
        all.addAll(OTHERS);
        int atRest = 0;
        for (int turn = 0; turn < MOST_TURNS && atRest < TURNS_AT_REST; turn++) {
            long start = System.nanoTime();
            long compiling = JIT.getTotalCompilationTime();
            do {
                for (Site s : all) {
                    s.run(start);
                }
            } while (System.nanoTime() - start < TURN_NANOS);
            atRest = JIT.getTotalCompilationTime() == compiling ? atRest + 1 : 0;
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the sites were being compiled", e);
        }
    }
}
