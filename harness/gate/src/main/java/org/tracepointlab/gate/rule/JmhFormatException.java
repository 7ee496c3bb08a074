package org.tracepointlab.gate.rule;

import java.io.IOException;

/** A file is JSON, but not a JMH result. The message says what was expected and found, and not yet where. */
final class JmhFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    JmhFormatException(String message) {
        super(message);
    }
}
