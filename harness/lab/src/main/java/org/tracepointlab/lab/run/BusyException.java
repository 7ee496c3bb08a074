package org.tracepointlab.lab.run;

/** Something else has what this needs; later it may be free. The message is one line: what, by whom, and what to do. */
public final class BusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BusyException(String message) {
        super(message);
    }
}
