package org.tracepointlab.gate.core;

import java.nio.file.Path;

/** One fork of one cell did not give a result. The message is one line: the cell, the reason, and where the log is. */
public final class ForkFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param round which fork, from 0
     * @param reason in a few words
     */
    public ForkFailedException(Cell cell, int round, String reason, Path log) {
        super("cell " + cell.id() + ", fork " + (round + 1) + ": " + reason.replaceAll("\\s+", " ") + "; log: " + log);
    }
}
