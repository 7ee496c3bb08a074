package org.tracepointlab.tracepoint.faults;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tracepointlab.patching.ObservedPatcher;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.Rcu;

/**
 * Readers that are held between the load of their data and their call, each on a thread of its own, until they are let
 * go.
 */
final class HeldReaders {

    private final MethodHandle pass;
    private final List<Held> held = new CopyOnWriteArrayList<>();
    private final Consumer<Throwable> failed;

    /** @param failed is given what firing threw */
    HeldReaders(Consumer<Throwable> failed) {
        this.failed = failed;
        try {
            pass = MethodHandles.lookup().findStatic(HeldReaders.class, "pass", MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("pass", e);
        }
    }

    private static final class Held extends Thread {
        private final Rcu domain;
        private final Runnable body;
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);
        private volatile boolean passed;

        Held(Rcu domain, Runnable body) {
            super(body, "held reader");
            this.domain = domain;
            this.body = body;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                body.run();
            } finally {
                passed = true;
                arrived.countDown();
            }
        }
    }

    private static void pass() throws InterruptedException {
        if (Thread.currentThread() instanceof Held reader && !reader.passed) {
            reader.arrived.countDown();
            reader.open.await();
            reader.passed = true; // inside its section still
        }
    }

    private MethodHandle before(MethodHandle invoker) {
        return MethodHandles.foldArguments(invoker, pass);
    }

    /** The same patcher, but readers may be held in its calls. */
    Patcher in(Patcher patcher) {
        return new ObservedPatcher(patcher, UnaryOperator.identity(), this::before);
    }

    /** Has another thread fire, and returns when it is held. */
    void hold(Rcu domain, Runnable fire) throws InterruptedException {
        Held reader = new Held(domain, () -> {
            try (Rcu.Reader registered = domain.register()) {
                fire.run();
                registered.quiescentState();
            } catch (Throwable t) {
                failed.accept(t);
            }
        });
        held.add(reader);
        reader.start();
        reader.arrived.await();
    }

    /** Whether any of that domain has not gone on. */
    boolean isInside(Rcu domain) {
        return held.stream().anyMatch(reader -> reader.domain == domain && !reader.passed);
    }

    /** Says, whenever it is asked, whether any of those that are inside now is inside still. */
    BooleanSupplier insideNow() {
        List<Held> now = held.stream().filter(reader -> !reader.passed).toList();
        return () -> now.stream().anyMatch(reader -> !reader.passed);
    }

    /** Lets those of that domain go. */
    void letGo(Rcu domain) {
        held.stream().filter(reader -> reader.domain == domain).forEach(reader -> reader.open.countDown());
    }

    /** Lets all go, and returns when they have ended. */
    void end() throws InterruptedException {
        for (Held reader : held) {
            reader.open.countDown();
            reader.join();
        }
        held.clear();
    }
}
