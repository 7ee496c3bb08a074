package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.gate.rule.JmhJson;

/** What the pages say is so: their examples run, their commands exist, their links lead somewhere. */
class DocumentsTest {

    private static final Path CHECKOUT = checkout();
    private static final int README_BYTES = 8192;

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("tracepoint-impl"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    static Stream<Document> documents() throws IOException {
        return Document.all(CHECKOUT).stream();
    }

    static Stream<Arguments> javaExamples() throws IOException {
        return documents().flatMap(d -> d.blocks().stream().filter(b -> b.language().equals("java"))
                .map(b -> Arguments.of(CHECKOUT.relativize(d.file()), b)));
    }

    @Test
    void findsThePages() throws IOException {
        assertThat(documents().map(d -> CHECKOUT.relativize(d.file()).toString())).contains("README.md", "DECISIONS.md",
                "tracepoint-impl/rcu/README.md", "tracepoint-impl/tracepoint/README.md",
                "tracepoint-impl/check/README.md",
                "bench/README.md", "harness/gate/README.md", "harness/lab/README.md", "results/README.md");
        assertThat(javaExamples()).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void theFrontPageIsShort() throws IOException {
        assertThat(Files.size(CHECKOUT.resolve("README.md"))).isLessThanOrEqualTo(README_BYTES);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("javaExamples")
    void compilesAndPrintsWhatThePageSays(Path page, Document.Block example, @TempDir Path folder)
            throws IOException, InterruptedException {
        assertThat(example.mark()).as("a comment 'run: CLASS' or 'strategy: CLASS' in front of a Java block of " + page)
                .matches("(run|strategy): [\\w.]+");
        String name = example.mark().replaceAll(".*: ", "");
        Path classes = Example.compile(folder, name, example.code());
        if (example.mark().startsWith("run:")) {
            Files.writeString(classes.resolve("before.json"), JmhJson.file(JmhJson.forks(6, 100, 0.001, 1)));
            Files.writeString(classes.resolve("after.json"), JmhJson.file(JmhJson.forks(6, 130, 0.001, 2)));
            Example.Ended ended = Example.java(classes, name);
            assertThat(example.prints()).as("a sentence 'It prints ...' behind the block").isNotEmpty();
            assertThat(ended.lines()).isEqualTo(example.prints());
            assertThat(ended.code()).isZero();
        }
    }

    @Test
    void aStrategyOfOnesOwnIsCheckedAsThePageSays(@TempDir Path folder) throws IOException, InterruptedException {
        Document page = Document.read(CHECKOUT.resolve("tracepoint-impl/tracepoint/README.md"));
        String code = page.blocks().stream().filter(b -> b.mark().equals("strategy: mine.Mine")).findFirst()
                .orElseThrow().code();
        String commands = page.commandsMarked("shell: mine");
        String upToTheCheck = commands.substring(0, commands.indexOf("LAB_CLASSPATH=mine.jar scripts/lab run"));
        Path source = Files.createDirectories(folder.resolve("mine")).resolve("Mine.java");

        Files.writeString(source, code);
        Example.Ended correct = Example.shell(folder, upToTheCheck);
        assertThat(correct.out()).contains("correct").doesNotContain("MISMATCH");
        assertThat(correct.code()).isZero();

        String broken = code.lines().filter(l -> !l.contains("// without this line: MISMATCH"))
                .reduce("", (a, b) -> a + b + "\n");
        assertThat(broken.length()).isLessThan(code.length());
        Files.writeString(source, broken);
        assertThat(Example.shell(folder, upToTheCheck).out()).contains("MISMATCH", "call f");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsAreOnesThatExist(Document page) {
        List<String> wrong = new ArrayList<>();
        page.commandLines().forEach(line -> Commands.problem(line, CHECKOUT)
                .ifPresent(p -> wrong.add(line + ": " + p)));
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void coordinatesAreThoseOfThisBuild(Document page) throws IOException {
        for (Document.Block block : page.blocks()) {
            if (block.language().equals("xml") && block.code().contains("org.tracepointlab")) {
                assertThat(Commands.coordinatesProblem(block.code(), CHECKOUT)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Document page) {
        List<String> broken = new ArrayList<>();
        for (String link : page.links()) {
            if (!link.matches("[a-z]+:.*")) {
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? page.file() : page.file().getParent().resolve(parts[0]).normalize();
                if (Files.notExists(target) || parts.length == 2
                        && !Document.read(target).anchors().contains(parts[1])) {
                    broken.add(link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void noticesAnExampleThatDoesNotCompileOrPrintsSomethingElse(@TempDir Path folder)
            throws IOException, InterruptedException {
        Document page = Document.of(folder.resolve("README.md"),
                "<!-- run: A -->\n```java\nclass A { int i = \"\"; }\n```\n");
        assertThatThrownBy(() -> Example.compile(folder, "A", page.blocks().get(0).code()))
                .hasMessageContaining("A.java");

        Document other = Document.of(folder.resolve("README.md"),
                "<!-- run: B -->\n```java\nclass B { public static void "
                + "main(String[] a) { System.out.println(1); } }\n```\nIt prints `2` and `3`. Not `4`.\n");
        Document.Block block = other.blocks().get(0);
        assertThat(block.mark()).isEqualTo("run: B");
        assertThat(block.prints()).containsExactly("2", "3");
        assertThat(Example.java(Example.compile(folder, "B", block.code()), "B").lines()).containsExactly("1");
    }

    @Test
    void noticesCommandsThatDoNotExist() {
        for (String line : List.of("scripts/lab nothing", "scripts/lab run --no-such-option", "scripts/nothing",
                "mvn -Pnothing",
                "java -jar bench/target/benchmarks.jar -x", "java -jar bench/target/benchmarks.jar NoSuchBenchmark",
                "scripts/gate --no-such-option", "java -jar harness/gate/target/jmh-gate.jar nothing")) {
            assertThat(Commands.problem(line, CHECKOUT)).as(line).isPresent();
        }
    }
}
