package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Json;

/**
 * Machines that are full, may not be written, are small, or do not know what time it is. Linux's own tools make them.
 */
class PoorMachineTest extends LabLine {

    @TempDir
    Path folder;

    private static boolean works(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs it to its end; returns what it printed, and its exit code in the last line. */
    private String ran(List<String> command, String... environment) throws Exception {
        Path log = folder.resolve("child.log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        for (String variable : environment) {
            builder.environment().put(variable.split("=")[0], variable.split("=")[1]);
        }
        int code = builder.start().waitFor();
        return Files.readString(log) + "exit code " + code;
    }

    /** In a mount namespace of its own, whose file system is gone with it. */
    @Test
    void aFullDiskAndAReadOnlyOneLoseNothing() throws Exception {
        assumeTrue(works("unshare", "-rm", "true"), "SKIPPED: no unshare -rm (Linux with user namespaces, or root)");
        Path mount = Files.createDirectory(folder.resolve("mount"));
        List<String> command = new ArrayList<>(List.of("unshare", "-rm"));
        command.addAll(TinyRun.java(List.of(), OnItsOwnMount.class,
                List.of(mount.toString(), LabStub.jar(folder).toString())));
        String text = ran(command);
        assertThat(text).endsWith("exit code 0");
        assertThat(text.lines().filter(l -> l.startsWith("STEP "))).as(text).hasSize(OnItsOwnMount.STEPS);
        assertThat(text).contains("STEP full 1: ", "STEP full 2: ", "STEP resumed: 0", "STEP whole: 0",
                "STEP read-only run: 64 lab: --results: "
                + "expected a folder that can be written, found " + mount,
                "STEP read-only report: 64 lab: RUN_DIR: expected a folder",
                "STEP read-only verify: 0");
        assertThat(text.lines().filter(l -> l.startsWith("STEP full"))).as(text).hasSize(2)
                .allMatch(l -> l.contains("No space left on device") || l.contains("are left on its disk")
                        || l.contains("could not be written"))
                        .allMatch(l -> l.matches("STEP full \\d: [1-9][0-9]? lab: .*"));
    }

    /** What is done there: commands one after the other, and what each said, one line a step. */
    static final class OnItsOwnMount {

        private static final int STEPS = 7;

        private OnItsOwnMount() {
        }

        /** Takes where to mount, and the stub. */
        public static void main(String[] args) throws Exception {
            Path mount = Path.of(args[0]);
            Path results = mount.resolve("results");
            TinyRun tiny = new TinyRun(results, Path.of(args[1]));
            mount(args[0], "-t", "tmpfs", "-o", "size=1m", "none");
            // Room for the beginning of a run alone; then for some of its forks.
            Path ballast = mount.resolve("ballast");
            Files.write(ballast, new byte[(1 << 20) - 6 * 4096]);
            step("full 1", tiny.args("--quiet"));
            Files.write(ballast, new byte[(1 << 20) - 24 * 4096]);
            List<String> next = tiny.runs(".unfinished").isEmpty() ? tiny.args("--quiet")
                    : tiny.args("--quiet", "--resume");
            step("full 2", next);
            if (Files.exists(results.resolve("latest")) || tiny.runs(".unfinished").size() != 1) {
                throw new AssertionError("expected an unfinished run and no latest, found " + tiny.runs(""));
            }
            mount(args[0], "-o", "remount,size=64m");
            step("resumed", tiny.args("--quiet", "--resume"));
            step("whole", List.of("verify-run", tiny.finished().toString(), "--quiet"));
            mount(args[0], "-o", "remount,ro");
            step("read-only run", tiny.args("--quiet"));
            step("read-only report", List.of("report", "--quiet", tiny.finished().toString()));
            step("read-only verify", List.of("verify-run", tiny.finished().toString(), "--quiet"));
        }

        private static void mount(String where, String... options) throws Exception {
            List<String> command = new ArrayList<>(List.of("mount"));
            command.addAll(Arrays.asList(options));
            command.add(where);
            if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
                throw new AssertionError(String.join(" ", command));
            }
        }

        private static void step(String name, List<String> args) {
            StringWriter err = new StringWriter();
            int code = Lab.execute(args.toArray(String[]::new), new PrintWriter(new StringWriter()),
                    new PrintWriter(err, true));
            System.out.println("STEP " + name + ": " + code + " " + err.toString().strip().replace("\n", "\\n"));
        }
    }

    @Test
    void oneProcessorAndASmallHeapAreEnough() throws Exception {
        assumeTrue(works("taskset", "-c", "0", "true"), "SKIPPED: no taskset");
        TinyRun tiny = new TinyRun(folder.resolve("results"), LabStub.jar(folder));
        List<String> command = new ArrayList<>(List.of("taskset", "-c", "0"));
        command.addAll(TinyRun.java(List.of("-Xmx64m"), Lab.class, tiny.args("--report")));
        assertThat(ran(command)).contains("report: ").endsWith("exit code 0");
        assertThat(Json.read(tiny.finished().resolve("environment.json")).path("cpu").path("logicalCores").asInt())
                .isEqualTo(1);
        assertThat(lab("verify-run", tiny.finished().toString())).isZero();
    }

    /**
     * A library before the C library's own steps the wall clock back by an hour at each look; the monotonic clock is
     * left alone.
     */
    @Test
    @Tag("thorough")
    void aClockThatStepsBackLosesNothing() throws Exception {
        assumeTrue(works("gcc", "--version"), "SKIPPED: no gcc");
        Path source = Files.writeString(folder.resolve("clock.c"), """
                #define _GNU_SOURCE
                #include <dlfcn.h>
                #include <sys/time.h>
                #include <time.h>
                static long back;
                static int (*real)(clockid_t, struct timespec *);
                int clock_gettime(clockid_t id, struct timespec *now) {
                    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
                    int result = real(id, now);
                    if (id == CLOCK_REALTIME) now->tv_sec -= 3600 * __atomic_add_fetch(&back, 1, __ATOMIC_RELAXED);
                    return result;
                }
                int gettimeofday(struct timeval *now, void *zone) {
                    struct timespec t;
                    int result = clock_gettime(CLOCK_REALTIME, &t);
                    now->tv_sec = t.tv_sec;
                    now->tv_usec = t.tv_nsec / 1000;
                    return result;
                }
                """, StandardCharsets.UTF_8);
        Path library = folder.resolve("clock.so");
        assertThat(works("gcc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")).isTrue();
        TinyRun tiny = new TinyRun(folder.resolve("results"), LabStub.jar(folder));
        assertThat(ran(TinyRun.java(List.of(), Lab.class, tiny.args("--report")), "LD_PRELOAD=" + library))
                .endsWith("exit code 0");
        assertThat(lab("verify-run", tiny.finished().toString())).isZero();
        JsonNode environment = Json.read(tiny.finished().resolve("environment.json"));
        assertThat(environment.path("finishedAt").asText()).as("the clock did step back")
                .isLessThan(environment.path("startedAt").asText());
    }
}
