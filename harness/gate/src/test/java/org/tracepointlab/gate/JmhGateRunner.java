package org.tracepointlab.gate;

import java.io.PrintWriter;
import java.nio.file.Path;

/** The command line, for tests of other packages. */
public final class JmhGateRunner {

    private JmhGateRunner() {
    }

    /** Runs one command in a folder. */
    public static int run(Path folder, PrintWriter out, PrintWriter err, String... args) {
        return JmhGate.execute(folder, out, err, args);
    }
}
