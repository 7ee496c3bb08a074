package org.tracepointlab.gate.command;

/**
 * The user asked for something that cannot be done. The message is one line: option, what was expected, what was found.
 */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An option that was given wrongly. */
    public UsageException(String option, String expected, String found) {
        super(option + ": expected " + expected + ", found " + found);
    }

    /** The same, with what it was found by. */
    public UsageException(String option, String expected, String found, Throwable cause) {
        super(option + ": expected " + expected + ", found " + found, cause);
    }
}
