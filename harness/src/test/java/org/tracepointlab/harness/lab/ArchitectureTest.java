package org.tracepointlab.harness.lab;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Data flows one way, and the core stays usable for any JMH jar. */
class ArchitectureTest {

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.tracepointlab.harness");

    @Test
    void theCoreKnowsNothingOfTracepoints() {
        noClasses().that().resideInAPackage("..harness.core..").should().dependOnClassesThat().resideInAnyPackage(
                "..harness.lab..", "org.tracepointlab.rcu..", "org.tracepointlab.patching..",
                "org.tracepointlab.tracepoint..", "org.tracepointlab.bench..").check(classes);
    }

    /** Of RCU it sees what a study found, as it sees of the checker what that found. */
    @Test
    void theLabReadsFilesAndNotTheBenchmarks() {
        noClasses().should().dependOnClassesThat(resideInAnyPackage("org.tracepointlab.rcu..",
                "org.tracepointlab.patching..", "org.tracepointlab.tracepoint..", "org.tracepointlab.bench..")
                .and(resideOutsideOfPackages("org.tracepointlab.rcu.study", "org.tracepointlab.rcu.torture"))).check(classes);
    }

    /** Like the checker, the torture is a door of its own. */
    @Test
    void onlyItsCommandKnowsTheTorture() {
        noClasses().that().haveSimpleNameNotStartingWith("TortureCommand")
                .should().dependOnClassesThat().resideInAPackage("org.tracepointlab.rcu.torture").check(classes);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.tracepointlab.harness.(**)").should().beFreeOfCycles().check(classes);
    }
}
