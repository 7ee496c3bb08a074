package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.gate.core.WrongInputException;

/**
 * When each removal of one disable-all began and how long it took ({@code timeline.csv}).
 *
 * @param removals of each implementation and HZ, in their order
 */
public record Timeline(List<Removal> removals) {

    /** Name of the file in a run's folder. */
    public static final String FILE = "timeline.csv";
    /** Of the disable-alls at one HZ, the largest one up to this N is kept. */
    public static final int LARGEST = 100;

    private static final List<String> HEADER =
            List.of("implementation", "hz", "tracepoints", "removal", "start_seconds", "seconds");
    private static final double NANO = 1e-9;

    /**
     * One removal.
     *
     * @param implementation original, unconditional or conditional
     * @param hz ticks a second
     * @param tracepoints N of the disable-all
     * @param number from 1
     * @param start seconds since the disable-all began
     * @param seconds that it took
     */
    public record Removal(String implementation, int hz, int tracepoints, int number, double start, double seconds) {
    }

    /**
     * Takes the last iteration of the plain disable-alls of the {@code kernel} flavour from what their forks left.
     *
     * @param forks folder of one fork of each cell
     */
    public static Timeline of(Map<Cell, Path> forks) throws IOException {
        Map<String, Cell> kept = new LinkedHashMap<>();
        for (Cell cell : forks.keySet()) {
            if (plain(cell) && number(cell, "tracepoints") <= LARGEST) {
                kept.merge(cell.params().get("implementation") + cell.params().get("hz"), cell,
                        (a, b) -> number(a, "tracepoints") >= number(b, "tracepoints") ? a : b);
            }
        }
        List<Removal> removals = new ArrayList<>();
        for (Cell cell : kept.values()) {
            removals.addAll(last(cell, forks.get(cell)));
        }
        removals.sort(Comparator.<Removal>comparingInt(r -> Names.order(r.implementation()))
                .thenComparing(Removal::implementation).thenComparingInt(Removal::hz)
                .thenComparingInt(Removal::number));
        return new Timeline(List.copyOf(removals));
    }

    private static boolean plain(Cell cell) {
        Map<String, String> p = cell.params();
        return cell.benchmark().equals(Names.DISABLE_ALL) && p.get("rcu").equals("kernel") && p.get("cpus").equals("1")
                && p.get("patching").equals("callsite") && p.get("readers").equals("0")
                && p.get("furtherRemovals").equals("0");
    }

    private static int number(Cell cell, String param) {
        return Integer.parseInt(cell.params().get(param));
    }

    private static List<Removal> last(Cell cell, Path fork) throws IOException {
        List<Removal> removals = new ArrayList<>();
        Path file = find(fork);
        List<String> lines = file == null ? List.of() : Files.readAllLines(file);
        if (!lines.isEmpty()) {
            String[] fields = lines.get(lines.size() - 1).split(" ");
            long start = 0;
            for (int i = 1; i < fields.length; i++) {
                long nanos = nanos(file, lines.size(), i + 1, fields[i]);
                removals.add(new Removal(cell.params().get("implementation"), number(cell, "hz"),
                        number(cell, "tracepoints"), i, start * NANO, nanos * NANO));
                start += nanos;
            }
        }
        return removals;
    }

    private static long nanos(Path file, int line, int field, String text) throws IOException {
        if (!text.matches("[0-9]{1,18}")) {
            throw new WrongInputException(file + ", line " + line + ", field " + field
                    + ": expected nanoseconds, found '"
                    + text.replaceAll("\\p{Cntrl}", "?").substring(0, Math.min(text.length(), 40)) + "'");
        }
        return Long.parseLong(text);
    }

    private static Path find(Path fork) throws IOException {
        if (!Files.isDirectory(fork)) {
            return null;
        }
        try (Stream<Path> files = Files.walk(fork)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".removals")).findFirst().orElse(null);
        }
    }

    /** Reads the file; without one there are no removals. */
    public static Timeline read(Path file) throws IOException {
        List<Removal> removals = new ArrayList<>();
        if (Files.exists(file)) {
            for (CsvRow r : Csv.read(file, HEADER)) {
                removals.add(new Removal(r.get("implementation"), r.count("hz"), r.count("tracepoints"),
                        r.count("removal"),
                        r.measured("start_seconds"), r.measured("seconds")));
            }
        }
        return new Timeline(List.copyOf(removals));
    }

    /** Writes the file; without a removal, none. */
    public void write(Path file) throws IOException {
        if (!removals.isEmpty()) {
            Csv.write(file, HEADER, removals.stream().map(r -> List.of(r.implementation(), "" + r.hz(),
                    "" + r.tracepoints(), "" + r.number(), Csv.number(r.start()), Csv.number(r.seconds()))).toList());
        }
    }
}
