package org.tracepointlab.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table of what was checked: {@code implementation,scenario_set,readers,probes,operations,states,violations,seconds}.
 */
public final class CorrectnessCsv {

    private static final String HEAD =
            "implementation,scenario_set,readers,probes,operations,states,violations,seconds";

    private final List<String> lines = new ArrayList<>(List.of(HEAD));

    /** A table without lines. */
    public CorrectnessCsv() {
    }

    /** Two lines: over the weakest RCU, and with a foreign synchronizer. */
    public CorrectnessCsv add(Verdict verdict) {
        Bounds bounds = verdict.bounds();
        line(verdict.implementation(), "weakest-rcu", bounds.readers(), bounds.probes(), bounds.operations(),
                verdict.weakest());
        line(verdict.implementation(), "foreign-synchronizer", 1, bounds.probes(),
                Math.min(bounds.operations(), Checker.FOREIGN_OPERATIONS), verdict.foreign());
        return this;
    }

    private void line(String implementation, String scenarioSet, int readers, int probes, int operations,
            Verdict.Visited visited) {
        line(implementation, scenarioSet, readers, probes, operations, visited.states(), visited.violations(),
                visited.seconds());
    }

    /** Any other line. */
    public CorrectnessCsv line(String implementation, String scenarioSet, int readers, int probes, int operations,
            long states, long violations, double seconds) {
        lines.add(String.format(Locale.ROOT, "%s,%s,%d,%d,%d,%d,%d,%.3f", implementation, scenarioSet, readers, probes,
                operations, states, violations, seconds));
        return this;
    }

    /** All lines, each ended by CR and LF, as RFC 4180 has it. */
    @Override
    public String toString() {
        return String.join("\r\n", lines) + "\r\n";
    }

    /** Writes the file, and its folders if need be. */
    public void write(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
