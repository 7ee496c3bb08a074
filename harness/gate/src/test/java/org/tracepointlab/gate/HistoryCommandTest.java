package org.tracepointlab.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Printed;
import org.tracepointlab.gate.history.Entry;
import org.tracepointlab.gate.history.HistoryStore;
import org.tracepointlab.gate.rule.JmhJson;

/** The commands of a history, as a user types them. */
class HistoryCommandTest {

    private static final String[] OF_COMMIT = {"--commit", "1a2b3c4d5e", "--commit-time", "2026-01-31T12:00:00+01:00"};
    private static final String DATA = "window.BENCHMARK_DATA = {\"lastUpdate\":1573312140323,\"repoUrl\":\"x\","
            + "\"entries\":{\"My suite\":[{\"commit\":{\"id\":\"45d78258e495044a551046f50604da3c893052ce\",\"message\":"
            + "\"add it\\n\\nand more\",\"timestamp\":\"2019-11-10T00:06:58+09:00\"},\"date\":1573312140323,"
            + "\"tool\":\"cargo\",\"benches\":[{\"name\":\"fib 1.5\",\"value\":254,\"range\":\"+/- 35\",\"unit\":"
            + "\"ns/iter\"},{\"name\":\"none\",\"value\":0,\"unit\":\"ns/iter\"}]},{\"commit\":{\"id\":\"b840614f\"},"
            + "\"date\":1573312301293,\"tool\":\"customBiggerIsBetter\",\"benches\":[{\"name\":\"rate\",\"value\":9.5,"
            + "\"unit\":\"MB/s\"}]}]}};\n";

    @TempDir
    Path folder;
    private String out;
    private String err;

    @BeforeEach
    void files() throws IOException {
        write("run.json", JmhJson.file(JmhJson.forks(3, 10, 0.01, 1)));
        write("data.js", DATA);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int history(String command, String... args) {
        StringWriter said = new StringWriter();
        StringWriter complained = new StringWriter();
        int code = JmhGate.execute(folder, new PrintWriter(said), new PrintWriter(complained), Stream.concat(
                Stream.of("history", command), Stream.of(args)).toArray(String[]::new));
        out = said.toString();
        err = complained.toString();
        return code;
    }

    private int add(String run, String... more) {
        return history("add", Stream.concat(Stream.of(run), Stream.of(more)).toArray(String[]::new));
    }

    private List<Entry> entries() throws IOException {
        return new HistoryStore(folder.resolve("benchmark-history"), note -> {
            throw new AssertionError(note);
        }).read();
    }

    @Test
    void aJmhResultIsAddedOnce() throws IOException {
        assertThat(add("run.json", OF_COMMIT)).as(() -> err).isZero();
        assertThat(out).isEqualToNormalizingNewlines("history: 1 line added\n");
        assertThat(add("run.json", OF_COMMIT)).isZero();
        assertThat(out).isEqualToNormalizingNewlines("history: 0 lines added, 1 there already\n");
        assertThat(entries()).singleElement().satisfies(e -> {
            assertThat(e.id().toString()).isEqualTo("Some.bench avgt");
            assertThat(e.forks()).hasSize(3).allSatisfy(fork -> assertThat(fork).isBetween(9.0, 11.0));
            assertThat(e.commit().time()).hasToString("2026-01-31T11:00:00Z");
            assertThat(e.machine().cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
            assertThat(e.machine().jdk()).isEqualTo("17.0.9 OpenJDK");
            assertThat(e.settings()).isEqualTo("-Xmx1g -Dtmp=...");
        });
    }

    @Test
    void theCheckoutSaysWhichCommitItIs() throws IOException {
        for (String[] git : new String[][] {{"init", "-q"}, {"-c", "user.name=t", "-c", "user.email=t@example.org",
            "commit", "-q", "--allow-empty", "-m", "Make it <b>fast</b>"}}) {
            assertThat(Printed.by(new ProcessBuilder(Stream.concat(Stream.of("git"), Stream.of(git)).toList())
                    .directory(folder.toFile()).start()).exit()).isZero();
        }
        assertThat(add("run.json")).as(() -> err).isZero();
        assertThat(add("run.json", "--commit", "HEAD")).isZero();
        assertThat(out).contains("1 there already");
        assertThat(entries()).singleElement().satisfies(e -> {
            assertThat(e.commit().id()).matches("[0-9a-f]{40}");
            assertThat(e.commit().subject()).isEqualTo("Make it <b>fast</b>");
        });
    }

    @Test
    void aGatesCandidateIsAddedWithVerdictAndWork() throws IOException {
        write("gate/candidate.json", JmhJson.file(JmhJson.forks(6, 10, 0.01, 1)));
        write("gate/verdict.json", "{\"benchmarks\":[{\"benchmark\":\"org.example.Some.bench\",\"mode\":\"avgt\","
                + "\"params\":{},\"verdict\":\"FAIL\"}],\"work\":[{\"benchmark\":\"org.example.Work.w\",\"params\":"
                + "{\"n\":\"5\"},\"counter\":\"work.calls\",\"verdict\":\"PASS\",\"before\":7,\"after\":8},"
                + "{\"benchmark\":\"org.example.Work.w\",\"params\":"
                + "{\"n\":\"5\"},\"counter\":\"work.bytes\",\"verdict\":\"FAIL\","
                + "\"before\":7,\"after\":null}],\"run\":{\"candidate\":{\"feature\":17}}}");
        assertThat(add("gate", OF_COMMIT)).as(() -> err).isZero();
        assertThat(entries()).hasSize(2).anySatisfy(e -> {
            assertThat(e.verdict()).isEqualTo("FAIL");
            assertThat(e.forks()).hasSize(6);
        }).anySatisfy(e -> {
            assertThat(e.id().toString()).isEqualTo("Work.w[n=5] work");
            assertThat(e.work()).containsOnlyKeys("work.calls").containsValue(8.0);
            assertThat(e.verdict()).isEqualTo("PASS");
        });
    }

    @Test
    void aRunsFolderSaysItsMachineAndCommit() throws IOException {
        write("run/jmh.json", JmhJson.file(JmhJson.forks(3, 10, 0.01, 1)));
        write("run/environment.json", "{\"startedAt\":\"2026-02-03T04:05:06Z\",\"cpu\":{\"model\":\"Some CPU\","
                + "\"logicalCores\":64},\"os\":{\"name\":\"Linux\",\"version\":\"6.1.0-13-amd64\",\"arch\":\"amd64\"},"
                + "\"git\":{\"commit\":\"2fdafe038a048994f8de7611b54316acba244821\"}}");
        assertThat(add("run")).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --commit-time: expected a time beside the commit 2fdafe0");
        assertThat(add("run", "--commit-time", "2026-02-03T00:00:00Z")).isZero();
        assertThat(entries()).singleElement().satisfies(e -> {
            assertThat(e.machine().toString()).isEqualTo("Some CPU, 64 cores, Linux 6.1 amd64, JDK 17.0.9 OpenJDK");
            assertThat(e.commit().id()).startsWith("2fdafe0");
            assertThat(e.time()).hasToString("2026-02-03T04:05:06Z");
        });
    }

    @Test
    void dataOfGithubActionBenchmarkIsImported() throws IOException {
        assertThat(history("import", "data.js", "--machine", "ubuntu")).as(() -> err).isZero();
        assertThat(out).contains("history: 2 lines added");
        assertThat(err).contains("left out 'none': expected a value above 0, found 0").hasLineCount(1);
        assertThat(entries()).anySatisfy(e -> {
            assertThat(e.id().toString()).isEqualTo("fib 1.5[suite=My suite] smaller is better");
            assertThat(e.commit().subject()).isEqualTo("add it");
            assertThat(e.commit().time()).hasToString("2019-11-09T15:06:58Z");
            assertThat(e.forks()).containsExactly(254.0);
            assertThat(e.machine().toString()).isEqualTo("ubuntu");
        }).anySatisfy(e -> {
            assertThat(e.id().mode()).isEqualTo(Entry.BIGGER);
            assertThat(e.commit().time()).hasToString("2019-11-09T15:11:41.293Z");
        });
        assertThat(history("import", "data.js", "--machine", "ubuntu")).isZero();
        assertThat(out).contains("0 lines added, 2 there already");
        assertThat(history("import", Stream.concat(Stream.of("run.json"), Stream.of(OF_COMMIT))
                .toArray(String[]::new))).isZero();
        assertThat(entries()).filteredOn(e -> e.machine().toString().equals("imported")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "a.js|{\"entries\":{}}|expected 'window.BENCHMARK_DATA = {...}'",
        "b.js|window.BENCHMARK_DATA = {\"entries\":|expected JSON, found",
        "c.js|window.BENCHMARK_DATA = {\"entries\":[]}|expected entries of github-action-benchmark, found none",
        "d.js|window.BENCHMARK_DATA = {\"entries\":{}}|expected benches with values above 0, found none",
        "e.js|window.BENCHMARK_DATA = {\"entries\":{\"s\":[{\"benches\":[]}]}}|suite 's', entry 1: expected a commit",
        "f.js|window.BENCHMARK_DATA = {\"entries\":{\"s\":[{\"commit\":{\"id\":\"a\"}}]}}|expected a timestamp",
        "g.json|{}|expected a JMH result (an array)",
        "h.json|[{\"benchmark\":\"a.b\"}]|expected scores above 0 or counts of a benchmark, found none",
    })
    void whatIsNoResultIsCode65AndAddsNothing(String name, String text, String message) throws IOException {
        write(name, text);
        assertThat(history("import", Stream.concat(Stream.of("run.json", name), Stream.of(OF_COMMIT))
                .toArray(String[]::new))).isEqualTo(65);
        assertThat(err.lines().reduce((a, b) -> b).orElseThrow()).startsWith("jmh-gate: " + folder.resolve(name) + ":")
                .contains(message);
        assertThat(folder.resolve("benchmark-history")).doesNotExist();
    }

    @Test
    void wrongUseIsOneLineAndCode64() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        assertThat(add("none.json", OF_COMMIT)).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: RUN: expected the folder of a gate or a run").hasLineCount(1);
        assertThat(add("run.json")).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --commit: expected a commit, since ").hasLineCount(1);
        assertThat(add("run.json", "--commit", "x", "--commit-time", "noon")).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --commit-time: expected a time like ").hasLineCount(1);
        assertThat(add("run.json", "--commit", "--output=x", "--commit-time", "2026-01-31T12:00:00Z")).isEqualTo(64);
        assertThat(history("import", "none.js")).isEqualTo(64);
        assertThat(JmhGate.execute(folder, new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()),
                "history")).isEqualTo(64);
        assertThat(add("empty", OF_COMMIT)).isEqualTo(65);
        assertThat(err).contains("empty: expected candidate.json and verdict.json of a gate, or jmh.json of a run");
    }

    @Test
    void aHistoryThatIsNoneIsCode65() throws IOException {
        for (String command : List.of("report", "otava")) {
            assertThat(history(command)).as(command).isEqualTo(65);
            assertThat(err).contains("expected the folder of a history, found none").hasLineCount(1);
            Files.createDirectories(folder.resolve("empty"));
            assertThat(history(command, "--history", "empty")).as(command).isEqualTo(65);
            assertThat(err).contains("expected lines of a history, found none").hasLineCount(1);
        }
        add("run.json", OF_COMMIT);
        write("benchmark-history/x.jsonl", "{\"schema\":2}\n");
        assertThat(history("report")).isEqualTo(65);
        assertThat(err).contains("x.jsonl, line 1: expected a line of schema 1, found schema 2").hasLineCount(1);
    }

    @Test
    void theReportSaysWhatChangedLast() throws IOException {
        assertThat(history("simulate", "--into", "made", "--commits", "100")).isZero();
        assertThat(history("report", "--history", "made", "--out", "site/index.html", "--title", "<main>")).isZero();
        assertThat(out).containsPattern("history: Since [0-9a-f]{7}, 2026-03-\\d\\d, Index.lookup .*50% more bytecodes")
                .contains("in 100 commits");
        assertThat(Files.readString(folder.resolve("site/index.html"))).contains("<title>&lt;main&gt;</title>");
        assertThat(history("report", "--history", "made", "--out", "made/x.jsonl/y.html")).isZero();
    }

    @Test
    void otavaGetsANumberInEachCell() throws IOException {
        history("simulate", "--into", "made", "--commits", "30");
        assertThat(history("otava", "--history", "made", "--out", "tables")).as(() -> err).isZero();
        try (Stream<Path> tables = Files.list(folder.resolve("tables"))) {
            List<CsvRow> rows = Csv.read(tables.findFirst().orElseThrow(), List.of("time", "commit", "subject",
                    "Codec.decode avgt", "Codec.decode avgt work.bytecodes", "Queue.transfer thrpt"));
            assertThat(rows).hasSize(30);
            assertThat(rows.get(0).get("time")).isEqualTo("2026-01-05T09:00:00Z");
            assertThat(rows).allSatisfy(row -> assertThat(Double.parseDouble(row.get("Codec.decode avgt")))
                    .isBetween(80.0, 200.0));
        }
    }

    @Test
    void theFiguresAreWritten() throws IOException {
        assertThat(history("simulate", "--series", "20", "--out", "figures.md")).isZero();
        assertThat(Files.readString(folder.resolve("figures.md"))).isEqualTo(out)
                .contains("    jmh-gate history simulate --series 20 --seed 20", "| 3%, normal | 200 | 0.00% |",
                        "| 3%, normal | +50% | 100.0% |");
        assertThat(history("simulate", "--series", "0")).isEqualTo(64);
    }
}
