package org.tracepointlab.gate.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing that is started stays behind a program that goes down. */
@Timeout(60)
class ProcessTreeTest {

    /** Goes down, and starts a process meanwhile. */
    static final class Late {
        private Late() {
        }

        public static void main(String[] args) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    Process late = new ProcessBuilder("sleep", "600").start();
                    try {
                        ProcessTree.killAtExit(late);
                        System.out.println("began");
                    } catch (IllegalStateException e) {
                        System.out.println(late.isAlive() ? "left" : "killed");
                    }
                } catch (IOException e) {
                    System.out.println(e);
                }
            }));
        }
    }

    @Test
    void whatIsStartedTooLateIsKilledAtOnce() throws Exception {
        Process program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Late.class.getName()).redirectErrorStream(true).start();
        assertThat(new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("killed\n");
        assertThat(program.waitFor()).isZero();
    }

    @Test
    void aHookIsRemovedOnce() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        Thread hook = ProcessTree.killAtExit(process);
        ProcessTree.kill(process);
        assertThat(process.isAlive()).isFalse();
        ProcessTree.removeHook(hook);
        assertThat(Runtime.getRuntime().removeShutdownHook(hook)).isFalse();
    }
}
