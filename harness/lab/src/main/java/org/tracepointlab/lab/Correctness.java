package org.tracepointlab.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.tracepointlab.check.Bounds;
import org.tracepointlab.check.Checker;
import org.tracepointlab.check.CorrectnessCsv;
import org.tracepointlab.check.ModelVerdict;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.lab.data.Marks;
import org.tracepointlab.lab.run.Plan;

/** The quick check of what is about to be measured. */
final class Correctness {

    /** The table of it in a run's folder. */
    static final String FILE = Marks.FILE;

    private static final Map<String, ModelVerdict> CHECKED = new ConcurrentHashMap<>();

    private final List<ModelVerdict> verdicts;

    private Correctness(List<ModelVerdict> verdicts) {
        this.verdicts = verdicts;
    }

    /**
     * Checks each implementation that the plan measures; each is checked once in a JVM.
     *
     * @throws UsageException if one is not what it claims to be, unless that is allowed
     */
    static Correctness of(Plan plan, boolean allowIncorrect) {
        List<ModelVerdict> verdicts = plan.cells().stream().map(cell -> cell.params().get("implementation"))
                .filter(Objects::nonNull).distinct()
                .map(name -> CHECKED.computeIfAbsent(name, n -> Checker.check(n, Bounds.QUICK))).toList();
        for (ModelVerdict verdict : verdicts) {
            if (!verdict.asExpected() && !allowIncorrect) {
                throw new UsageException("--implementation",
                        "correct implementations (--allow-incorrect measures others too)", verdict.summary());
            }
        }
        return new Correctness(verdicts);
    }

    /** {@code correct} or {@code MISMATCH}, by implementation; see {@link ModelVerdict#mark()}. */
    static String mark(String implementation) {
        return CHECKED.computeIfAbsent(implementation, n -> Checker.check(n, Bounds.QUICK)).mark();
    }

    /** One line for each. */
    List<String> lines() {
        return verdicts.stream().map(ModelVerdict::summary).toList();
    }

    void write(Path folder) {
        CorrectnessCsv csv = new CorrectnessCsv();
        verdicts.forEach(csv::add);
        csv.write(folder.resolve(FILE));
    }
}
