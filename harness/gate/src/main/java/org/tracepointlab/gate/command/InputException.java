package org.tracepointlab.gate.command;

/** A file is not what it has to be. The message is one line: file, what was expected, what was found. */
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the reader's own message, which names the file. */
    public InputException(Exception reason) {
        super(reason.getMessage(), reason);
    }
}
