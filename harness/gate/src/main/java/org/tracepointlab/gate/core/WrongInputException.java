package org.tracepointlab.gate.core;

import java.io.IOException;

/** A file is not what it has to be. The message is one line: file, what was expected, what was found, what to do. */
public final class WrongInputException extends IOException {

    private static final long serialVersionUID = 1L;

    /** With a message for people. */
    public WrongInputException(String message) {
        super(message);
    }

    /** The same, with what it was found by. */
    public WrongInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
