package org.tracepointlab.lab;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** For tests of the command line: runs a command as its user would, and keeps what it printed. */
abstract class LabLine {

    /** What the last command printed as its result. */
    String out;
    /** What it printed as errors and progress. */
    String err;

    /** Runs a command; returns its exit code. */
    final int lab(String... args) {
        StringWriter outText = new StringWriter();
        StringWriter errText = new StringWriter();
        int code = Lab.execute(args, new PrintWriter(outText, true), new PrintWriter(errText, true));
        out = outText.toString();
        err = errText.toString();
        return code;
    }

    final int lab(List<String> args) {
        return lab(args.toArray(String[]::new));
    }
}
