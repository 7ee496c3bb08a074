package org.tracepointlab.check.torture;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What readers follow the pointer to. Its contents are plain: they are written before it is published and after it has
 * passed the last stage, so a reader that finds them torn was either too early or is too late. One thread at a time
 * ages it.
 */
final class Structure {

    /** How many grace periods old it gets; at that age it is used again. */
    static final int STAGES = 10;

    /** The oldest that a reader may see: replaced, and the grace period not over. */
    static final int OLDEST_SEEN = 1;

    private static final VarHandle AGE;

    static {
        try {
            AGE = MethodHandles.lookup().findVarHandle(Structure.class, "age", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int age;
    private long version;
    private long complement;

    /** Makes it new, before it is published. */
    void fill(long now) {
        version = now;
        complement = ~now;
        AGE.setRelease(this, 0);
    }

    /** One stage further; a store-release. Returns the age. */
    int growRelease() {
        int older = age + 1;
        AGE.setRelease(this, older);
        return older;
    }

    /** A load-acquire. */
    int ageAcquire() {
        return (int) AGE.getAcquire(this);
    }

    /** Makes the contents what no reader may see. */
    void poison() {
        version = 0;
        complement = 0;
    }

    /** Whether the contents are as they were published. */
    boolean intact() {
        return complement == ~version;
    }
}
