package org.tracepointlab.lab.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Csv;

/** The runner with builds and gates that are made up. */
class SlowdownRunTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String PASS = "{\"verdict\": \"PASS\", \"counts\": [{\"verdict\": \"PASS\"}]}";

    @TempDir
    Path folder;
    private Path patches;
    private Path out;
    private final List<String> built = new ArrayList<>();
    private final List<String> gated = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    /** What a gate leaves, by the name of its folder; PASS where nothing is said. */
    private final Map<String, String> verdicts = new HashMap<>();
    private final Map<String, Integer> exits = new HashMap<>();
    /** What the gate leaves of its cause, by the same name. */
    private final Map<String, String> causes = new HashMap<>();

    @BeforeEach
    void makeFolders() throws IOException {
        patches = Files.createDirectory(folder.resolve("patches"));
        out = folder.resolve("out");
    }

    private void patch(String label, String kind, String size, String more) throws IOException {
        Files.writeString(patches.resolve(label + ".patch"), "Title: t\nWhere: wait\nKind: " + kind + "\nSize: " + size
                + "\nUsers: u\n" + more + "\ndiff --git a/a b/a\n");
    }

    private void fails(String label, String layer, String judged) {
        verdicts.put(label, "{\"verdict\": \"FAIL\", \"counts\": [{\"verdict\": \"PASS\"}], \"" + layer
                + "\": [" + judged + "]}");
    }

    private static String judged(String verdict, String figure) {
        return "{\"verdict\": \"" + verdict + "\", \"benchmark\": \"org.example.Some.bench\", \"params\": "
                + "{\"n\": \"7\", \"empty\": \"\"}, " + figure + "}";
    }

    private void build(String commit, Path patch, Path jar, Path log) throws IOException {
        assertThat(commit).isEqualTo(COMMIT);
        assertThat(log.getParent()).isDirectory();
        String name = patch == null ? "unedited" : patch.getFileName().toString();
        built.add(name);
        if (name.contains("broken")) {
            throw new IOException("git apply " + name + ": exit code 1");
        }
        Files.writeString(jar, name);
    }

    private int gate(Path baseline, Path candidate, Path gateFolder, Path log) throws IOException {
        assertThat(baseline).hasContent("unedited");
        assertThat(gateFolder).doesNotExist();
        String label = gateFolder.getFileName().toString();
        assertThat(candidate).hasContent(label.startsWith("unedited") ? "unedited" : label + ".patch");
        gated.add(label);
        String verdict = verdicts.getOrDefault(label, PASS);
        if (!verdict.isEmpty()) {
            Files.writeString(Files.createDirectories(gateFolder).resolve("verdict.json"), verdict);
        }
        int usual = verdict.contains("{\"verdict\": \"FAIL\"") ? 1 : verdict.contains("INCONCLUSIVE") ? 2
                : verdict.contains("INVALID") ? 3 : 0;
        return exits.getOrDefault(label, usual);
    }

    private boolean run(int unedited) throws IOException {
        return run(unedited, this::gate);
    }

    private boolean run(int unedited, SlowdownRun.Gate gate) throws IOException {
        built.clear();
        gated.clear();
        progress.clear();
        List<PlantedSlowdown> all = PlantedSlowdown.all(patches);
        SlowdownTable table = SlowdownTable.in(out, all, "scripts/gate-mutants --some");
        Files.createDirectories(out);
        return new SlowdownRun(COMMIT, out, this::build, gate, table, progress::add).run(all, unedited);
    }

    private List<String> rows() throws IOException {
        return Csv.read(out.resolve("gate-mutants.csv"), SlowdownResult.COLUMNS).stream()
                .map(r -> r.get("name") + " " + r.get("verdict") + " " + r.get("layer") + " " + r.get("named"))
                .toList();
    }

    private String page() throws IOException {
        return Files.readString(out.resolve("gate-mutants.md"));
    }

    @Test
    void theLayerIsTheFirstThatFails() throws IOException {
        for (String label : List.of("01-a", "02-b", "03-c", "04-d")) {
            patch(label, "constant", "gross", "");
        }
        verdicts.put("01-a", "{\"verdict\": \"FAIL\", \"benchmarks\": [" + judged("FAIL", "\"ratio\": 2")
                + "], \"counts\": [" + judged("PASS", "\"counter\": \"waits\"") + ","
                + judged("FAIL", "\"counter\": \"patches\", \"reason\": \"expected 20, found 40\"") + "]}");
        fails("02-b", "work", judged("FAIL", "\"metric\": \"bytecodes\", \"ratio\": 1.5") + ","
                + judged("FAIL", "\"metric\": \"other\""));
        fails("03-c", "growth", judged("FAIL", "\"metric\": \"bytecodes\""));
        fails("04-d", "benchmarks", judged("INCONCLUSIVE", "\"ratio\": 3") + "," + judged("FAIL", "\"ratio\": 2.5"));
        assertThat(run(0)).isTrue();
        assertThat(rows()).containsExactly("a FAIL counts Some.bench (n=7) patches: expected 20, found 40",
                "b FAIL work Some.bench (n=7) bytecodes x1.500", "c FAIL growth Some.bench (n=7) bytecodes",
                "d FAIL time Some.bench (n=7) x2.500");
        assertThat(page()).contains("Layer that saw it first: counts 1, work 1, growth 1, time 1.");
    }

    @Test
    void whatWasGatedIsKeptUnlessItsPatchChanged() throws IOException {
        patch("01-a", "constant", "gross", "");
        patch("02-b", "constant", "gross", "");
        fails("01-a", "counts", "");
        fails("01-a", "work", judged("FAIL", "\"metric\": \"m\""));
        assertThat(run(1)).isFalse();
        assertThat(built).containsExactly("unedited", "01-a.patch", "02-b.patch");
        assertThat(gated).containsExactly("unedited-01", "01-a", "02-b");
        assertThat(out.resolve("candidate.jar")).doesNotExist();
        List<String> before = rows();

        assertThat(run(1)).as("what survived is not right when it is kept").isFalse();
        assertThat(built).isEmpty();
        assertThat(gated).isEmpty();
        assertThat(rows()).isEqualTo(before);
        assertThat(progress).contains("02-b: PASS (kept)");

        patch("02-b", "growing", "gross", "");
        fails("02-b", "growth", judged("FAIL", "\"metric\": \"m\""));
        assertThat(run(2)).isTrue();
        assertThat(built).containsExactly("02-b.patch");
        assertThat(gated).containsExactly("unedited-02", "02-b");

        Files.delete(patches.resolve("01-a.patch"));
        assertThat(run(0)).isTrue();
        assertThat(rows()).as("rows of patches that are gone").noneMatch(r -> r.startsWith("a "));
    }

    @Test
    void aRunThatIsStoppedLeavesNoRowAndGoesOn() throws IOException {
        patch("01-a", "constant", "gross", "");
        patch("02-b", "constant", "gross", "");
        fails("01-a", "work", judged("FAIL", "\"metric\": \"m\""));
        fails("02-b", "work", judged("FAIL", "\"metric\": \"m\""));
        assertThatThrownBy(() -> run(0, (baseline, candidate, gateFolder, log) -> {
            if (gateFolder.endsWith("02-b")) {
                Files.createDirectories(gateFolder);
                Thread.currentThread().interrupt();
                throw new IOException("interrupted");
            }
            return gate(baseline, candidate, gateFolder, log);
        })).isInstanceOf(IOException.class).hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rows()).hasSize(1);
        assertThat(out.resolve("candidate.jar")).doesNotExist();
        assertThat(run(0)).isTrue();
        assertThat(gated).containsExactly("02-b");
    }

    @Test
    void whatCannotBeBuiltOrGatedIsAnErrorAndDoneAgain() throws IOException {
        patch("01-broken", "constant", "gross", "");
        patch("02-b", "constant", "gross", "");
        patch("03-c", "constant", "gross", "");
        patch("04-d", "constant", "gross", "");
        patch("05-e", "constant", "gross", "Equivalent: ratio 1.000\n");
        verdicts.put("02-b", "");
        exits.put("02-b", 70);
        fails("03-c", "work", judged("FAIL", "\"metric\": \"m\""));
        exits.put("03-c", 137);
        fails("04-d", "work", judged("PASS", "\"metric\": \"m\""));
        verdicts.put("05-e", "{\"verdict\": \"INVALID\"}");
        assertThat(run(0)).isFalse();
        assertThat(rows()).containsExactly("broken ERROR none git apply 01-broken.patch: exit code 1",
                "b ERROR none the gate ended with exit code 70 and left no verdict.json",
                "c ERROR none verdict.json says FAIL, found exit code 137",
                "d ERROR none verdict.json says FAIL, found no layer that does", "e INVALID none none");
        assertThat(page()).contains("seen 0 of 4 (0.0%)");
        run(0);
        assertThat(gated).containsExactly("02-b", "03-c", "04-d", "05-e");
    }

    @Test
    void theScoreIsOfThoseThatAreNotEquivalent() throws IOException {
        patch("01-a", "constant", "gross", "");
        patch("02-b", "growing", "small", "");
        patch("03-c", "growing", "gross", "");
        patch("04-d", "waking", "small", "Equivalent: ratio 1.000 (99%: 0.998 to 1.002) in 20 forks\n");
        fails("01-a", "work", judged("FAIL", "\"metric\": \"m\""));
        fails("03-c", "work", judged("FAIL", "\"metric\": \"m\", \"reason\": \"a | b\""));
        verdicts.put("02-b", "{\"verdict\": \"INCONCLUSIVE\"}");
        assertThat(run(2)).as("02-b survived").isFalse();
        assertThat(page()).contains("Made by `scripts/gate-mutants --some`",
                "**Score: seen 2 of 3 (67%); 4 of 4 slowdowns gated; unedited code: FAIL in 0 of 2 gates.**",
                "| small | 0 of 1 (0.0%) |", "| gross | 2 of 2 (100%) |", "| constant | 1 of 1 (100%) |",
                "| growing | 1 of 2 (50%) |", "## Equivalent ones", "a \\| b",
                "04 d: ratio 1.000 (99%: 0.998 to 1.002) in 20 forks", "| **INCONCLUSIVE** |");
        assertThat(page()).doesNotContain("| waking | 0 of");

        patch("02-b", "growing", "small", "Equivalent: ratio 1.000\n");
        assertThat(run(2)).as("an equivalent one need not be seen").isTrue();
    }

    @Test
    void aFailOfUneditedCodeCountsAgainstTheGate() throws IOException {
        assertThat(run(2)).isTrue();
        fails("unedited-03", "benchmarks", judged("FAIL", "\"ratio\": 1.2"));
        assertThat(run(3)).isFalse();
        assertThat(page()).contains("unedited code: FAIL in 1 of 3 gates", "| **FAIL** | time |");
    }

    private boolean explained() throws IOException {
        gated.clear();
        List<PlantedSlowdown> all = PlantedSlowdown.all(patches);
        SlowdownTable table = SlowdownTable.in(out, all, "scripts/gate-mutants --cause");
        Files.createDirectories(out);
        return new SlowdownRun(COMMIT, out, this::build, (baseline, candidate, gateFolder, log) -> {
            int code = gate(baseline, candidate, gateFolder, log);
            String cause = causes.get(gateFolder.getFileName().toString());
            if (cause != null) {
                Files.writeString(gateFolder.resolve("cause.json"), cause);
            }
            return code;
        }, table, progress::add, path -> "class A {\n  void a() { b(); }\n}\n").run(all, 0);
    }

    private void slow(String label, String... suspects) throws IOException {
        Files.writeString(patches.resolve(label + ".patch"), """
                Title: t
                Where: wait
                Kind: constant
                Size: gross
                Users: u

                diff --git a/A.java b/A.java
                --- a/A.java
                +++ b/A.java
                @@ -2,1 +2,1 @@ class A {
                -  void a() { b(); }
                +  void a() { b(); c(); }
                """);
        fails(label, "work", judged("FAIL", "\"metric\": \"m\""));
        causes.put(label, "{\"benchmarks\": [{\"suspects\": [" + Stream.of(suspects)
                .map(name -> "{\"method\": \"" + name + "\"}").collect(Collectors.joining(",")) + "]}]}");
    }

    @Test
    void thePlaceOfTheMethodAtFaultIsNoted() throws IOException {
        slow("01-a", "A.a", "A.x");
        slow("02-b", "A.x", "A.y", "p.P.c");
        slow("03-c", "A.x", "A.y", "A.z", "A.a");
        slow("04-d", "A.x");
        slow("05-e");
        causes.remove("05-e");
        patch("06-f", "constant", "gross", "");
        Files.writeString(patches.resolve("06-f.patch"), Files.readString(patches.resolve("01-a.patch")));
        assertThat(explained()).as("06 is not seen").isFalse();
        assertThat(Csv.read(out.resolve("gate-mutants.csv"), SlowdownResult.COLUMNS).stream()
                .map(r -> r.get("cause_rank"))).containsExactly("1", "3", "4", "none", "none", "unasked");
        assertThat(page())
                .contains("; a method at fault is the cause's first in 1 and among its first 3 in 2 of 5 (40%)");
        explained();
        assertThat(gated).isEmpty();
    }

    @Test
    void whatWasSeenWithoutItsCauseIsGatedAgainForIt() throws IOException {
        slow("01-a", "A.a");
        assertThat(run(0)).isTrue();
        assertThat(page()).doesNotContain("at fault");
        assertThat(explained()).isTrue();
        assertThat(gated).containsExactly("01-a");
        assertThat(page()).contains("first 3 in 1 of 1 (100%)");
    }

    @Test
    void aTableThatIsNoneIsSaid() throws IOException {
        Files.createDirectories(out);
        Path csv = Files.writeString(out.resolve("gate-mutants.csv"), "number,name\r\n1,a\r\n");
        assertThatThrownBy(() -> SlowdownTable.in(out, List.of(), "")).isInstanceOf(IOException.class)
                .hasMessageStartingWith(csv + ", line 1: expected a column ");
    }
}
