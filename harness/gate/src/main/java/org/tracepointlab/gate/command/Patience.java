package org.tracepointlab.gate.command;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.tracepointlab.gate.core.Waiting;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --no-wait}. */
public final class Patience {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--no-wait", description = "Do not wait while another gate, calibration, run or JMH measures on "
            + "this machine: end with exit code 75.")
    private boolean impatient;

    /** For a command whose progress this is. */
    public Waiting waiting(PrintStream progress) {
        Waiting waiting = Waiting.patiently(spec.qualifiedName(), progress);
        return new Waiting(waiting.who(), !impatient, waiting.say());
    }

    /** For a command that says it in its own way. */
    public Waiting waiting(Consumer<String> say) {
        return new Waiting(spec.qualifiedName(), !impatient, say);
    }
}
