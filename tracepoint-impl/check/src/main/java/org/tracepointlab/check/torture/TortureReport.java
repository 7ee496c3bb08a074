package org.tracepointlab.check.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run did and found. Immutable.
 *
 * @param name             what was tortured
 * @param took             how long, the end included
 * @param seed             of the threads' choices
 * @param readers          what the readers did
 * @param gracePeriods     grace periods that the updater saw end, by kind; of callbacks, how many ran
 * @param ages             sections by the stage, 0 to 10, at which their structure was at the end
 * @param structuresPassed structures that passed all stages
 * @param cookies          cookies checked
 * @param others           what else happened
 * @param failures         how often each check failed; those that did not are left out
 * @param messages         the first few failures in words
 */
public record TortureReport(String name, Duration took, long seed, Readers readers, Map<String, Long> gracePeriods,
        List<Long> ages, long structuresPassed, Cookies cookies, Others others, Map<String, Long> failures,
        List<String> messages) {

    /**
     * @param sections      of each reader that it ended itself
     * @param nested        of them, those with a section inside
     * @param moved         sections that another thread ended
     * @param movable       whether the flavour allows that
     * @param rests         times that a reader went offline and online
     * @param registrations of readers
     */
    public record Readers(List<Long> sections, long nested, long moved, boolean movable, long rests,
            long registrations) {

        /** Sections of all readers. */
        public long total() {
            return sections.stream().mapToLong(Long::longValue).sum() + moved;
        }
    }

    /**
     * @param inSections cookies that had not elapsed, and were not to have, at the end of the section that they were
     *     taken in
     * @param after      cookies that had elapsed, as they were to have, after a grace period
     */
    public record Cookies(long inSections, long after) {
    }

    /**
     * @param waits       waits of the fake writers, and of readers between sections
     * @param barriers    barriers
     * @param waitsSpared conditional waits that found their grace period over
     * @param stutters    times that all threads paused
     */
    public record Others(long waits, long barriers, long waitsSpared, long stutters) {
    }

    /** Whether nothing was found wrong and everything was tried. */
    public boolean passed() {
        return failures.isEmpty() && vacuous().isEmpty();
    }

    /** How many failures. */
    public long failureCount() {
        return failures.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What the run did not do, without which finding nothing means nothing; empty if it did everything. */
    public List<String> vacuous() {
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < readers.sections().size(); i++) {
            need(missing, readers.sections().get(i), "a section of reader-" + i);
        }
        gracePeriods.forEach((kind, count) -> need(missing, count, "a grace period of kind " + kind));
        need(missing, ages.get(0), "a reader that saw a structure at stage 0");
        need(missing, ages.get(1), "a reader that saw its structure replaced (stage 1)");
        need(missing, structuresPassed, "a structure that passed all " + Structure.STAGES + " stages");
        need(missing, readers.nested(), "a nested section");
        if (readers.movable()) {
            need(missing, readers.moved(), "a section that another thread ended");
        }
        need(missing, cookies.inSections(), "a cookie checked in a section");
        need(missing, cookies.after(), "a cookie checked after a grace period");
        need(missing, others.barriers(), "a barrier");
        return List.copyOf(missing);
    }

    private static void need(List<String> missing, long count, String what) {
        if (count == 0) {
            missing.add(what);
        }
    }

    /** All of it in some lines, for people. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(name + ": " + verdict());
        line(lines, "read sections",
                "%,d by %d readers (%,d nested, %,d ended by another thread), %,d rests, %,d registrations",
                readers.total(), readers.sections().size(), readers.nested(), readers.moved(), readers.rests(),
                readers.registrations());
        line(lines, "grace periods", "%s", gracePeriods.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
                .collect(Collectors.joining(", ")));
        line(lines, "ages seen", "%s", histogram());
        line(lines, "structures", "%,d passed all %d stages", structuresPassed, Structure.STAGES);
        line(lines, "cookies", "%,d checked in sections, %,d after a grace period", cookies.inSections(),
                cookies.after());
        line(lines, "besides", "%,d other waits, %,d barriers, %,d conditional waits spared, %,d stutters",
                others.waits(),
                others.barriers(), others.waitsSpared(), others.stutters());
        line(lines, "failures", "%,d in %.1f s, seed %d", failureCount(), took.toMillis() / 1e3, seed);
        failures.forEach((check, count) -> line(lines, "", "%,d times %s", count, check));
        messages.forEach(message -> line(lines, "", "%s", message));
        return String.join(System.lineSeparator(), lines);
    }

    private String verdict() {
        if (!failures.isEmpty()) {
            return "FAILED";
        }
        List<String> missing = vacuous();
        return missing.isEmpty() ? "passed" : "VACUOUS, it never met " + String.join("; ", missing);
    }

    private String histogram() {
        List<String> stages = new ArrayList<>();
        for (int age = 0; age < ages.size(); age++) {
            stages.add(String.format(Locale.ROOT, "%d: %,d", age, ages.get(age)));
        }
        return String.join("  ", stages);
    }

    private static void line(List<String> lines, String what, String format, Object... args) {
        lines.add(String.format(Locale.ROOT, "  %-14s", what) + String.format(Locale.ROOT, format, args));
    }
}
