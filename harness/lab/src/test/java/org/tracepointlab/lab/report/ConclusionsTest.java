package org.tracepointlab.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.data.RunData;
import org.tracepointlab.lab.data.SyntheticRun;
import org.tracepointlab.lab.run.Measurement;

/** The sentences follow from the run: each run here differs from the first in one thing, and so do they. */
class ConclusionsTest {

    @TempDir
    Path folder;

    private List<String> of(SyntheticRun run, UnaryOperator<Measurement> change) throws IOException {
        return Conclusions.of(RunData.of(folder, Json.object(), run.measurements().stream().map(change).toList(),
                SyntheticRun.REFERENCE));
    }

    private List<String> ofDefault(UnaryOperator<Measurement> change) throws IOException {
        SyntheticRun.correctness(folder);
        return of(SyntheticRun.likeDefault(), change);
    }

    private static UnaryOperator<Measurement> times(String implementation, double factor,
            Map<String, Double> counters) {
        return m -> {
            boolean own = m.param("implementation").equals(implementation) && m.benchmark().equals(Names.DISABLE_ALL);
            Map<String, Double> metrics = new HashMap<>(m.metrics());
            metrics.putAll(own ? counters : Map.of());
            return new Measurement(m.benchmark(), m.mode(), m.unit(), m.params(), m.fork(), m.iteration(),
                    own ? m.score() * factor : m.score(), m.samples(), metrics);
        };
    }

    private static SyntheticRun teardowns(String... implementations) {
        SyntheticRun run = new SyntheticRun();
        for (String implementation : implementations) {
            for (int n : new int[] {10, 50, 100}) {
                run.teardown(implementation, "kernel", 1000, n, 0, 3);
            }
        }
        return run;
    }

    @Test
    void aWholeRunSaysWhatToUseWhatItCostsAndWhatTheKernelHas() throws IOException {
        List<String> all = ofDefault(m -> m);
        assertThat(all).hasSize(6);
        assertThat(all.get(0)).isEqualTo("Use conditional: it is correct, and takes less time than unconditional.");
        assertThat(all.get(1)).isEqualTo("Correct: unconditional, conditional. "
                + "MISMATCH (a func can be called with another func's data): original. Not checked: batched.");
        assertThat(all.get(2)).startsWith("Disabling 1,962 tracepoints at HZ=1000 takes original 19")
                .containsPattern("unconditional 5\\d\\.\\d times as long \\(10\\.\\d s\\)")
                .containsPattern("conditional 1\\.\\d\\d times as long \\(3\\d\\d ms\\)").endsWith("say nothing.");
        assertThat(all.get(3)).isEqualTo("The run can be believed: 351 of 351,000 ticks late (0.10%).");
        assertThat(all.get(4)).matches("The curve is the kernel's within \\d\\.\\d%: .*HZ=250.*HZ=1000.*");
        assertThat(all.get(5)).contains("13.6 times as long as original, here 5", "9.82 s more there",
                "patching, is 397 \u00b5s a tracepoint there and 97.8");
    }

    @Test
    void theCheapestCorrectOneIsNamedWhicheverItIs() throws IOException {
        assertThat(ofDefault(times("conditional", 300, Map.of())).get(0))
                .startsWith("Use unconditional: it is correct, and takes less time than conditional.");
        assertThat(ofDefault(times("conditional", 30, Map.of())).get(0))
                .startsWith("Use unconditional or conditional: each is correct, and their times cannot be told apart.");
        List<String> met = ofDefault(times("conditional", 1, Map.of("mismatches", 1.0, "readerFires", 9.0)));
        assertThat(met.get(1)).contains("another func's data): original, conditional.");
        assertThat(met.get(0))
                .startsWith("Use unconditional: it is correct, and no other one is known to be.");
        Files.delete(folder.resolve("correctness.csv"));
        assertThat(of(SyntheticRun.likeDefault(), m -> m).get(0)).isEqualTo("Use none of these: no implementation "
                + "that was measured is known to be correct.");
    }

    @Test
    void whereIterationsOverlapNoneIsFaster() throws IOException {
        assertThat(ofDefault(times("conditional", 95.0 / 170, Map.of())).get(2))
                .contains("the iterations overlap, so that neither is known to be faster");
        assertThat(ofDefault(m -> m).get(2)).doesNotContain("overlap");
    }

    @Test
    void anInvalidRunConcludesNothingFromItsTimes() throws IOException {
        List<String> all = ofDefault(times("original", 1, Map.of("lateTicks", 500.0)));
        assertThat(all).hasSize(3);
        assertThat(all.get(0)).startsWith("Do not use the times of this run, which is INVALID: ")
                .contains("ticks were late");
        assertThat(all.get(1)).startsWith("Correct: unconditional, conditional.");
        assertThat(all.get(2)).contains("cannot be concluded");
        assertThat(String.join(" ", all)).doesNotContain("Use conditional", "times as long", "within");
    }

    @Test
    void aCurveThatIsNotTheKernelsIsNamedWithTheCause() throws IOException {
        assertThat(ofDefault(times("unconditional", 1.3, Map.of())).get(4))
                .startsWith("The curve is not the kernel's: ").contains("by 6.", "(+3")
                .endsWith("each wait is longer here: something else ran, or what is done between two waits.");
        assertThat(ofDefault(times("unconditional", 0.7, Map.of())).get(4)).endsWith("each wait is shorter here.");
        assertThat(ofDefault(times("unconditional", 0.7, Map.of("gracePeriodWaits", 1.0))).get(4))
                .contains("does not wait once for each tracepoint");
        assertThat(ofDefault(times("unconditional", 0.7, Map.of("gracePeriodWaits", Double.NaN))).get(4))
                .contains("the cause is not known");
        assertThat(ofDefault(times("unconditional", 1.3, Map.of())).get(5))
                .contains("(+3", ", and original's own cost");
    }

    @Test
    void aRatioThatIsTheKernelsIsNotExplained() throws IOException {
        UnaryOperator<Measurement> patching = times("original", 0.397 / 0.099, Map.of());
        UnaryOperator<Measurement> waits = times("unconditional", 1.025, Map.of());
        assertThat(ofDefault(m -> waits.apply(patching.apply(m))).get(5)).contains("13.6 times as long")
                .doesNotContain("original's own cost");
    }

    @Test
    void whatWasNotMeasuredIsSaid() throws IOException {
        SyntheticRun.correctness(folder);
        List<String> alone = of(teardowns("conditional"), m -> m);
        assertThat(alone.get(0)).startsWith("Use conditional: it is correct. Nothing else was measured.");
        assertThat(alone.get(2)).contains("at HZ=1000 takes conditional ", "original is not known");
        assertThat(alone.get(4)).startsWith("Nothing here can be set beside the kernel's curve");
        List<String> original = of(teardowns("original"), m -> m);
        assertThat(original.get(0)).startsWith("Use none of these");
        assertThat(original.get(2)).endsWith("so there is nothing to set against it.");
        assertThat(of(new SyntheticRun(), m -> m).get(0))
                .startsWith("This run has no disable-all of the kernel flavour");
        assertThat(of(teardowns("original", "unconditional", "conditional"), m -> m))
                .as("without the kernel commit's scale").hasSize(5);
    }

    @Test
    void withoutAReferenceNothingIsSaidOfTheKernel() throws IOException {
        List<String> all = Conclusions.of(RunData.of(folder, Json.object(), SyntheticRun.likeDefault().measurements(),
                folder));
        assertThat(all).hasSize(5);
        assertThat(all.get(4)).startsWith("Nothing here can be set beside the kernel's curve");
    }

    /** The largest N that all have, and not the largest of any. */
    @Test
    void figuresAreOfTheLargestNThatMostHave() throws IOException {
        SyntheticRun run = teardowns("original", "conditional").teardown("original", "kernel", 1000, 5000, 0, 2);
        assertThat(of(run, m -> m).get(2)).startsWith("Disabling 100 tracepoints").contains("conditional");
    }

    @Test
    void everyFormOfTheReportBeginsWithThem() throws IOException {
        SyntheticRun.correctness(folder);
        RunData run = SyntheticRun.likeDefault().data(folder);
        String first = "Use conditional: it is correct";
        assertThat(Report.of(run, List.of()).lines().skip(2).findFirst().orElseThrow()).startsWith("- " + first);
        assertThat(HtmlReport.of(run, List.of())).contains("<h1 class=\"summary\">" + first);
        assertThat(ConsoleTable.of(run)).startsWith(first);
        assertThat(ConsoleBars.of(run, false).lines().skip(1).findFirst().orElseThrow()).startsWith(first);
        assertThat(ConsoleTable.of(run).lines()).allMatch(l -> l.length() <= Table.TERMINAL);
        assertThat(Figures.json(run).path("conclusions").path(0).asText()).startsWith(first);
    }
}
