package org.tracepointlab.tracepoint;

import java.util.Objects;

/** An update that was rejected; it changed nothing. */
public final class TracepointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Errno errno;

    /** An exception with the given reason; the message says what was expected, what was found, and what to do. */
    public TracepointException(Errno errno, String message) {
        super(message);
        this.errno = Objects.requireNonNull(errno);
    }

    /** The same, with the tracepoint's name before the message. */
    TracepointException at(String tracepoint) {
        TracepointException named = new TracepointException(errno, "tracepoint '" + tracepoint + "': " + getMessage());
        named.initCause(this);
        return named;
    }

    /** The reason followed by the text, as in {@code EEXIST: ...}. */
    @Override
    public String toString() {
        return TracepointException.class.getName() + ": " + errno + ": " + getMessage();
    }

    /** The reason. */
    public Errno errno() {
        return errno;
    }
}
