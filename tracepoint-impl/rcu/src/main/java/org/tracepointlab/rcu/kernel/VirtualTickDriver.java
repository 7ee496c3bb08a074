package org.tracepointlab.rcu.kernel;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.tracepointlab.rcu.kernel.FaultInjection.Step;

/**
 * Virtual time: whoever waits steps the machine, and time moves only when there is nothing left to do at the present
 * one. With one updater thread and readers that come and go by {@link #at}, every run is the same to the bit.
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
        Waiter waiter = new Waiter(machine.cpu(cpu), waiters);
        lock.lock();
        try {
            checkNotBroken();
            begin(waiter, start);
            ticksAtRest = ticks;
            while (!waiter.isAwake()) {
                go(stall, false);
            }
        } finally {
            lock.unlock();
            stall.end();
        }
    }

    @Override
    void pause(int cpu, Stall stall) {
        lock.lock();
        try {
            machine.cpu(cpu).vacate();
            go(stall, true);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does the next thing, now or later.
     *
     * @param mayBeNone whether there may be nothing to come, since only a reader is waited for
     */
    private void go(Stall stall, boolean mayBeNone) {
        checkNotBroken();
        if (!invokeOne() && !step()) {
            if (machine.isHeldUp() && rests++ < PATIENCE) {
                rest(stall);
            } else {
                rests = 0;
                if (!advance(Long.MAX_VALUE)) {
                    checkMayBeNone(mayBeNone);
                    rest(stall);
                }
            }
        }
        if (ticks - ticksAtRest > RESTLESS_TICKS) {
            rest(stall);
        }
    }

    private void checkMayBeNone(boolean mayBeNone) {
        if (!mayBeNone) {
            throw new IllegalStateException("expected something to happen to a waiting thread, found nothing queued, no"
                    + " tick and no timer at jiffy " + machine.jiffies());
        }
    }

    private void rest(Stall stall) {
        ticksAtRest = ticks;
        outside(() -> stall.park(this, REST_NANOS));
    }

    /**
     * Moves time to the next thing that happens, and makes it happen. Looks once: a reader that goes away stops the
     * tick of its CPU at any moment.
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
        tick(jiffy);
    }

    private void tick(long jiffy) {
        try {
            faults.at(Step.ADVANCE);
            machine.tick(jiffy);
        } catch (Throwable t) {
            fail(t);
            throw t;
        }
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
    void wakeThreads() {
        // owns none; whoever waits looks whether the machine is broken before each step
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
        StackHeadroom.forWait();
        lock.lock();
        try {
            checkNotBroken();
            long end = machine.nowNanos() + nanos;
            do {
                while (invokeOne() || step()) {
                    checkNotBroken(); // a callback was run with the lock released
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
        return look(Machine::jiffies);
    }

    @Override
    public long nanos() {
        return look(Machine::nowNanos);
    }

    @Override
    public void close() {
        // owns no thread
    }
}
