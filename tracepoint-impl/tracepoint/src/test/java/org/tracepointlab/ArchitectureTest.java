package org.tracepointlab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who knows nothing of whom. */
class ArchitectureTest {

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.tracepointlab");

    /** JNA is optional: whoever else knew of it would not load without. */
    private static final String THE_USER_OF_JNA = "org.tracepointlab.rcu.JnaMembarrier";

    @Test
    void looksAtTheProductionClasses() {
        assertThat(PRODUCTION.contain(org.tracepointlab.tracepoint.TracepointRegistry.class)).isTrue();
        assertThat(PRODUCTION.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void rcuKnowsNothingOfTracepointsAndPatching() {
        noClasses().that().resideInAPackage("..rcu..")
                .should().dependOnClassesThat().resideInAnyPackage("..tracepoint..", "..patching..", "..check..")
                .check(PRODUCTION);
    }

    @Test
    void patchingKnowsNothingOfTracepointsAndRcu() {
        noClasses().that().resideInAPackage("..patching..")
                .should().dependOnClassesThat().resideInAnyPackage("..tracepoint..", "..rcu..", "..check..")
                .check(PRODUCTION);
    }

    @Test
    void noProductionClassImportsTheChecker() {
        noClasses().that().resideOutsideOfPackage("..check..")
                .should().dependOnClassesThat().resideInAPackage("..check..")
                .check(PRODUCTION);
    }

    @Test
    void noProductionClassImportsTheTorture() {
        noClasses().that().resideOutsideOfPackage("..rcu.torture..")
                .should().dependOnClassesThat().resideInAPackage("..rcu.torture..")
                .check(PRODUCTION);
    }

    @Test
    void nothingButTheBaseModuleIsNeeded() {
        Set<String> others = PRODUCTION.stream()
                .filter(from -> !from.getName().equals(THE_USER_OF_JNA))
                .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(to -> !to.isPrimitive() && !to.getPackageName().startsWith("org.tracepointlab"))
                .map(JavaClass::getName)
                .filter(name -> !inBaseModule(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(others).isEmpty();
    }

    private static boolean inBaseModule(String name) {
        try {
            Class<?> type = Class.forName(name, false, ArchitectureTest.class.getClassLoader());
            return "java.base".equals(type.getModule().getName());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
