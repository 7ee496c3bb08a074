package org.tracepointlab.lab.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.gate.core.Folders;
import org.tracepointlab.gate.core.Printed;

/** The catalogue: each patch says what it is, applies to this checkout, and compiles without a warning. */
class PlantedSlowdownTest {

    private static final int FEWEST = 24;
    private static final int LONGEST = 120;
    private static final Path CHECKOUT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final Path PATCHES = CHECKOUT.resolve("scripts/gate-mutants.d");
    private static final List<Path> PLANTED_IN =
            List.of(Path.of("tracepoint-impl/rcu/src/main/java"), Path.of("tracepoint-impl/tracepoint/src/main/java"));
    private static final String DIFF = "diff --git a/a b/a\n";
    private static final String HEADER = "Title: t\nWhere: wait\nKind: growing\nSize: small\nUsers: u\n";

    @TempDir
    Path folder;

    private static Printed git(Path directory, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_CEILING_DIRECTORIES", directory.getParent().toString());
        return Printed.by(builder.start());
    }

    @Test
    void thereAreManyOfEachKindAndSizeAndInEachPlace() throws IOException {
        List<PlantedSlowdown> all = PlantedSlowdown.all(PATCHES);
        assertThat(all).hasSizeGreaterThanOrEqualTo(FEWEST);
        assertThat(all).extracting(PlantedSlowdown::name).doesNotHaveDuplicates();
        assertThat(all).extracting(PlantedSlowdown::name).as("the pages say --only none")
                .noneMatch(n -> n.contains("none"));
        assertThat(all).extracting(PlantedSlowdown::title).doesNotHaveDuplicates();
        assertThat(all).extracting(PlantedSlowdown::where).containsAll(PlantedSlowdown.PLACES);
        assertThat(all).extracting(PlantedSlowdown::kind).containsAll(PlantedSlowdown.KINDS);
        assertThat(all).filteredOn(p -> p.size().equals("small")).hasSizeGreaterThanOrEqualTo(FEWEST / 2);
        assertThat(all).filteredOn(p -> p.size().equals("gross")).hasSizeGreaterThanOrEqualTo(FEWEST / 2);
    }

    @Test
    void eachAppliesToProductionCodeAlone() throws IOException {
        for (PlantedSlowdown planted : PlantedSlowdown.all(PATCHES)) {
            Printed checked = git(CHECKOUT, "apply", "--check", "--whitespace=error-all", planted.file().toString());
            assertThat(checked.exit()).as(planted.label() + ": " + checked.text()).isZero();
            List<String> lines = Files.readAllLines(planted.file());
            assertThat(lines).as(planted.label()).filteredOn(l -> l.startsWith("+++ "))
                    .isNotEmpty().allMatch(l -> PLANTED_IN.stream().anyMatch(p -> l.startsWith("+++ b/" + p + "/")));
            assertThat(lines).as(planted.label()).filteredOn(l -> l.startsWith("+"))
                    .allMatch(l -> l.length() <= LONGEST + 1);
        }
    }

    @Test
    void whatDoesNotApplyIsNoticed() throws IOException {
        Path patch = Files.writeString(folder.resolve("a.patch"),
                "diff --git a/pom.xml b/pom.xml\n--- a/pom.xml\n+++ b/pom.xml\n@@ -1 +1 @@\n-no such line\n+other\n");
        assertThat(git(CHECKOUT, "apply", "--check", patch.toString()).exit()).isNotZero();
    }

    @Test
    @Tag("thorough")
    void eachCompilesWithoutAWarning() throws IOException {
        assertThat(compiled(null)).as("unpatched").isEmpty();
        for (PlantedSlowdown planted : PlantedSlowdown.all(PATCHES)) {
            assertThat(compiled(planted.file())).as(planted.label()).isEmpty();
        }
    }

    @Test
    @Tag("thorough")
    void aWarningIsNoticed() throws IOException {
        Path source = PLANTED_IN.get(0).resolve("org/tracepointlab/rcu/Raw.java");
        Path patch = Files.writeString(folder.resolve("a.patch"), "diff --git a/" + source + " b/" + source
                + "\nnew file mode 100644\n--- /dev/null\n+++ b/" + source
                + "\n@@ -0,0 +1 @@\n+package org.tracepointlab.rcu; class Raw { java.util.List list; }\n");
        assertThat(compiled(patch)).contains("[rawtypes]");
    }

    /** What the compiler says of both modules with a patch: nothing if it likes them. */
    private String compiled(Path patch) throws IOException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        for (Path sources : PLANTED_IN) {
            copy(CHECKOUT.resolve(sources), tree.resolve(sources));
        }
        if (patch != null) {
            Printed applied = git(tree, "apply", patch.toString());
            assertThat(applied.exit()).as(applied.text()).isZero();
        }
        String said = javac(tree);
        Folders.delete(tree);
        return said;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static String javac(Path tree) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> all = Files.walk(tree)) {
            List<Path> sources = all.filter(f -> f.toString().endsWith(".java")).toList();
            List<String> options = List.of("--release", "17", "-Xlint:all,-processing,-classfile,-path,-options",
                    "-Werror", "-proc:none", "-cp", System.getProperty("java.class.path"), "-d",
                    Files.createDirectory(tree.resolve("classes")).toString());
            javac.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources)).call();
        }
        return said.toString();
    }

    @Test
    void aHeaderIsRead() throws IOException {
        Path file = folder.resolve("07-some-name.patch");
        PlantedSlowdown read = PlantedSlowdown.read(Files.writeString(file, HEADER + "\n" + DIFF));
        assertThat(read).extracting(PlantedSlowdown::number, PlantedSlowdown::name, PlantedSlowdown::label,
                PlantedSlowdown::title, PlantedSlowdown::where, PlantedSlowdown::kind, PlantedSlowdown::size,
                PlantedSlowdown::users, PlantedSlowdown::isEquivalent)
                .containsExactly(7, "some-name", "07-some-name", "t", "wait", "growing", "small", "u", false);
        Files.writeString(file, HEADER + "Equivalent: ratio 1.000\n" + DIFF);
        assertThat(PlantedSlowdown.read(file).isEquivalent()).isTrue();
        assertThat(PlantedSlowdown.read(file).hash()).isNotEqualTo(read.hash());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Where: wait|Where: here|Where: expected one of strategy, patching, ",
        "Kind: growing|Kind: large|Kind: expected one of constant, growing, ",
        "Size: small|Size: tiny|Size: expected one of small, gross, found 'tiny'",
        "Users: u|Title: again|Equivalent once, as 'Name: value', found 'Title: again'",
        "Users: u|some words|Equivalent once, as 'Name: value', found 'some words'",
        "Users: u|Other: x|Equivalent once, as 'Name: value', found 'Other: x'",
        "'Users: u\n'|''|expected a header line 'Users: ...', found none",
        "diff --git|diff|expected header lines and then a line 'diff --git ...', found no such line",
    })
    void aWrongHeaderIsOneLineThatNamesTheFile(String good, String wrong, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("07-name.patch"), (HEADER + "\n" + DIFF).replace(good, wrong));
        assertThatThrownBy(() -> PlantedSlowdown.read(file)).isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString()).hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    @Test
    void namesAndNumbersAreAPatchesOwn() throws IOException {
        Files.writeString(folder.resolve("07-name.patch"), HEADER + DIFF);
        Path other = Files.writeString(folder.resolve("07-other.patch"), HEADER + DIFF);
        assertThatThrownBy(() -> PlantedSlowdown.all(folder)).hasMessageStartingWith(other + ": expected a number of ");
        Path wrong = Files.writeString(folder.resolve("Name.patch"), HEADER + DIFF);
        assertThatThrownBy(() -> PlantedSlowdown.read(wrong))
                .hasMessageContaining("expected a name like 07-short-name");
    }
}
