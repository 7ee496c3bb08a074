package org.tracepointlab.tracepoint;

/** Throws on what a method handle threw, which is declared as Throwable whatever it can be. */
final class Rethrow {

    private Rethrow() {
    }

    /** Never returns; declared to, so that callers can write {@code throw}. */
    static RuntimeException unchanged(Throwable thrown) {
        return Rethrow.<RuntimeException>sneaky(thrown);
    }

    @SuppressWarnings("unchecked") // erased: nothing is cast
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
