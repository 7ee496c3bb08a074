package org.tracepointlab.lab.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where patches plant their slowdown. */
class FaultTest {

    private static final String SOURCE = """
            package p;

            class A {

                static final int MANY = 4;

                int first() {
                    return help(1);
                }

                // between
                int second(int of) {
                    return of;
                }

                static class B {

                    void nested() {
                        Runnable run = () -> new Object() {
                            void inner() {
                            }
                        }.inner();
                        run.run();
                    }
                }
            }
            """;

    private static Fault fault(String before, String after) throws IOException {
        int line = (int) SOURCE.substring(0, SOURCE.indexOf(before)).lines().count();
        StringBuilder patch = new StringBuilder("Title: x\n\ndiff --git a/A.java b/A.java\n--- a/A.java\n"
                + "+++ b/A.java\n");
        patch.append("@@ -").append(line).append(",1 +").append(line).append(",1 @@ class A {\n");
        before.lines().forEach(text -> patch.append('-').append(text).append('\n'));
        after.lines().forEach(text -> patch.append('+').append(text).append('\n'));
        return Fault.of(patch.toString(), path -> SOURCE);
    }

    @Test
    void theMethodThatIsEditedAndWhatItCallsNewly() throws IOException {
        Fault fault = fault("        return of;\n", "        help(2);\n        return of;\n");
        assertThat(fault.isAt("p.A.second")).isTrue();
        assertThat(fault.isAt("q.C.help")).as("which help is not told by its name").isTrue();
        assertThat(fault.isAt("p.A.first")).isFalse();
    }

    @Test
    void aSecondCallOfTheSameIsANewOne() throws IOException {
        Fault fault = fault("        return help(1);\n", "        return help(help(1));\n");
        assertThat(fault.isAt("p.A.first")).isTrue();
        assertThat(fault.isAt("p.D.help")).isTrue();
        assertThat(fault("        return help(1);\n", "        return help(2);\n").isAt("p.D.help")).isFalse();
    }

    @Test
    void aFieldIsOfAllMethodsOfItsClassWhereNoMethodIsEdited() throws IOException {
        Fault fault = fault("    static final int MANY = 4;\n", "    static final int MANY = 5;\n");
        assertThat(fault.isAt("p.A.first")).isTrue();
        assertThat(fault.isAt("p.A$B.nested")).isFalse();
        assertThat(fault.isAt("p.D.first")).isFalse();
    }

    @Test
    void nestedClassesHaveTheirBinaryNames() throws IOException {
        Fault fault = fault("                void inner() {\n", "                void inner() {\n run();\n");
        assertThat(fault.isAt("p.A$B.nested")).isTrue();
        assertThat(fault.isAt("p.A.nested")).isFalse();
    }

    @Test
    void aCommentIsNoEdit() {
        assertThatThrownBy(() -> fault("    // between\n", "    // among\n")).isInstanceOf(IOException.class)
                .hasMessageStartingWith("expected a patch that edits a Java class");
    }

    @Test
    void aPatchThatDoesNotFitIsSaid() {
        assertThatThrownBy(() -> Fault.of("+++ b/A.java\n@@ -1,1 +1,1 @@\n-none\n+some\n", path -> SOURCE))
                .isInstanceOf(IOException.class).hasMessageContaining("A.java: expected the lines that the patch has");
    }

    /** Each patch of the catalogue has methods at fault, and they are those of the sources as they are. */
    @Test
    void eachPatchOfTheCatalogueHasAFault() throws IOException {
        Path top = Path.of("").toAbsolutePath().getParent().getParent();
        int edited = 0;
        for (PlantedSlowdown planted : PlantedSlowdown.all(top.resolve("scripts/gate-mutants.d"))) {
            Fault fault = Fault.of(Files.readString(planted.file()), path -> Files.readString(top.resolve(path)));
            assertThat(fault.edited().size() + fault.classes().size()).as(planted.label()).isPositive();
            edited += fault.edited().isEmpty() ? 0 : 1;
            if (planted.number() == 2) {
                assertThat(fault.edited()).containsExactly(
                        "org.tracepointlab.tracepoint.strategy.OriginalStrategy.oneToZero");
                assertThat(fault.called()).contains("toList", "old");
            }
        }
        assertThat(edited).isGreaterThan(60);
    }
}
