package org.tracepointlab.bench;

/** One thread's way into and out of read sections, by whatever protects them. */
interface ReadGuard {

    /** Enters; what it returns goes to {@link #exit}. */
    long enter();

    /** Leaves. */
    void exit(long stamp);

    /** Says that the thread holds nothing; nothing to do for most. */
    default void quiescentState() {
    }

    /** Rests, until it is closed; nothing to do for most. */
    default void rest() {
    }

    /** Takes the thread out. */
    default void close() {
    }
}
