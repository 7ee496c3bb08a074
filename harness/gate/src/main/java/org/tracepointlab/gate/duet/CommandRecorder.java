package org.tracepointlab.gate.duet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands in for a fork: writes its own arguments, which are the fork's command, to {@value #FILE} of the working
 * folder, one a line, and the compiler's hints, which JMH deletes when it ends, to {@value #HINTS}.
 */
public final class CommandRecorder {

    /** The command. */
    public static final String FILE = "command.txt";
    /** The hints. */
    public static final String HINTS = "hints.txt";
    /** Option that names a file of hints. */
    public static final String HINTS_OPTION = "-XX:CompileCommandFile=";

    private CommandRecorder() {
    }

    /** Writes the files. */
    public static void main(String[] command) throws IOException {
        List<String> hints = new ArrayList<>();
        for (String word : command) {
            if (word.indexOf('\n') >= 0) {
                throw new IOException("expected arguments of one line, found " + word);
            }
            if (word.startsWith(HINTS_OPTION)) {
                hints.addAll(Files.readAllLines(Path.of(word.substring(HINTS_OPTION.length()))));
            }
        }
        Files.write(Path.of(HINTS), hints);
        Files.write(Path.of(FILE), List.of(command));
    }
}
