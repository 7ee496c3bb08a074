package org.tracepointlab.lab;

/** A run's files are not what the run wrote. The message is one line: which file, and what to do. */
final class DamagedRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedRunException(String message) {
        super(message);
    }
}
