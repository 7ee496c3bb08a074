package org.tracepointlab.check.torture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** The pointer, and the structures on their way from it through the stages. Any thread may read; one replaces. */
final class Pipeline {

    private static final VarHandle CURRENT;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Pipeline.class, "current", Structure.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Queue<Structure> free = new ConcurrentLinkedQueue<>();
    private final LongAdder passed = new LongAdder();
    private Structure current = new Structure();
    private long version;

    Pipeline() {
        current.fill(++version);
    }

    /** Follows the pointer; a load-acquire, whose partner is the store-release of {@link #replace()}. */
    Structure currentAcquire() {
        return (Structure) CURRENT.getAcquire(this);
    }

    /** Publishes another structure. Returns the one that it replaced, which is at stage 1. */
    Structure replace() {
        Structure next = free.poll();
        if (next == null) {
            next = new Structure();
        }
        next.fill(++version);
        Structure old = current;
        CURRENT.setRelease(this, next);
        old.growRelease();
        return old;
    }

    /**
     * Ages a structure that was replaced by a stage, and after the last one has it used again. Returns whether it has.
     */
    boolean age(Structure old) {
        if (old.growRelease() < Structure.STAGES) {
            return false;
        }
        old.poison();
        passed.increment();
        free.add(old);
        return true;
    }

    /** How many structures have passed all stages. */
    long passed() {
        return passed.sum();
    }
}
