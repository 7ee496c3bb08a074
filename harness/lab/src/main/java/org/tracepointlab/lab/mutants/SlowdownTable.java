package org.tracepointlab.lab.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tracepointlab.gate.core.AtomicFiles;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.rule.Text;

/** The rows of a run in {@value #CSV}, and a page of them in {@value #PAGE}. Not thread-safe. */
public final class SlowdownTable {

    /** One row a gate. */
    public static final String CSV = "gate-mutants.csv";
    /** The same for people, with the score. */
    public static final String PAGE = "gate-mutants.md";

    private static final int FIRST = 3;

    private final Path folder;
    private final List<PlantedSlowdown> catalogue;
    private final String command;
    private final Map<String, SlowdownResult> rows = new LinkedHashMap<>();

    private SlowdownTable(Path folder, List<PlantedSlowdown> catalogue, String command) {
        this.folder = folder;
        this.catalogue = List.copyOf(catalogue);
        this.command = command;
    }

    /**
     * The table of this folder, empty where there is none yet.
     *
     * @param catalogue all slowdowns that there are; rows of others are dropped
     * @param command what the page says that it was made with
     * @throws IOException if there is one that cannot be read; the message names the line
     */
    public static SlowdownTable in(Path folder, List<PlantedSlowdown> catalogue, String command) throws IOException {
        SlowdownTable table = new SlowdownTable(folder, catalogue, command);
        Path csv = folder.resolve(CSV);
        if (Files.isRegularFile(csv)) {
            for (CsvRow row : Csv.read(csv, SlowdownResult.COLUMNS)) {
                table.add(SlowdownResult.of(row));
            }
        }
        return table;
    }

    void add(SlowdownResult result) {
        rows.put(key(result.name(), result.number()), result);
    }

    private static String key(String name, int number) {
        return name + "/" + number;
    }

    /** What is known of this patch as it is now, or null. */
    SlowdownResult of(PlantedSlowdown planted) {
        SlowdownResult result = rows.get(key(planted.name(), planted.number()));
        return result != null && result.isFinal() && result.hash().equals(planted.hash()) ? result : null;
    }

    /** What is known of this gate of the unedited code, or null. */
    SlowdownResult unedited(int number) {
        SlowdownResult result = rows.get(key(SlowdownResult.UNEDITED, number));
        return result != null && result.isFinal() ? result : null;
    }

    /** The rows: slowdowns in the order of the catalogue, unless their patch has changed, then the unedited code. */
    public List<SlowdownResult> results() {
        List<SlowdownResult> ordered = new ArrayList<>();
        for (PlantedSlowdown planted : catalogue) {
            SlowdownResult row = rows.get(key(planted.name(), planted.number()));
            if (row != null && row.hash().equals(planted.hash())) {
                ordered.add(row);
            }
        }
        rows.values().stream().filter(SlowdownResult::isUnedited).sorted((a, b) -> a.number() - b.number())
                .forEach(ordered::add);
        return ordered;
    }

    /** Writes both files, whole or not at all. */
    public void write() throws IOException {
        Files.createDirectories(folder);
        Csv.write(folder.resolve(CSV), SlowdownResult.COLUMNS, results().stream().map(SlowdownResult::fields).toList());
        AtomicFiles.write(folder.resolve(PAGE), page());
    }

    /** The slowdowns that are to be seen. */
    private List<SlowdownResult> counted() {
        return results().stream().filter(r -> !r.isUnedited() && !r.equivalent()).toList();
    }

    private static long seen(Collection<SlowdownResult> results) {
        return results.stream().filter(SlowdownResult::isSeen).count();
    }

    /** How many were seen, in a few words. */
    public String score() {
        List<SlowdownResult> counted = counted();
        long unedited = results().stream().filter(SlowdownResult::isUnedited).count();
        return Text.format("seen %s; %d of %d slowdowns gated%s%s", share(counted), slowdowns(r -> true).size(),
                catalogue.size(), unedited == 0 ? "" : Text.format("; unedited code: FAIL in %d of %d gates",
                        results().stream().filter(r -> r.isUnedited() && r.isSeen()).count(), unedited), cause());
    }

    private String cause() {
        List<SlowdownResult> explained = slowdowns(SlowdownResult::isExplained);
        long among = explained.stream().filter(r -> r.isCauseAmong(FIRST)).count();
        return explained.isEmpty() ? "" : Text.format("; a method at fault is the cause's first in %d and among its "
                + "first %d in %d of %d (%s)", explained.stream().filter(r -> r.isCauseAmong(1)).count(), FIRST, among,
                explained.size(), Text.percent((double) among / explained.size()));
    }

    private static String share(Collection<SlowdownResult> results) {
        return Text.format("%d of %d (%s)", seen(results), results.size(),
                Text.percent(results.isEmpty() ? Double.NaN : (double) seen(results) / results.size()));
    }

    private List<SlowdownResult> slowdowns(Predicate<SlowdownResult> which) {
        return results().stream().filter(r -> !r.isUnedited()).filter(which).toList();
    }

    private String page() {
        StringBuilder page = new StringBuilder();
        Text.line(page, "# The gate held to planted slowdowns");
        Text.line(page, "");
        Text.line(page, "Made by `%s`, on JDK %d. Commits: %s. Seconds are those of the gate, without the build; "
                + "the work of the unedited code is counted once for all.",
                command, Jdk.current().feature(), commits());
        Text.line(page, "");
        Text.line(page, "**Score: %s.**", score());
        groups(page, "size", PlantedSlowdown.SIZES, SlowdownResult::size);
        groups(page, "kind", PlantedSlowdown.KINDS, SlowdownResult::kind);
        groups(page, "where", PlantedSlowdown.PLACES, SlowdownResult::where);
        layers(page);
        rows(page, "Slowdowns", slowdowns(r -> !r.equivalent()));
        rows(page, "Equivalent ones", slowdowns(SlowdownResult::equivalent));
        measurements(page);
        rows(page, "Unedited code against itself", results().stream().filter(SlowdownResult::isUnedited).toList());
        return page.toString();
    }

    private String commits() {
        String all = results().stream().map(SlowdownResult::commit).distinct().collect(Collectors.joining(", "));
        return all.isEmpty() ? "none yet" : all;
    }

    private void groups(StringBuilder page, String title, List<String> values,
            Function<SlowdownResult, String> by) {
        Text.line(page, "");
        Text.line(page, "| %s | seen |", title);
        Text.line(page, "|---|---:|");
        for (String value : values) {
            List<SlowdownResult> group = counted().stream().filter(r -> by.apply(r).equals(value)).toList();
            if (!group.isEmpty()) {
                Text.line(page, "| %s | %s |", value, share(group));
            }
        }
    }

    private void layers(StringBuilder page) {
        Map<String, Long> layers = counted().stream().filter(SlowdownResult::isSeen)
                .collect(Collectors.groupingBy(SlowdownResult::layer, LinkedHashMap::new, Collectors.counting()));
        if (!layers.isEmpty()) {
            Text.line(page, "");
            Text.line(page, "Layer that saw it first: %s.", layers.entrySet().stream()
                    .map(e -> e.getKey() + " " + e.getValue()).collect(Collectors.joining(", ")));
        }
    }

    private void measurements(StringBuilder page) {
        for (PlantedSlowdown planted : catalogue) {
            if (planted.isEquivalent()) {
                Text.line(page, "");
                Text.line(page, "%02d %s: %s", planted.number(), planted.name(), planted.equivalent());
            }
        }
    }

    private static void rows(StringBuilder page, String title, List<SlowdownResult> results) {
        if (results.isEmpty()) {
            return;
        }
        Text.line(page, "");
        Text.line(page, "## %s", title);
        Text.line(page, "");
        Text.line(page, "| # | name | where | kind | size | verdict | layer | named | seconds | cause |");
        Text.line(page, "|---:|---|---|---|---|---|---|---|---:|---:|");
        for (SlowdownResult r : results) {
            String verdict = r.isRight() ? r.verdict() : "**" + r.verdict() + "**";
            Text.line(page, "| %d | %s | %s | %s | %s | %s | %s | %s | %.0f | %s |", r.number(), r.name(), r.where(),
                    r.kind(), r.size(), verdict, r.layer(), r.fields().get(SlowdownResult.COLUMNS.indexOf("named"))
                            .replace("|", "\\|"), r.seconds(),
                    r.isExplained() ? r.causeRank() : "");
        }
    }
}
