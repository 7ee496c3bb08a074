package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Json;

/**
 * {@code SIGKILL} at any moment: a run is killed, taken up, killed again, until it is whole; then the next one. Its
 * forks are not killed with it, as on any machine. The moments are drawn over the time that a whole run takes here.
 */
class KilledRunTest extends LabLine {

    private static final long SEED = 20261123;
    private static final int MOST_RUNS_A_KILL = 20;

    @TempDir
    Path folder;
    private Path jar;
    private final Map<String, Integer> phases = new TreeMap<>();

    @Test
    void once() throws Exception {
        kill(1);
    }

    @Test
    @Tag("thorough")
    void fiftyTimes() throws Exception {
        kill(50);
    }

    private Process start(List<String> args) throws IOException {
        return new ProcessBuilder(TinyRun.java(List.of(), Lab.class, args)).redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile()).start();
    }

    private void kill(int kills) throws Exception {
        jar = LabStub.jar(folder);
        TinyRun unharmed = new TinyRun(folder.resolve("unharmed"), jar);
        long began = System.nanoTime();
        assertThat(start(unharmed.args("--report")).waitFor()).as(Files.readString(folder.resolve("child.log")))
                .isZero();
        long span = System.nanoTime() - began;
        String expected = Files.readString(unharmed.finished().resolve("jmh.json"));
        long forks = results(unharmed.finished());

        Random random = new Random(SEED);
        int done = 0;
        int runs = 0;
        TinyRun run = null;
        while (done < kills) {
            assertThat(runs).as("runs that ended before they could be killed").isLessThan(kills * MOST_RUNS_A_KILL);
            if (run == null) {
                run = new TinyRun(folder.resolve("run" + runs++), jar);
            }
            boolean fresh = run.runs(".unfinished").isEmpty();
            long start = System.nanoTime();
            Process process = start(fresh ? run.args("--report") : run.args("--report", "--resume"));
            if (process.waitFor((long) (random.nextDouble() * span), TimeUnit.NANOSECONDS)) {
                assertThat(process.exitValue()).as(Files.readString(folder.resolve("child.log"))).isZero();
                // What else the machine had to do may have ended since.
                span = fresh ? Math.min(span, System.nanoTime() - start) : span;
            } else {
                process.destroyForcibly().waitFor();
                done++;
                phases.merge(phase(run, forks), 1, Integer::sum);
                check(run);
            }
            if (!run.runs("smoke").isEmpty()) {
                whole(run, expected, forks);
                run = null;
            }
        }
        if (run != null) {
            boolean begun = !run.runs(".unfinished").isEmpty();
            assertThat(lab(begun ? run.args("--report", "--resume") : run.args("--report"))).as(() -> err).isZero();
            whole(run, expected, forks);
        }
        System.out.printf("killed %d times in %d runs: %s%n", done, runs, phases);
    }

    /** Whatever is there under a final name is whole. */
    private void check(TinyRun run) throws IOException {
        for (Path finished : run.runs("smoke")) {
            assertThat(lab("verify-run", finished.toString())).as(() -> out + err).isZero();
        }
        for (Path unfinished : run.runs(".unfinished")) {
            try (Stream<Path> all = Files.walk(unfinished)) {
                for (Path json : all.filter(f -> f.getFileName().toString().matches("[a-z]+\\.json")).toList()) {
                    assertThat(Json.read(json).isEmpty()).as(json.toString()).isFalse();
                }
            }
        }
    }

    /** The same cells with the same figures as without any harm, none twice, and nothing left beside them. */
    private void whole(TinyRun run, String expected, long forks) throws IOException {
        Path finished = run.finished();
        assertThat(finished.resolve("jmh.json")).hasContent(expected);
        assertThat(results(finished)).isEqualTo(forks);
        assertThat(lab("verify-run", finished.toString())).as(() -> out + err).isZero();
        assertThat(run.runs("")).as("unfinished ones").containsExactly(finished);
        try (Stream<Path> all = Files.walk(finished)) {
            assertThat(all.filter(f -> f.getFileName().toString().matches("\\..*|.*partial.*"))).isEmpty();
        }
    }

    private static long results(Path run) throws IOException {
        Path forks = run.resolve("forks");
        if (Files.notExists(forks)) {
            return 0;
        }
        try (Stream<Path> all = Files.list(forks)) {
            return all.filter(f -> Files.exists(f.resolve("result.json"))).count();
        }
    }

    /** How far it had come. */
    private static String phase(TinyRun run, long forks) throws IOException {
        if (!run.runs("smoke").isEmpty()) {
            return "6 at its end";
        }
        List<Path> unfinished = run.runs(".unfinished");
        if (unfinished.isEmpty()) {
            return "1 before its folder";
        }
        Path building = unfinished.get(0);
        return Files.exists(building.resolve("manifest.json")) ? "5 manifest"
                : results(building) < forks ? "2 forks"
                : Files.notExists(building.resolve("cost-curve.csv")) ? "3 tables" : "4 charts and report";
    }
}
