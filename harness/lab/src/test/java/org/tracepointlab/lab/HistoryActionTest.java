package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.rule.JmhJson;

/** The script that keeps a history on a branch of its own, with the program itself, over repositories on the disk. */
@Timeout(300)
class HistoryActionTest {

    private static final Path SCRIPT =
            Path.of("..", "..", "scripts", "ci-examples", "github-history", "history.sh").toAbsolutePath().normalize();
    private static final String COMMAND = "java -XX:TieredStopAtLevel=1 -cp " + System.getProperty("java.class.path")
            + " " + Lab.class.getName();

    @TempDir
    Path folder;
    private String said;

    /** A bare repository, and a clone with one commit and the results of it. */
    @BeforeEach
    void repositories() throws Exception {
        assertThat(bash(folder, Map.of(), "git init -q --bare -b main origin.git && git clone -q origin.git one 2>&1"
                + " && cd one && git config user.name t && git config user.email t@example.org"
                + " && git checkout -q -b main && echo x > file && git add file && git commit -q -m 'Make a file'"
                + " && git push -q origin main && cd .. && git clone -q origin.git two")).as(() -> said).isZero();
        for (String clone : List.of("one", "two")) {
            Files.writeString(folder.resolve(clone).resolve("result.json"),
                    JmhJson.file(JmhJson.forks(3, 10, 0.01, clone.length() + clone.charAt(0))));
        }
    }

    private int bash(Path where, Map<String, String> environment, String command) throws IOException,
            InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(where.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        said = new String(process.getInputStream().readAllBytes());
        return process.waitFor();
    }

    private int step(String clone, String before) throws IOException, InterruptedException {
        return bash(folder.resolve(clone), Map.of("HISTORY_COMMAND", COMMAND, "HISTORY_RUNS", "result.json"), before
                + "bash '" + SCRIPT + "'");
    }

    private List<String> lines() throws IOException, InterruptedException {
        assertThat(bash(folder, Map.of(), "rm -rf seen && git clone -q -b benchmark-history origin.git seen"))
                .as(() -> said).isZero();
        try (Stream<Path> files = Files.walk(folder.resolve("seen"))) {
            Path file = files.filter(f -> f.toString().endsWith(".jsonl")).findFirst().orElseThrow();
            return Files.readAllLines(file);
        }
    }

    @Test
    void resultsAreKeptOnABranchOfTheirOwn() throws Exception {
        assertThat(step("one", "")).as(() -> said).isZero();
        assertThat(said).contains("history: 1 line added", "Nothing changed in 1 commit");
        assertThat(folder.resolve("one/benchmark-site/index.html")).isNotEmptyFile();
        assertThat(lines()).hasSize(1).allMatch(line -> line.contains("\"subject\":\"Make a file\""));
        assertThat(folder.resolve("seen/file")).as("nothing of main").doesNotExist();
        assertThat(bash(folder.resolve("one"), Map.of(), "git worktree list | wc -l; git branch --list | wc -l"))
                .isZero();
        assertThat(said.lines()).containsExactly("1", "1");
        assertThat(step("one", "")).isZero();
        assertThat(said).contains("history: nothing new");
        assertThat(lines()).hasSize(1);
    }

    /** The second job's git is told of the first one's branch only when it pushes. */
    @Test
    void whoComesSecondMerges() throws Exception {
        Path fake = Files.createDirectories(folder.resolve("bin")).resolve("git");
        Files.writeString(fake, "#!/bin/sh\ncase \"$*\" in *ls-remote*) exit 2 ;; esac\nexec "
                + "\"$REAL_GIT\" \"$@\"\n");
        assertThat(fake.toFile().setExecutable(true)).isTrue();
        assertThat(step("one", "")).as(() -> said).isZero();
        assertThat(step("two", "export REAL_GIT=$(command -v git); PATH=" + fake.getParent() + ":$PATH "))
                .as(() -> said).isZero();
        assertThat(lines()).hasSize(2);
        assertThat(folder.resolve("two/benchmark-site/index.html")).content().contains("<td>6 forks<td>");
    }

    @Test
    void whatCannotBeAddedIsNotPushed() throws Exception {
        Files.writeString(folder.resolve("one/result.json"), "{}");
        assertThat(step("one", "")).isEqualTo(65);
        assertThat(bash(folder, Map.of(), "git -C origin.git branch --list benchmark-history")).isZero();
        assertThat(said).isEmpty();
        assertThat(bash(folder.resolve("one"), Map.of(), "git remote set-url origin /nowhere")).isZero();
        assertThat(step("one", "")).isEqualTo(69);
        assertThat(said).contains("::error::history: expected to read the branches of origin");
    }
}
