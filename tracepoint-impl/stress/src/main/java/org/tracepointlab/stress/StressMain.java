package org.tracepointlab.stress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tracepointlab.check.Bounds;
import org.tracepointlab.check.BoundsSearch;
import org.tracepointlab.check.CorrectnessCsv;
import org.tracepointlab.check.ModelVerdict;
import org.tracepointlab.tracepoint.Implementation;

/**
 * Runs jcstress in a JVM of its own and judges what it saw: each test must have run, each positive control must have
 * been seen, and nothing forbidden. Then widens the bounds of the exhaustive check for so many minutes, half of them
 * for each implementation that is correct. {@code StressMain FOLDER MINUTES TESTS jcstress-options...}; writes
 * {@code correctness.csv} to the folder, and exits with 0 if all is as it must be, or with 1.
 */
public final class StressMain {

    private static final Pattern LISTED = Pattern.compile("^JCTEST(\\d+)S(.+)");
    private static final List<String> CORRECT = List.of("unconditional", "conditional");

    private StressMain() {
    }

    /** See the class. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[0]);
        int minutes = Integer.parseInt(args[1]);
        CorrectnessCsv csv = new CorrectnessCsv();
        boolean fine = jcstress(folder, args[2], Arrays.asList(args).subList(3, args.length), csv);
        for (String implementation : minutes == 0 ? List.<String>of() : CORRECT) {
            fine &= widen(implementation, Duration.ofMinutes(minutes).dividedBy(CORRECT.size()), csv);
        }
        Path file = folder.resolve("correctness.csv");
        csv.write(file);
        System.out.printf("stress tests: %s; see %s%n", fine ? "all as they must be" : "WRONG, as said above", file);
        System.exit(fine ? 0 : 1);
    }

    private static boolean jcstress(Path folder, String tests, List<String> options, CorrectnessCsv csv)
            throws IOException, InterruptedException {
        JcstressResults results = new JcstressResults(listed(Pattern.compile(tests)));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main", "-v",
                "-r", folder.resolve("jcstress").toString(), "-t", tests));
        command.addAll(options);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader(); var log = Files.newBufferedWriter(
                folder.resolve("jcstress.log"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(line);
                log.write(line);
                log.newLine();
                results.read(line);
            }
        }
        int code = process.waitFor();
        results.write(csv, (System.nanoTime() - start) / 1e9);
        System.out.print(results);
        return code == 0 && results.right();
    }

    /** The names of jcstress's own list of tests that match. */
    private static List<String> listed(Pattern tests) {
        try (InputStream list = StressMain.class.getResourceAsStream("/META-INF/TestList");
                var lines = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
            return lines.lines().map(LISTED::matcher).filter(Matcher::matches)
                    .map(line -> line.group(2).substring(0, Integer.parseInt(line.group(1))))
                    .filter(tests.asPredicate()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read jcstress's list of tests", e);
        }
    }

    private static boolean widen(String implementation, Duration budget, CorrectnessCsv csv) {
        List<BoundsSearch.Attempt> attempts = BoundsSearch.of(Implementation.named(implementation), budget,
                System.out::println);
        attempts.stream().flatMap(attempt -> attempt.verdict().stream()).forEach(csv::add);
        long states = attempts.stream().flatMap(a -> a.verdict().stream()).mapToLong(ModelVerdict::states).sum();
        System.out.printf(Locale.ROOT, "frontier of %s: R,P,K = %s (%,d states in all); then %s%n", implementation,
                BoundsSearch.reached(attempts).stream().map(Bounds::toString).collect(Collectors.joining("; ")), states,
                attempts.get(attempts.size() - 1));
        return attempts.stream().flatMap(attempt -> attempt.verdict().stream()).allMatch(ModelVerdict::correct);
    }
}
