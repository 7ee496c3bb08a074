package org.tracepointlab.gate.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tracepointlab.gate.rule.BenchmarkId;

/** Lines of histories for tests; as a program, a process that adds some. */
public final class HistoryLines {

    static final Machine MACHINE = new Machine("Test CPU", 2, "Linux 6.1 amd64", "17.0.9");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private HistoryLines() {
    }

    /** One benchmark at one commit, an hour after the one before. */
    static Entry line(String benchmark, int commit, double... forks) {
        return line(benchmark, commit, Map.of("work.bytecodes", 100.0 + commit), forks);
    }

    static Entry line(String benchmark, int commit, Map<String, Double> work, double... forks) {
        List<Double> all = new ArrayList<>();
        for (double fork : forks) {
            all.add(fork);
        }
        return new Entry(new BenchmarkId(benchmark, "avgt", Map.of("n", "1")), "ns/op", "", commit(commit),
                BEGIN.plusSeconds(3600L * commit + 60), MACHINE, all, work, "PASS", "test");
    }

    static Commit commit(int number) {
        return new Commit(String.format(Locale.ROOT, "%07x%033x", number + 0xabc0000, 7), BEGIN.plusSeconds(
                3600L * number), "Change \u00e4 " + number);
    }

    /** Adds one line after the other: DIR, first commit, how many; says so before the first one. */
    public static void main(String[] args) throws IOException {
        HistoryStore store = new HistoryStore(Path.of(args[0]), System.err::println);
        int first = Integer.parseInt(args[1]);
        System.out.println("begun");
        for (int i = first; i < first + Integer.parseInt(args[2]); i++) {
            store.add(List.of(line("org.example.A.a", i, 1 + i), line("org.example.A.b", i, 2 + i)));
        }
    }
}
