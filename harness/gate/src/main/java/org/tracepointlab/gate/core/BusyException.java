package org.tracepointlab.gate.core;

/** Something else has what this needs; later it may be free. The message is one line: what, by whom, and what to do. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for people. */
    public BusyException(String message) {
        super(message);
    }
}
