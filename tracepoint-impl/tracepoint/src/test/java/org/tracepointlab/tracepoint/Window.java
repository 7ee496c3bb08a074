package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.tracepointlab.patching.ObservedPatcher;
import org.tracepointlab.patching.Patcher;

/**
 * The window between a reader's load of the data and its call: holds the reader that it was told to hold, there and
 * nowhere else. It sits in a patcher for tests, so production code has no hook.
 */
final class Window {

    private final MethodHandle pass;
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final Runnable released;
    private volatile Thread held;

    /** @param released run by the held reader when it goes on, still inside its section */
    Window(Runnable released) {
        this.released = released;
        try {
            pass = MethodHandles.lookup()
                    .findVirtual(Window.class, "pass", MethodType.methodType(void.class)).bindTo(this);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("pass", e);
        }
    }

    private void pass() throws InterruptedException {
        if (Thread.currentThread() == held) {
            held = null; // once
            arrived.countDown();
            open.await();
            released.run();
        }
    }

    void hold(Thread thread) {
        held = thread;
    }

    void awaitArrival() throws InterruptedException {
        arrived.await();
    }

    void open() {
        open.countDown();
    }

    private MethodHandle before(MethodHandle invoker) {
        return MethodHandles.foldArguments(invoker, pass);
    }

    /** The same patcher, but its calls go through this window before they look at their target. */
    Patcher in(Patcher patcher) {
        return new ObservedPatcher(patcher, UnaryOperator.identity(), this::before);
    }
}
