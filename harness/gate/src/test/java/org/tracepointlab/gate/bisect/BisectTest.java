package org.tracepointlab.gate.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.gate.JmhGateRunner;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.StubJmh;

/** Bisections of a repository whose commits each name the stub jar that their build gives. */
@Timeout(120)
class BisectTest {

    private static final String SAME = "same";

    @TempDir
    Path folder;
    private Path checkout;
    private Path jars;
    private final List<String> commits = new ArrayList<>();
    private String out;
    private String err;

    @BeforeEach
    void makeRepository() throws Exception {
        checkout = Files.createDirectory(folder.resolve("checkout with blank"));
        jars = Files.createDirectory(folder.resolve("jars"));
        StubJmh.jar(jars.resolve("same"), "");
        StubJmh.jar(jars.resolve("more"), "behaviour=more");
        StubJmh.jar(jars.resolve("slow"), "implementation=slow");
        StubJmh.jar(jars.resolve("crash"), "behaviour=crash");
        git("init", "-q", "-b", "main");
    }

    private String git(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).directory(checkout.toFile()).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.strip();
    }

    private void commit(String variant, String subject) throws Exception {
        Files.writeString(checkout.resolve("variant"), variant);
        Files.writeString(checkout.resolve("number"), "" + commits.size());
        git("add", "-A");
        git("commit", "-q", "-m", subject);
        commits.add(git("rev-parse", "HEAD"));
    }

    private void history(String... variants) throws Exception {
        for (String variant : variants) {
            commit(variant, "Change number " + commits.size());
        }
    }

    /** Eight commits, the last few of which are of another variant. */
    private void historyWith(String variant, int firstBad) throws Exception {
        for (int i = 0; i < 8; i++) {
            history(i < firstBad ? SAME : variant);
        }
    }

    private String[] arguments(String... more) {
        List<String> args = new ArrayList<>(List.of("bisect", "--good", commits.get(0), "--bad",
                commits.get(commits.size() - 1), "--build", "sh " + jars.resolve("build"), "--product", "out.jar",
                "--out", bisection().toString()));
        args.addAll(List.of(more));
        return args.toArray(new String[0]);
    }

    private Path bisection() {
        return folder.resolve("bisection");
    }

    private int run(String... args) throws IOException {
        Files.writeString(jars.resolve("build"), "while [ -e '" + hold() + "' ]; do sleep 0.1; done\n"
                + "cp \"" + jars + "/$(cat variant)\" out.jar\n");
        StringWriter said = new StringWriter();
        StringWriter complained = new StringWriter();
        int code = JmhGateRunner.run(checkout, new PrintWriter(said), new PrintWriter(complained), args);
        out = said.toString();
        err = complained.toString();
        return code;
    }

    private Path hold() {
        return folder.resolve("hold");
    }

    private void nothingIsTouched() throws Exception {
        assertThat(git("worktree", "list").lines()).hasSize(1);
        assertThat(git("status", "--porcelain")).isEmpty();
        assertThat(git("for-each-ref", "--format=%(refname)")).isEqualTo("refs/heads/main");
        assertThat(git("rev-parse", "HEAD")).isEqualTo(commits.get(commits.size() - 1));
        assertThat(checkout.resolve(".git/BISECT_LOG")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"more, any, 'work.bytecodes', 1", "more, work, 'work.bytecodes', 7", "slow, any, ', time', 5"})
    void theFirstBadCommitIsFound(String variant, String by, String measure, int firstBad) throws Exception {
        historyWith(variant, firstBad);

        assertThat(run(arguments("--include", "Sample.other", "--warmups", "0", "--by", by))).as(() -> out + err)
                .isZero();

        String culprit = commits.get(firstBad);
        assertThat(out).contains("bisect: the first bad commit is " + culprit.substring(0, 7), measure,
                "bisect: before it, at " + commits.get(firstBad - 1).substring(0, 7));
        assertThat(bisection().resolve("bisect.md")).content().contains("Change number " + firstBad,
                "| good, given |", "| bad, given |");
        assertThat(bisection().resolve("first-bad.patch")).content().contains("+" + variant);
        assertThat(Json.read(bisection().resolve("bisect.json")).path("steps").size()).isBetween(2, 3);
        if (variant.equals("more") && firstBad < 7) {
            assertThat(out).contains("bisect: grew in a.A.more()V +50.0");
        }
        nothingIsTouched();
    }

    /** A small loss comes first: the worst of what FAILs divides half-way, and finds the large one. */
    @Test
    void theLargestOfSeveralStepsIsFound() throws Exception {
        StubJmh.jar(jars.resolve("much"), "behaviour=much");
        history(SAME, SAME, "more", "more", "more", "more", "much", "much");

        assertThat(run(arguments("--include", "Sample.other", "--by", "work"))).as(() -> out + err).isZero();

        assertThat(out).contains("the first bad commit is " + commits.get(6).substring(0, 7));
    }

    @Test
    void exactCountsDivideByTheirVerdict() throws Exception {
        Files.writeString(checkout.resolve("gate.json"), "{\"timed\": [], \"counted\": [{\"benchmark\":"
                + " \"org.example.Sample.other\", \"params\": {\"implementation\": \"original\"}, \"warmups\": 0,"
                + " \"iterations\": 2, \"seconds\": 1}], \"counters\": [\"gracePeriodWaits\"]}");
        StubJmh.jar(jars.resolve("waits"), "implementation=unconditional");
        historyWith("waits", 3);

        assertThat(run(arguments("--by", "work"))).as(() -> out + err).isZero();

        assertThat(out).contains("the first bad commit is " + commits.get(3).substring(0, 7),
                "gracePeriodWaits", "from it on: FAIL, expected 0 as in the baseline, found 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"crash", "no such jar"})
    void aCommitThatCannotBeJudgedIsSkipped(String broken) throws Exception {
        history(SAME, SAME, SAME, broken, SAME, "more", "more", "more");

        assertThat(run(arguments("--include", "Sample.other", "--by", "work"))).as(() -> out + err).isZero();

        assertThat(out).contains("the first bad commit is " + commits.get(5).substring(0, 7));
        assertThat(bisection().resolve("bisect.md")).content().contains("| skip |");
        nothingIsTouched();
    }

    @Test
    void severalAreLeftWhereThoseAtTheChangeCannotBeJudged() throws Exception {
        history(SAME, SAME, "crash", "crash", "more", "more");

        assertThat(run(arguments("--include", "Sample.other", "--by", "work"))).as(() -> out + err).isEqualTo(2);

        assertThat(out).contains("one of 3 commits is the first bad one", commits.get(2).substring(0, 7),
                commits.get(3).substring(0, 7), commits.get(4).substring(0, 7))
                .doesNotContain("first bad commit is");
    }

    @Test
    void whatIsNotSlowerHasNoFirstBadCommit() throws Exception {
        history(SAME, SAME, SAME);

        assertThat(run(arguments("--include", "Sample.other", "--by", "work"))).isEqualTo(2);

        assertThat(out).contains("bisect: the bad commit against the good one is PASS: expected a FAIL");
    }

    @Test
    void anEndThatDoesNotBuildIsInvalid() throws Exception {
        history("no such jar", SAME);

        assertThat(run(arguments("--include", "Sample.other"))).isEqualTo(3);

        assertThat(err).startsWith("jmh-gate: bisect: INVALID: building " + commits.get(0));
        StubJmh.jar(jars.resolve("no such jar"), "");
        assertThat(run(arguments("--include", "Sample.other", "--by", "work"))).as("begun anew in the same folder: "
                + err).isEqualTo(2);
        Files.writeString(bisection().resolve("bisect.json"), "{\"schema\": 7}");
        assertThat(run("bisect", "--resume", bisection().toString())).isEqualTo(65);
        assertThat(err).contains("bisect.json: expected schema 1, found 7");
    }

    @Test
    void commitsOfMergedBranchesAreLeftOutIfAskedTo() throws Exception {
        history(SAME, SAME);
        git("checkout", "-q", "-b", "side");
        commit("more", "Slower on a branch");
        commit("more", "Go on there");
        git("checkout", "-q", "main");
        git("merge", "-q", "--no-ff", "-m", "Merge the branch", "side");
        commits.add(git("rev-parse", "HEAD"));
        String slower = commits.get(2);

        assertThat(run(arguments("--include", "Sample.other", "--by", "work"))).as(() -> out + err).isZero();
        assertThat(out).contains("first bad commit is " + slower.substring(0, 7) + " \"Slower on a branch\"");

        Folders.delete(bisection());
        assertThat(run(arguments("--include", "Sample.other", "--by", "work", "--first-parent"))).as(() -> out + err)
                .isZero();
        assertThat(out).contains("first bad commit is " + commits.get(4).substring(0, 7) + " \"Merge the branch\"");
    }

    @Test
    void aSubjectIsShownAsText() throws Exception {
        history(SAME, SAME);
        commit("more", "\u001b[2J | <script>*now*</script>");
        history("more");

        assertThat(run(arguments("--include", "Sample.other", "--by", "work"))).as(() -> out + err).isZero();

        assertThat(out).doesNotContain("\u001b");
        assertThat(bisection().resolve("bisect.md")).content().contains("\\<script\\>\\*now\\*\\</script\\>")
                .doesNotContain("\u001b");
    }

    @Test
    void aStoppedOneGoesOnWhereItWas() throws Exception {
        historyWith("more", 5);
        assertThat(run(arguments("--include", "Sample.other", "--by", "work"))).as(() -> out + err).isZero();
        Path file = bisection().resolve("bisect.json");
        ObjectNode journal = (ObjectNode) Json.read(file);
        ArrayNode steps = (ArrayNode) journal.path("steps");
        int all = steps.size();
        steps.remove(all - 1);
        Json.write(file, journal);
        Path kept = bisection().resolve("steps");
        Files.writeString(kept.resolve("first"), "is here");

        assertThat(run("bisect", "--resume", bisection().toString(), "--build", "sh " + jars.resolve("build"),
                "--product", "out.jar")).as(() -> out + err).isZero();

        assertThat(out).contains("the first bad commit is " + commits.get(5).substring(0, 7));
        assertThat(Json.read(file).path("steps")).hasSize(all);
        nothingIsTouched();
    }

    /** Its builds are killed as well: that says nothing of the commit, and is not written down. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneThatIsKilledGoesOn(boolean byForce) throws Exception {
        historyWith("more", 5);
        Files.writeString(jars.resolve("build"), "if [ $(cat number) != 0 ] && [ $(cat number) != 7 ]; then "
                + "touch '" + folder.resolve("building") + "'; while [ -e '" + hold() + "' ]; do sleep 0.1; done; fi\n"
                + "cp \"" + jars + "/$(cat variant)\" out.jar\n");
        Files.createFile(hold());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                .toString(), "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "org.tracepointlab.gate.JmhGate"));
        command.addAll(List.of(arguments("--include", "Sample.other", "--by", "work")));
        Process process = new ProcessBuilder(command).directory(checkout.toFile()).redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile()).start();
        while (Files.notExists(folder.resolve("building")) && process.isAlive()) {
            Thread.onSpinWait();
        }
        if (byForce) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        assertThat(process.waitFor()).as(Files.readString(folder.resolve("said"))).isGreaterThan(128);
        assertThat(Json.read(bisection().resolve("bisect.json")).path("steps")).isEmpty();
        Files.delete(hold());

        assertThat(run("bisect", "--resume", bisection().toString(), "--build", "sh " + jars.resolve("build"),
                "--product", "out.jar")).as(() -> out + err).isZero();

        assertThat(out).contains("the first bad commit is " + commits.get(5).substring(0, 7));
    }

    @Test
    void wrongUseIsOneLine() throws Exception {
        history(SAME, SAME);
        String first = commits.get(0);
        assertThat(run("bisect", "--good", first)).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --bad: expected a commit, found nothing");
        assertThat(run("bisect", "--good", "no-such", "--bad", "HEAD", "--include", "x")).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --good: expected a commit of ").contains("'no-such'");
        assertThat(run("bisect", "--good", "main", "--bad", "HEAD", "--include", "x")).isEqualTo(64);
        assertThat(err).startsWith("jmh-gate: --bad: expected another commit than --good");
        assertThat(run("bisect", "--resume", folder.toString())).isEqualTo(64);
        assertThat(run("bisect", "--good", first, "--bad", "HEAD", "--by", "taste", "--include", "x")).isEqualTo(64);
    }
}
