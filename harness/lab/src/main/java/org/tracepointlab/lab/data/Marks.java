package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;

/**
 * What is known of each implementation's correctness: what the check before the run found ({@code correctness.csv}),
 * and what readers met in the run. Fast and wrong must look wrong wherever a figure is shown.
 *
 * @param checks rows of the check by implementation, in the file's order
 * @param mismatches that readers of this run met, by implementation
 */
public record Marks(Map<String, List<Check>> checks, Map<String, Long> mismatches) {

    /** Checked, and nothing was found; no reader of the run met foreign data either. */
    public static final String CORRECT = "correct";
    /** The check found a violation, or a reader met foreign data. */
    public static final String MISMATCH = "MISMATCH";
    /** The run has no check of it, or one that visited nothing. */
    public static final String UNCHECKED = "not checked";
    /** Name of the table of the check in a run's folder. */
    public static final String FILE = "correctness.csv";

    private static final List<String> COLUMNS = List.of("implementation", "scenario_set", "readers", "probes",
            "operations", "states", "violations", "seconds");

    /**
     * One row of the check.
     *
     * @param scenarios what was visited
     * @param bounds readers, probes and operations, as {@code R,P,K}
     * @param states how many
     * @param violations steps that violate something
     */
    public record Check(String scenarios, String bounds, long states, long violations) {
    }

    /** What is known in a run's folder, whose readers met these mismatches. Without the file nothing was checked. */
    public static Marks read(Path folder, Map<String, Long> mismatches) throws IOException {
        Map<String, List<Check>> checks = new LinkedHashMap<>();
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            for (CsvRow r : Csv.read(file, COLUMNS)) {
                checks.computeIfAbsent(r.get("implementation"), i -> new ArrayList<>()).add(check(r));
            }
        }
        return new Marks(checks, mismatches);
    }

    private static Check check(CsvRow r) throws IOException {
        return new Check(r.get("scenario_set"), r.get("readers") + "," + r.get("probes") + "," + r.get("operations"),
                r.longCount("states"), r.longCount("violations"));
    }

    /** {@link #CORRECT}, {@link #MISMATCH} or {@link #UNCHECKED}. */
    public String of(String implementation) {
        List<Check> own = checks.getOrDefault(implementation, List.of());
        if (mismatches.getOrDefault(implementation, 0L) > 0 || own.stream().anyMatch(c -> c.violations() > 0)) {
            return MISMATCH;
        }
        return own.stream().anyMatch(c -> c.states() > 0) ? CORRECT : UNCHECKED;
    }

    /** The name with its mark, for a legend. */
    public String label(String implementation) {
        return implementation + " (" + of(implementation) + ")";
    }

    /** The name, with its mark unless that is {@link #CORRECT}, for sentences and tables that are full of names. */
    public String flagged(String implementation) {
        return of(implementation).equals(CORRECT) ? implementation : label(implementation);
    }
}
