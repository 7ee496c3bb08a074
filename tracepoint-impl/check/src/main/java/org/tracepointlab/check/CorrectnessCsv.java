package org.tracepointlab.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The table of what was checked:
 * {@code implementation,scenario_set,readers,probes,operations,states,violations,seconds,entered,calls}. A search in
 * which no reader entered, or none called a probe, has one violation: that.
 */
public final class CorrectnessCsv {

    private static final String HEAD =
            "implementation,scenario_set,readers,probes,operations,states,violations,seconds,entered,calls";

    private final List<String> lines = new ArrayList<>(List.of(HEAD));

    /** A table without lines. */
    public CorrectnessCsv() {
    }

    /** Three lines: over the weakest RCU, with a foreign synchronizer, and with a failing step. */
    public CorrectnessCsv add(ModelVerdict verdict) {
        Bounds bounds = verdict.bounds();
        line(verdict.implementation(), "weakest-rcu", bounds.readers(), bounds.probes(), bounds.operations(),
                verdict.weakest());
        line(verdict.implementation(), "foreign-synchronizer", 1, bounds.probes(),
                Math.min(bounds.operations(), Checker.FOREIGN_OPERATIONS), verdict.foreign());
        Bounds failing = bounds.failing();
        line(verdict.implementation(), "failing-steps", failing.readers(), failing.probes(), failing.operations(),
                verdict.failing());
        return this;
    }

    private void line(String implementation, String scenarioSet, int readers, int probes, int operations,
            ModelVerdict.Visited visited) {
        long violations = visited.states() > 0 && visited.vacuous() ? Math.max(1, visited.violations())
                : visited.violations();
        line(implementation, scenarioSet, readers, probes, operations, visited.states(), violations, visited.seconds(),
                visited.entered() + "," + visited.calls());
    }

    /** Any other line, of something that has no readers to count. */
    public CorrectnessCsv line(String implementation, String scenarioSet, int readers, int probes, int operations,
            long states, long violations, double seconds) {
        return line(implementation, scenarioSet, readers, probes, operations, states, violations, seconds, ",");
    }

    private CorrectnessCsv line(String implementation, String scenarioSet, int readers, int probes, int operations,
            long states, long violations, double seconds, String readersDid) {
        lines.add(String.format(Locale.ROOT, "%s,%s,%d,%d,%d,%d,%d,%.3f,%s", implementation, scenarioSet,
                readers, probes,
                operations, states, violations, seconds, readersDid));
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
