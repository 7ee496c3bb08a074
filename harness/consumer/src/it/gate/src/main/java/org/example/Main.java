package org.example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.tracepointlab.gate.rule.FileComparison;
import org.tracepointlab.gate.rule.JmhFile;
import org.tracepointlab.gate.rule.Outcome;
import org.tracepointlab.gate.rule.Rule;

/** Compares JMH results of another project, with the gate as a library. */
public final class Main {

    public static void main(String[] args) throws IOException {
        FileComparison comparison = new FileComparison(new Rule(0.05), Set.of(), null);
        for (String candidate : List.of("same.json", "slower.json")) {
            List<Outcome> outcomes = comparison.compare(JmhFile.read(Path.of("before.json")),
                    JmhFile.read(Path.of(candidate)));
            outcomes.forEach(outcome -> System.out.println(candidate + ": " + outcome.id() + " " + outcome.verdict()));
        }
    }
}
