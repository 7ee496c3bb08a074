package org.tracepointlab.harness.lab;

/** The user asked for something that cannot be done. The message is one line: option, what was expected, what was found. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String option, String expected, String found) {
        super(option + ": expected " + expected + ", found " + found);
    }

    UsageException(String option, String expected, String found, Throwable cause) {
        super(option + ": expected " + expected + ", found " + found, cause);
    }
}
