package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tracepointlab.check.Bounds;
import org.tracepointlab.check.BoundsSearch;
import org.tracepointlab.check.Checker;
import org.tracepointlab.check.CorrectnessCsv;
import org.tracepointlab.check.ModelVerdict;
import org.tracepointlab.check.MutationReport;
import org.tracepointlab.check.Property;
import org.tracepointlab.check.Replay;
import org.tracepointlab.check.Trace;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab check}: visits every interleaving of updates and readers up to bounds. */
@Command(name = "check", description = "Check implementations by visiting every interleaving up to bounds.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:each implementation is as it claims; original has its two bugs",
            "1:one that claims to be correct is not, or the check missed original's bugs", "64:wrong use"},
        footer = {"", "Examples:", "  lab check", "  lab check --implementation conditional --bounds 2,3,6",
            "  lab check --mutants --csv correctness.csv", "  lab check --implementation conditional --frontier 10"})
final class CheckCommand implements Callable<Integer> {

    private static final int MUTANT_PROBES = 3;
    private static final int MUTANT_OPERATIONS = 6;
    private static final int MOST_MINUTES = 1440;

    @Mixin
    private Output output;

    @Option(names = "--implementation", paramLabel = "LIST", split = ",",
            description = "Check only these; default: all, including those of providers on the class path.")
    private List<String> implementations;

    @Option(names = "--bounds", paramLabel = "R,P,K",
            description = "Readers (1 to 3), probes (1 to 4), operations; default: 2,3,6.")
    private String bounds;

    @Option(names = "--mutants", description = "Also show which mutants the check finds.")
    private boolean mutants;

    @Option(names = "--frontier", paramLabel = "MINUTES",
            description = "Instead widen the bounds for this time (1 to 1440 minutes), or until the heap is full.")
    private Integer frontier;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write the table to this file.")
    private Path csv;

    @Option(names = "--replay", paramLabel = "DIR",
            description = "Also write a JUnit test there that plays the first mismatch on real threads.")
    private Path replay;

    @Override
    public Integer call() throws IOException {
        Bounds chosen = bounds();
        List<String> names = names();
        ObjectNode result = Json.object();
        CorrectnessCsv table = new CorrectnessCsv();
        boolean fine = true;
        for (String name : names) {
            for (ModelVerdict verdict : verdicts(name, chosen)) {
                add(result.withArray("implementations"), verdict);
                table.add(verdict);
                writeReplay(verdict);
                fine &= verdict.asExpected();
            }
        }
        if (mutants) {
            MutationReport report = MutationReport.run(MUTANT_PROBES, MUTANT_OPERATIONS);
            output.text(report.toString().stripTrailing());
            result.put("mutantsAsExpected", report.complete());
            fine &= report.complete();
        }
        if (csv != null) {
            table.write(csv);
        }
        output.json(result.put("asExpected", fine));
        return fine ? 0 : Lab.FAILED;
    }

    private List<ModelVerdict> verdicts(String name, Bounds chosen) {
        if (frontier == null) {
            ModelVerdict verdict = Checker.check(name, chosen);
            output.text(verdict.toString());
            return List.of(verdict);
        }
        if (frontier < 1 || frontier > MOST_MINUTES) {
            throw new UsageException("--frontier", "minutes, 1 to " + MOST_MINUTES, "'" + frontier + "'");
        }
        return BoundsSearch.of(name, Duration.ofMinutes(frontier), attempt -> output.text(attempt.toString())).stream()
                .flatMap(attempt -> attempt.verdict().stream()).toList();
    }

    private static void add(ArrayNode all, ModelVerdict verdict) {
        all.addObject().put("implementation", verdict.implementation()).put("mark", verdict.mark())
                .put("asExpected", verdict.asExpected()).put("bounds", verdict.bounds().toString())
                .put("states", verdict.states()).put("violations", verdict.violations())
                .put("entered", verdict.weakest().entered()).put("calls", verdict.weakest().calls())
                .put("summary", verdict.summary());
    }

    private void writeReplay(ModelVerdict verdict) throws IOException {
        Optional<Trace> mismatch = verdict.traces().stream().filter(t -> t.violated() == Property.PAIRING).findFirst();
        if (replay != null && mismatch.isPresent()) {
            Path folder = Files.createDirectories(replay.resolve(verdict.implementation()));
            Path file = folder.resolve("ReplayedViolationTest.java");
            Files.writeString(file, Replay.test(verdict.implementation(), mismatch.get()));
            output.text("wrote " + file);
        }
    }

    private Bounds bounds() {
        try {
            return bounds == null ? Bounds.DEFAULT : Bounds.parse(bounds);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--bounds", "R,P,K: 1 to 3 readers, 1 to 4 probes, operations", "'" + bounds + "'",
                    e);
        }
    }

    private List<String> names() {
        List<String> known = Checker.implementations();
        if (implementations == null) {
            return known;
        }
        for (String name : implementations) {
            if (!known.contains(name)) {
                throw new UsageException("--implementation", "a list of " + String.join(", ", known),
                        "'" + name + "'");
            }
        }
        return implementations;
    }
}
