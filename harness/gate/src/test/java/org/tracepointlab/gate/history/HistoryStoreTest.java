package org.tracepointlab.gate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tracepointlab.gate.history.HistoryLines.line;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.gate.core.Printed;
import org.tracepointlab.gate.core.WrongInputException;

/** Nothing is lost or there twice, whoever adds at the same time, is killed, or merges. */
@Timeout(120)
class HistoryStoreTest {

    private static final String A = "org.example.A.a";
    /** Not at every byte: each append waits for the disk. */
    private static final int FEW = 11;

    @TempDir
    Path folder;
    private final List<String> notes = new ArrayList<>();

    private HistoryStore store() {
        return new HistoryStore(folder, notes::add);
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
        }
    }

    @Test
    void whatIsAddedIsRead() throws IOException {
        Entry one = line(A, 1, 1.5, 1.25);
        assertThat(store().add(List.of(one, line("org.example.B.b", 1, 3)))).isEqualTo(new HistoryStore.Added(2, 0));
        assertThat(store().read()).contains(one).hasSize(2);
        assertThat(folder.resolve(HistoryLines.MACHINE.fingerprint()).resolve("org.example.A.jsonl")).isRegularFile();
        assertThat(folder.resolve(".gitattributes")).hasContent("*.jsonl merge=union");
        assertThat(notes).isEmpty();
    }

    @Test
    void theSameRunAddsNothingAgain() throws IOException {
        store().add(List.of(line(A, 1, 1.5)));
        byte[] before = Files.readAllBytes(file());
        assertThat(store().add(List.of(line(A, 1, 1.5), line(A, 1, 1.5)))).isEqualTo(new HistoryStore.Added(0, 2));
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(store().add(List.of(line(A, 1, 1.6)))).as("another run of the commit")
                .isEqualTo(new HistoryStore.Added(1, 0));
    }

    /** Of an append that was killed anywhere, the lines before stay, and adding the run again makes it whole. */
    @Test
    void anAppendThatWasCutOffAnywhereIsMendedByTheNext() throws IOException {
        store().add(List.of(line(A, 1, 1.5)));
        int whole = (int) Files.size(file());
        store().add(List.of(line(A, 2, 2.0)));
        byte[] bytes = Files.readAllBytes(file());
        for (int length = whole + 1; length < bytes.length; length++) {
            notes.clear();
            Files.write(file(), Arrays.copyOf(bytes, length));
            boolean ended = length == bytes.length - 1;
            assertThat(store().read()).as("%d bytes", length).hasSize(ended ? 2 : 1);
            assertThat(notes).as("%d bytes", length).hasSize(ended ? 0 : 1)
                    .allMatch(note -> note.contains(".jsonl, line 2: passed over a torn line"));
            if (length % FEW == 0 || ended) {
                assertThat(store().add(List.of(line(A, 2, 2.0), line(A, 3, 3.0))).added()).as("%d bytes", length)
                        .isEqualTo(ended ? 1 : 2);
                notes.clear();
                assertThat(store().read()).extracting(e -> e.forks().get(0)).as("%d bytes", length)
                        .containsExactly(1.5, 2.0, 3.0);
                assertThat(notes).isEmpty();
            }
        }
    }

    private Process adds(int first, int lines) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), HistoryLines.class.getName(),
                folder.toString(), "" + first, "" + lines).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    @Test
    void twoProcessesAddAtOnce() throws Exception {
        List<Process> both = List.of(adds(0, 25), adds(1000, 25));
        for (Process process : both) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(store().read()).hasSize(2 * 2 * 25);
        assertThat(notes).isEmpty();
    }

    @Test
    void whatAProcessAddedBeforeItWasKilledIsThere() throws Exception {
        Process process = adds(0, 1_000_000);
        assertThat(process.getInputStream().read()).isEqualTo('b');
        Path file = folder.resolve(HistoryLines.MACHINE.fingerprint()).resolve("org.example.A.jsonl");
        while (process.isAlive() && (Files.notExists(file) || Files.size(file) < 20_000)) {
            Thread.onSpinWait();
        }
        long seen = Files.readString(file).lines().count() - 1;
        process.destroyForcibly().waitFor();

        assertThat(store().read()).hasSizeGreaterThanOrEqualTo((int) seen).hasSizeGreaterThan(10);
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            all.add(line(A, i, 1 + i));
            all.add(line("org.example.A.b", i, 2 + i));
        }
        store().add(all);
        notes.clear();
        assertThat(store().read()).containsAll(all).doesNotHaveDuplicates();
        assertThat(notes).isEmpty();
    }

    private void git(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
        command.addAll(List.of(args));
        Printed said = Printed.by(new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .start());
        assertThat(said.exit()).as(said.text()).isZero();
    }

    /** Both branches append different lines, and one that is the same; one of them was cut off in its last line. */
    @Test
    void twoBranchesAreMergedByGit() throws Exception {
        git("init", "-q", "-b", "main");
        store().add(List.of(line(A, 1, 1)));
        git("add", "-A");
        git("commit", "-q", "-m", "one");
        git("checkout", "-q", "-b", "other");
        store().add(List.of(line(A, 2, 2), line(A, 3, 3)));
        git("commit", "-q", "-am", "two");
        git("checkout", "-q", "main");
        store().add(List.of(line(A, 2, 2), line(A, 4, 4)));
        Files.writeString(file(), Files.readString(file()) + line(A, 5, 5).line().substring(0, 90));
        git("commit", "-q", "-am", "three");
        git("merge", "-q", "--no-edit", "other");

        assertThat(store().read()).extracting(e -> e.forks().get(0)).containsExactlyInAnyOrder(1.0, 2.0, 3.0, 4.0);
        assertThat(notes).singleElement().asString().contains("passed over a torn line");
        store().add(List.of(line(A, 5, 5)));
        assertThat(store().read()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"schema\":2,\"benchmark\":\"a\"}|line 2: expected a line of schema 1, found schema 2; a newer jmh-gate",
        "{\"benchmark\":\"a\"}|line 2: expected a line of schema 1, found none",
        "{\"schema\":1,\"benchmark\":\"a\"}|expected a field forks, found none",
        "<<<<<<< HEAD|found a conflict of a merge; keep all lines, and put '*.jsonl merge=union' into .gitattributes",
        "[1]|expected a line of a history, found [1]",
        "what is this|expected a line of a history, found",
    })
    void whatIsNoHistoryIsRefusedAndLeftAlone(String text, String message) throws IOException {
        store().add(List.of(line(A, 1, 1)));
        Files.writeString(file(), Files.readString(file()) + text + "\n");
        byte[] before = Files.readAllBytes(file());
        assertThatThrownBy(() -> store().read()).isInstanceOf(WrongInputException.class)
                .hasMessageContaining(file() + ", line 2: ").hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
        assertThatThrownBy(() -> store().add(List.of(line("org.example.B.b", 2, 2), line(A, 2, 2))))
                .isInstanceOf(WrongInputException.class);
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
        assertThat(file().resolveSibling("org.example.B.jsonl")).as("what comes before it").doesNotExist();
    }

    @Test
    void scoresAndCountsThatAreNoneAreRefused() throws IOException {
        for (String wrong : List.of("\"forks\":[0.0]", "\"forks\":[\"NaN\"]", "\"forks\":[-1]")) {
            store().add(List.of(line(A, 1, 1)));
            Files.writeString(file(), line(A, 1, 1).line().replace("\"forks\":[1.0]", wrong) + "\n");
            assertThatThrownBy(() -> store().read()).hasMessageContaining("expected scores above 0 as forks");
            Files.delete(file());
        }
    }

    /** A name from elsewhere names no file outside of the history. */
    @Test
    void namesAreNoPaths() throws IOException {
        store().add(List.of(line("../../x/y", 1, 1), line("...", 1, 1), line("a/b\u0000.c", 1, 1),
                line("x".repeat(5000) + ".b", 1, 1)));
        assertThat(store().read()).hasSize(4);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(f -> f.toString().endsWith(".jsonl")).map(f -> f.getParent().getParent()))
                    .allMatch(folder::equals).hasSizeGreaterThan(2);
        }
    }

    @Test
    void othersAttributesAreKept() throws IOException {
        Files.write(folder.resolve(".gitattributes"), "*.png binary".getBytes(StandardCharsets.UTF_8));
        store().add(List.of(line(A, 1, 1)));
        assertThat(folder.resolve(".gitattributes")).hasContent("*.png binary\n*.jsonl merge=union");
    }
}
