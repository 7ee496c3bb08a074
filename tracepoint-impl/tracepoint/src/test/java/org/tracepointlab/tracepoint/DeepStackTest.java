package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A StackOverflowError near {@code fire} leaves no section open. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class DeepStackTest {

    /** Where much has been compiled before. All flavours have their turn below. */
    static Stream<Combo> combos() {
        return Stream.of(new Combo("original", "mb", "field"), new Combo("paired", "memb", "callsite"));
    }

    @ParameterizedTest
    @MethodSource("combos")
    void leavesNoSectionOpen(Combo combo) throws Exception {
        assertThat(DeepStack.run(combo, 1)).isGreaterThan(300);
    }

    /**
     * From the first shot on, with nothing linked and nothing compiled before.
     */
    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
    void norInAVirtualMachineOfItsOwn(String flags) throws Exception {
        runIn(flags);
    }

    /**
     * As most programs run; and compiled early and all at once: a lock is compiled in part, and its fence may need
     * stack where the store before it needed none.
     */
    @ParameterizedTest
    @Tag("thorough")
    @ValueSource(strings = {"-XX:+TieredCompilation", "-XX:-TieredCompilation -XX:CompileThreshold=200"})
    void norWhereC2Compiles(String flags) throws Exception {
        runIn(flags);
    }

    private static void runIn(String flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + File.separator + "bin"
                + File.separator + "java"));
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), DeepStack.class.getName(), "1",
                "original"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).containsPattern("\\d{4,} errors");
    }
}
