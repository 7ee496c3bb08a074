package org.tracepointlab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who knows nothing of whom, where the dependencies of modules cannot say it. */
class ArchitectureTest {

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.tracepointlab");

    /** JNA is optional: whoever else knew of it would not load without. */
    private static final String THE_USER_OF_JNA = "org.tracepointlab.rcu.JnaMembarrier";

    @Test
    void looksAtTheProductionClasses() {
        assertThat(PRODUCTION.contain(org.tracepointlab.tracepoint.TracepointRegistry.class)).isTrue();
        assertThat(PRODUCTION.contain(org.tracepointlab.rcu.Rcu.class)).isTrue();
        assertThat(PRODUCTION.contain(org.tracepointlab.check.Checker.class)).isTrue();
        assertThat(PRODUCTION.contain(THE_USER_OF_JNA)).isTrue();
        assertThat(PRODUCTION.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void patchingKnowsNothingOfTracepointsAndRcu() {
        noClasses().that().resideInAPackage("..patching..")
                .should().dependOnClassesThat().resideInAnyPackage("..tracepoint..", "..rcu..", "..check..")
                .check(PRODUCTION);
    }

    /** The canary: the same rule, asked of those that do know of tracepoints. */
    @Test
    void theRuleSeesWhatKnowsOfTracepoints() {
        assertThatThrownBy(() -> noClasses().that().resideInAPackage("..check..")
                .should().dependOnClassesThat().resideInAPackage("..tracepoint..").check(PRODUCTION))
                .isInstanceOf(AssertionError.class);
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
