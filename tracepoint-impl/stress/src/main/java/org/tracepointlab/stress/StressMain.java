package org.tracepointlab.stress;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracepointlab.check.CorrectnessCsv;

/**
 * Runs jcstress in a JVM of its own, adds its results up, and judges them: each positive control must have been seen, and
 * nothing forbidden. {@code StressMain FOLDER jcstress-options...}; writes {@code correctness.csv} to the folder.
 */
public final class StressMain {

    private static final Pattern TEST = Pattern.compile("(org\\.tracepointlab\\.(?:stress|rcu)\\.\\S+)\\s*$");
    private static final Pattern ROW =
            Pattern.compile("^\\s+([01])\\s+([\\d,]+)\\s+\\S+%\\s+(Acceptable|Interesting|Forbidden)\\b.*");

    /** How often each result of a test came. */
    private static final class Tally {
        long states;
        long mismatches;
        boolean control;
    }

    private final Map<String, Tally> tallies = new TreeMap<>();
    private String test = "";
    private boolean atEnd;

    private StressMain() {
    }

    /** See the class. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        StressMain main = new StressMain();
        long start = System.nanoTime();
        int code = main.run(folder, Arrays.asList(args).subList(1, args.length));
        main.write(folder.resolve("correctness.csv"), (System.nanoTime() - start) / 1e9);
        System.exit(code != 0 ? code : main.judge() ? 0 : 1);
    }

    private int run(Path folder, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main", "-v",
                "-r", folder.resolve("jcstress").toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader(); var log = Files.newBufferedWriter(
                folder.resolve("jcstress.log"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                log.write(line);
                log.newLine();
                read(line);
            }
        }
        return process.waitFor();
    }

    /** Only the rows at the end count: they add up those of all configurations. */
    private void read(String line) {
        if (line.startsWith("RUN RESULTS")) {
            atEnd = true;
        }
        if (!atEnd) {
            return;
        }
        Matcher name = TEST.matcher(line);
        Matcher row = ROW.matcher(line);
        if (row.matches()) {
            Tally tally = tallies.computeIfAbsent(test, t -> new Tally());
            long samples = Long.parseLong(row.group(2).replace(",", ""));
            tally.states += samples;
            tally.mismatches += row.group(1).equals("1") ? samples : 0;
            tally.control |= row.group(3).equals("Interesting");
        } else if (name.find()) {
            test = name.group(1);
        }
    }

    private void write(Path file, double seconds) {
        CorrectnessCsv csv = new CorrectnessCsv();
        tallies.forEach((name, tally) -> csv.line(shortName(name), "stress-" + Runtime.version().feature(), 1, 2, 2,
                tally.states, tally.mismatches, seconds / tallies.size()));
        csv.write(file);
    }

    private static String shortName(String name) {
        return name.substring(name.lastIndexOf('.', name.length() - 1) + 1);
    }

    private boolean judge() {
        boolean fine = !tallies.isEmpty();
        for (Map.Entry<String, Tally> entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            boolean right = tally.control == tally.mismatches > 0;
            fine &= right;
            System.out.printf(Locale.ROOT, "%-60s %,14d samples, %,10d mismatches: %s%n", entry.getKey(), tally.states,
                    tally.mismatches, right ? tally.control ? "seen, as it must" : "none" : "WRONG");
        }
        return fine;
    }
}
