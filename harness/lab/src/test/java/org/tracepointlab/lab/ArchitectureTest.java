package org.tracepointlab.lab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.core.AtomicFiles;

/** Data flows one way. */
class ArchitectureTest {

    private static final ArchCondition<JavaClass> WALL_CLOCK =
            ArchConditions.callMethod(System.class, "currentTimeMillis")
            .or(ArchConditions.callMethod(Instant.class, "now")).or(ArchConditions.callConstructor(Date.class))
            .or(ArchConditions.dependOnClassesThat(belongToAnyOf(Clock.class, ZonedDateTime.class,
                    OffsetDateTime.class, LocalDateTime.class, LocalDate.class)));

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.tracepointlab.lab", "org.tracepointlab.gate");

    /** Of RCU it sees what a study found, and of the checker. */
    @Test
    void theLabReadsFilesAndNotTheBenchmarks() {
        noClasses().should().dependOnClassesThat(resideInAnyPackage("org.tracepointlab.rcu..",
                "org.tracepointlab.patching..", "org.tracepointlab.tracepoint..", "org.tracepointlab.bench.."))
                .check(classes);
    }

    /** Like the checker, the torture is a door of its own. */
    @Test
    void onlyItsCommandKnowsTheTorture() {
        noClasses().that().haveSimpleNameNotStartingWith("TortureCommand")
                .should().dependOnClassesThat().resideInAPackage("org.tracepointlab.check.torture").check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.tracepointlab.lab.(**)").should().beFreeOfCycles().check(classes);
    }

    /** One place forces files to the disk and moves them to their names. */
    @Test
    void onlyOneClassMovesFiles() {
        noClasses().that().doNotHaveFullyQualifiedName(AtomicFiles.class.getName())
                .should().callMethod(Files.class, "move", Path.class, Path.class, CopyOption[].class).check(classes);
    }

    /** All that is measured is measured with the monotonic clock; these write labels with the other one. */
    @Test
    void theWallClockGivesLabelsAlone() {
        JavaClasses all = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("org.tracepointlab");
        assertThat(all.contain("org.tracepointlab.bench.ToggleState") && all.contain("org.tracepointlab.rcu.Rcu"))
                .isTrue();
        noClasses().that().doNotHaveSimpleName("Environment").and().doNotHaveSimpleName("RunSession")
                .and().doNotHaveSimpleName("GateCommand").and().doNotHaveSimpleName("ExplainCommand")
                .and().doNotHaveSimpleName("BisectCommand").and().doNotHaveSimpleName("CalibrateCommand")
                .and(DescribedPredicate.not(inHistogramLogs().or(ofCommits()))).should(WALL_CLOCK).check(all);
        assertThatThrownBy(() -> noClasses().should(WALL_CLOCK).check(all)).as("the rule can fail")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Environment").hasMessageContaining("ToggleState");
    }

    /** When a commit was made, read and written. */
    private static DescribedPredicate<JavaClass> ofCommits() {
        return simpleName("Commit").or(simpleName("Words"));
    }

    /** Start and end of an interval in a log; its values come from the monotonic clock. */
    private static DescribedPredicate<JavaClass> inHistogramLogs() {
        return simpleName("ToggleState").or(simpleName("Artifacts"));
    }
}
