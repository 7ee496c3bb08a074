package org.tracepointlab.gate.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.tracepointlab.gate.history.HistoryStore;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where the history is, and who is told of what was passed over. */
public final class HistoryFolder {

    /** Without an option, from the working folder. */
    static final String DEFAULT = "benchmark-history";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--history", paramLabel = "DIR", defaultValue = DEFAULT,
            description = "Folder of the history; default: ${DEFAULT-VALUE}.")
    private Path folder;

    /** The folder, from the project's working folder. */
    Path folder(Path here) {
        return here.resolve(folder);
    }

    /** Notes go to standard error, a line each. */
    Consumer<String> notes() {
        PrintWriter err = spec.commandLine().getErr();
        String name = spec.root().name();
        return note -> {
            err.println(name + ": " + note);
            err.flush();
        };
    }

    HistoryStore store(Path here) {
        return new HistoryStore(folder(here), notes());
    }
}
