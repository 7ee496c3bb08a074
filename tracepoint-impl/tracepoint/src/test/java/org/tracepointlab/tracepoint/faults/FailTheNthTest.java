package org.tracepointlab.tracepoint.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.faults.Run.Combination;
import org.tracepointlab.tracepoint.faults.Run.Parts;

/**
 * Whatever fails, and whichever time: nobody hangs, no release action is lost or early, no func is called with foreign
 * data, and what follows on the same objects works. Writes what it did to {@code target/fail-the-nth.txt}.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // each run has a deadline of its own
class FailTheNthTest {

    private static final List<String> FLAVOURS = List.of("qsbr", "memb", "mb", "srcu", "kernel, virtual time");
    /** Those that wait in ways of their own, in every build. */
    private static final Set<String> UNLIKE = Set.of("qsbr", "mb", "kernel, virtual time");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path SUMMARY = Path.of("target", "fail-the-nth.txt");

    private static final Map<Kind, Findings> ALL = new EnumMap<>(Kind.class);
    private static final Set<Combination> DONE = new LinkedHashSet<>();

    static List<Combination> unlike() {
        return combinations(FLAVOURS.stream().filter(UNLIKE::contains).toList());
    }

    static List<Combination> alike() {
        return combinations(FLAVOURS.stream().filter(flavour -> !UNLIKE.contains(flavour)).toList());
    }

    private static List<Combination> combinations(List<String> flavours) {
        List<Combination> all = new ArrayList<>();
        for (String implementation : Implementation.names()) {
            for (String flavour : flavours) {
                all.add(new Combination(implementation, flavour, "field"));
            }
        }
        return all;
    }

    /** In real time a wait takes milliseconds: threads that fail are what virtual time has none of. */
    static List<Combination> realTime() {
        return Implementation.names().stream().map(name -> new Combination(name, "kernel", "field")).toList();
    }

    /** Patches are the other patching's too. */
    static List<Combination> patchings() {
        return Implementation.names().stream().map(name -> new Combination(name, "mb", "callsite")).toList();
    }

    @ParameterizedTest
    @MethodSource("unlike")
    void nothingIsLostMixedUpOrStuck(Combination combination) throws InterruptedException {
        for (Kind kind : Kind.values()) {
            sweep(combination, kind);
        }
    }

    @ParameterizedTest
    @Tag("thorough")
    @MethodSource("alike")
    void norInTheOtherFlavours(Combination combination) throws InterruptedException {
        for (Kind kind : Kind.values()) {
            sweep(combination, kind);
        }
    }

    @ParameterizedTest
    @MethodSource("realTime")
    void norWhereATickThreadCannotBeStarted(Combination combination) throws InterruptedException {
        sweep(combination, Kind.THREAD_START);
    }

    @ParameterizedTest
    @MethodSource("patchings")
    void norWherePatchingCompiledCodeFails(Combination combination) throws InterruptedException {
        for (Kind kind : Kind.values()) {
            if (kind.isPatch()) {
                sweep(combination, kind);
            }
        }
    }

    private static void sweep(Combination combination, Kind kind) throws InterruptedException {
        Findings found = new Findings();
        new Sweep(Parts.RIGHT, PATIENCE, found).run(combination, kind);
        ALL.computeIfAbsent(kind, k -> new Findings()).add(found);
        DONE.add(combination);
        assertThat(found.wrong()).as(combination + ", " + kind).isEmpty();
        assertThat(found.calls.sum()).as(combination + ": probe calls").isPositive();
        assertThat(found.sections.sum()).as(combination + ": sections").isPositive();
        assertThat(found.held.sum()).as(combination + ": held readers").isPositive();
        if (kind.isCalled(combination)) {
            assertThat(found.injections.sum()).as(combination + ": never failed " + kind).isPositive();
        }
    }

    @AfterAll
    static void summary() throws IOException {
        Findings sum = new Findings();
        List<String> lines = new ArrayList<>();
        ALL.forEach((kind, found) -> {
            sum.add(found);
            lines.add("%-16s %s".formatted(kind, found));
        });
        lines.add("%-16s %s".formatted("all", sum));
        lines.add(ALL.size()
                + " kinds of calls, each before and after its effect where it has one, RuntimeExceptions and"
                + " Errors in turn; "
                + DONE.stream().map(Combination::implementation).distinct().count() + " implementations x "
                + DONE.stream().map(Combination::flavour).distinct().count()
                + " flavours (the kernel's in virtual and in real"
                + " time), patching " + String.join(" and ", Patcher.names()));
        Files.createDirectories(SUMMARY.getParent());
        Files.write(SUMMARY, lines);
        lines.forEach(System.out::println);
    }
}
