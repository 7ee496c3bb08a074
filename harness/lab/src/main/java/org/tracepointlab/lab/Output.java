package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.report.Paint;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command prints its result: for people, as one JSON document, or not at all. */
final class Output {

    private static final String BLOCK = "\u2588";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "Print only the result, as one JSON document, on standard output.")
    private boolean json;

    @Option(names = "--quiet", description = "Print only errors (and the document, with --json).")
    private boolean quiet;

    /** Whether text for people is wanted on standard output. */
    boolean speaks() {
        return !json && !quiet;
    }

    /** Whether progress is wanted; with {@code --json} it goes to the error output. */
    boolean showsProgress() {
        return !quiet;
    }

    boolean isJson() {
        return json;
    }

    /** Prints for people, with colours where there is a terminal that wants them. */
    void text(String text) {
        if (speaks()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(Terminal.colours() ? Paint.marks(text) : text);
            out.flush();
        }
    }

    /** Prints the result where JSON is asked for. */
    void json(ObjectNode result) {
        if (json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(Json.text(result));
            out.flush();
        }
    }

    /** Where progress goes. */
    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Whether the terminal's encoding has block elements. */
    static boolean hasBlocks() {
        String name = System.getProperty("stdout.encoding",
                System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name()));
        return Charset.isSupported(name) && Charset.forName(name).newEncoder().canEncode(BLOCK);
    }
}
