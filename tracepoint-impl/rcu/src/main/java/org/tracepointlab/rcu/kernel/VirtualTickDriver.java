package org.tracepointlab.rcu.kernel;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Virtual time: whoever waits steps the machine, and time moves only when there is nothing left to do at the present one.
 * With one updater thread and readers that come and go by {@link #at}, every run is the same to the bit.
 *
 * <p>Readers on threads of their own are waited for all the same. Since virtual time would race ahead while one of them
 * stays inside, the stepping thread rests for a moment of real time whenever it has gone {@value #RESTLESS_TICKS} ticks
 * without a result. Code takes no virtual time: one that finds a callback of its own CPU run by another thread rests as
 * well, up to {@value #PATIENCE} times, and then takes the callback for one that has blocked.
 */
final class VirtualTickDriver extends TickDriver implements VirtualTime {

    private static final int RESTLESS_TICKS = 64;
    private static final long REST_NANOS = 50_000;
    private static final int PATIENCE = 200;

    private record Event(long jiffy, long order, Runnable action) { }

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::jiffy).thenComparingLong(Event::order));
    private long eventOrder;
    private long ticks;
    private long ticksAtRest;
    private int rests;

    VirtualTickDriver(Machine machine) {
        super(machine);
    }

    @Override
    void await(int cpu, Consumer<Waiter> start, Stall stall) {
        lock.lock();
        try {
            Waiter waiter = new Waiter(machine.cpu(cpu), () -> { });
            machine.cpu(cpu).vacate();
            start.accept(waiter);
            ticksAtRest = ticks;
            boolean interrupted = false;
            while (!waiter.isAwake()) {
                interrupted |= go(stall, false);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    boolean pause(int cpu, Stall stall) {
        lock.lock();
        try {
            machine.cpu(cpu).vacate();
            return go(stall, true);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does the next thing, now or later.
     *
     * @param mayBeNone whether there may be nothing to come, since only a reader is waited for
     * @return whether the thread was interrupted meanwhile
     */
    private boolean go(Stall stall, boolean mayBeNone) {
        boolean interrupted = false;
        if (!invokeOne() && !machine.step()) {
            if (machine.isHeldUp() && rests++ < PATIENCE) {
                interrupted = rest(stall);
            } else {
                rests = 0;
                if (!advance(Long.MAX_VALUE)) {
                    checkMayBeNone(mayBeNone);
                    interrupted = rest(stall);
                }
            }
        }
        if (ticks - ticksAtRest > RESTLESS_TICKS) {
            interrupted |= rest(stall);
        }
        return interrupted;
    }

    private void checkMayBeNone(boolean mayBeNone) {
        if (!mayBeNone) {
            throw new IllegalStateException("expected something to happen to a waiting thread, found nothing queued, no"
                    + " tick and no timer at jiffy " + machine.jiffies());
        }
    }

    private boolean rest(Stall stall) {
        ticksAtRest = ticks;
        boolean interrupted = Thread.interrupted();
        outside(() -> {
            LockSupport.parkNanos(this, REST_NANOS);
            stall.check();
        });
        return interrupted | Thread.interrupted();
    }

    /**
     * Moves time to the next thing that happens, and makes it happen. Looks once: a reader that goes away stops the tick of its
     * CPU at any moment.
     *
     * @param end how far time may be moved, ns
     * @return whether there was something until then
     */
    private boolean advance(long end) {
        long tick = nextEventNanos();
        long run = machine.nextRunNanos();
        long next = Math.min(tick, run);
        if (next == Long.MAX_VALUE || next > end) {
            return false;
        }
        if (run < tick) {
            machine.moveTo(run);
        } else {
            tickTo(tick / tickNanos);
        }
        return true;
    }

    private void tickTo(long jiffy) {
        machine.moveTo(jiffy * tickNanos);
        while (!events.isEmpty() && events.peek().jiffy() <= jiffy) {
            events.poll().action().run();
        }
        ticks++;
        machine.tick(jiffy);
    }

    @Override
    void catchUp() {
        // time moves only in await and elapse
    }

    @Override
    void kick() {
        // work is seen by whoever waits next
    }

    @Override
    TickStatistics statistics() {
        lock.lock();
        try {
            return new TickStatistics(ticks, 0, 0, 0);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void at(long jiffy, Runnable action) {
        lock.lock();
        try {
            if (jiffy <= machine.jiffies()) {
                throw new IllegalArgumentException("expected a jiffy after " + machine.jiffies() + ", found " + jiffy);
            }
            events.add(new Event(jiffy, eventOrder++, action));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void elapse(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("expected nanos of 0 or more, found " + nanos);
        }
        lock.lock();
        try {
            long end = machine.nowNanos() + nanos;
            do {
                while (invokeOne() || machine.step()) {
                    // all that can be done at the present time
                }
            } while (advance(end));
            machine.moveTo(end);
            machine.skipTo(end / tickNanos);
        } finally {
            lock.unlock();
        }
    }

    private long nextEventNanos() {
        long tick = Math.min(machine.nextTickJiffy(), events.isEmpty() ? Long.MAX_VALUE : events.peek().jiffy());
        return tick == Long.MAX_VALUE ? Long.MAX_VALUE : tick * tickNanos;
    }

    @Override
    public long jiffies() {
        return query(Machine::jiffies);
    }

    @Override
    public long nanos() {
        return query(Machine::nowNanos);
    }

    @Override
    public void close() {
        // owns no thread
    }
}
