package org.tracepointlab.gate.core;

/** Two sides cannot run in one virtual machine, or have disturbed each other there. The message is the reason. */
public final class DuetFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param reason in one line */
    public DuetFailedException(String reason) {
        super(Printable.escaped(reason.replaceAll("\\s+", " ")));
    }
}
