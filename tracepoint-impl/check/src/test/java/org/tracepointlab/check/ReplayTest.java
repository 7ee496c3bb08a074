package org.tracepointlab.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.tracepoint.Implementation;

/** What the explorer finds, on real threads. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class ReplayTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"+A -A +B", "+A ^B -A", "+A +B +C -A -C", "+A +B ^C -A -B"})
    void theOriginalsViolationsHappen(String scenario) {
        Trace trace = CheckedModel.of(Implementation.named("original")).shortest(Scenario.parse(scenario));
        String last = trace.lines().get(trace.length() - 1).text();
        for (boolean srcu : new boolean[] {false, true}) {
            assertThat(Replay.mismatches("original", scenario, Replay.before(trace), srcu))
                    .containsExactly(last.substring("call ".length()));
            for (String right : new String[] {"unconditional", "conditional"}) {
                assertThat(Replay.mismatches(right, scenario, Replay.before(trace), srcu)).as(right).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"+A -A +B, 1", "+A ^B -A, 1", "+A +B +C -A -C, 1"})
    void isWrittenAsATest(String scenario, int before) {
        Trace trace = CheckedModel.of(Implementation.named("original")).shortest(Scenario.parse(scenario));
        assertThat(Replay.test("original", trace)).contains("@Test", "| writer",
                "Replay.mismatches(\"original\", \"" + scenario + "\", " + before + ", false)");
    }

    @ParameterizedTest
    @CsvSource({"original, +A -A +B, true", "conditional, +A -A +B, false"})
    void theWrittenTestFailsAsLongAsTheMismatchIsThere(String implementation, String scenario, boolean fails)
            throws Exception {
        Trace trace = CheckedModel.of(Implementation.named("original")).shortest(Scenario.parse(scenario));
        Path source = Files.writeString(folder.resolve("ReplayedViolationTest.java"),
                Replay.test(implementation, trace));
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-cp",
                System.getProperty("java.class.path"), "-d", folder.toString(), source.toString());
        assertThat(code).isZero();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> test = loader.loadClass("ReplayedViolationTest");
            Constructor<?> constructor = test.getDeclaredConstructor();
            constructor.setAccessible(true);
            Method method = test.getDeclaredMethod("noFuncGetsDataOfAnotherOne");
            method.setAccessible(true);
            Object instance = constructor.newInstance();
            Throwable thrown = catchThrowable(() -> method.invoke(instance));
            assertThat(thrown != null).isEqualTo(fails);
            if (fails) {
                assertThat(thrown).hasCauseInstanceOf(AssertionError.class).hasStackTraceContaining("f2(d1)");
            }
        }
    }
}
