package org.tracepointlab.gate;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.rule.Rule;

/** The rule needs nothing but numbers and files, and the module nothing of any project whose benchmarks it gates. */
class ArchitectureTest {

    private static final String GROUP = "org.tracepointlab";
    /** In two parts, so that it does not find itself. */
    private static final String WORD = "trace" + "point";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.tracepointlab.gate");

    @Test
    void packagesHaveNoCycles() {
        assertThat(classes.contain(Rule.class)).isTrue();
        slices().matching("org.tracepointlab.gate.(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void theRuleKnowsNothingOfForksAndCharts() {
        noClasses().that().resideInAPackage("..gate.rule..").should().dependOnClassesThat()
                .resideInAnyPackage("..gate.run..", "..gate.chart..", "..gate.report..", "..gate.command..")
                .check(classes);
        assertThatThrownBy(() -> noClasses().that().resideInAPackage("..gate.rule..").should().dependOnClassesThat()
                .resideInAPackage("..gate.core..").check(classes)).as("the rule can fail")
                .isInstanceOf(AssertionError.class);
    }

    /** What runs in a duet's fork is on the class path of other people's benchmarks. */
    @Test
    void whatRunsInForksNeedsTheJdkAndJmhAlone() {
        noClasses().that().resideInAPackage("..gate.duet..").should().dependOnClassesThat()
                .resideOutsideOfPackages("java..", "com.sun.management..", "org.openjdk.jmh..", "..gate.duet..")
                .check(classes);
        noClasses().that().resideInAPackage("..gate.duet..").and().haveSimpleNameNotEndingWith("Profiler").should()
                .dependOnClassesThat().resideInAPackage("org.openjdk.jmh..").check(classes);
        assertThatThrownBy(() -> noClasses().that().resideInAPackage("..gate.duet..").should().dependOnClassesThat()
                .resideInAPackage("org.openjdk.jmh..").check(classes)).as("the rule can fail")
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void whatRecordsInForksNeedsTheJdkAndJmhAlone() {
        noClasses().that().haveSimpleName("RecordingProfiler").should().dependOnClassesThat(
                resideOutsideOfPackages("java..", "jdk.jfr..", "org.openjdk.jmh..")
                        .and(not(simpleName("RecordingProfiler")))).check(classes);
        assertThatThrownBy(() -> noClasses().that().haveSimpleName("RecordingReader").should().dependOnClassesThat()
                .resideOutsideOfPackages("java..", "jdk.jfr..", "org.openjdk.jmh..").check(classes))
                .as("the rule can fail").isInstanceOf(AssertionError.class);
    }

    @Test
    void nothingSpeaksOfOneProject() throws IOException {
        try (Stream<Path> files = Stream.of(Path.of("src"), Path.of("pom.xml")).flatMap(ArchitectureTest::files)) {
            List<String> found = files.filter(ArchitectureTest::speaks).map(Path::toString).toList();
            assertThat(found).isEmpty();
        }
        Path canary = Files.writeString(Files.createTempFile("canary", ".txt"), GROUP + " and " + WORD);
        assertThat(speaks(canary)).as("the check can fail").isTrue();
        Files.delete(canary);
    }

    private static Stream<Path> files(Path root) {
        try {
            return Files.walk(root).filter(Files::isRegularFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean speaks(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).replace(GROUP, "")
                    .replace("org/" + WORD + "lab", "")
                    .toLowerCase(Locale.ROOT).contains(WORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
