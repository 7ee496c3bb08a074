package org.tracepointlab.lab.kernel;

/** This machine cannot do what was asked for. The message is one line: what is missing, and how to get it. */
public final class UnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the whole line. */
    public UnavailableException(String message) {
        super(message);
    }

    UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
