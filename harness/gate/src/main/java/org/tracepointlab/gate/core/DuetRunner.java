package org.tracepointlab.gate.core;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.tracepointlab.gate.duet.CommandRecorder;
import org.tracepointlab.gate.duet.DuetMain;
import org.tracepointlab.gate.duet.TurnProfiler;

/**
 * Runs duets of one cell: forks in which both sides run in turn. Each has a folder with {@code log.txt} (all that the
 * fork printed), {@code <side>.log} (what the side's JMH did), {@code <side>.json} (JMH's result; both are there once
 * the fork was found to be whole), {@code slices.csv} (each turn), {@code duet.properties} (what was run) and {@code
 * load.json}.
 *
 * @param baseline one side
 * @param candidate the other one
 * @param old the cell on the baseline's side
 * @param now the same on the candidate's
 */
public record DuetRunner(ForkRunner baseline, ForkRunner candidate, Cell old, Cell now) {

    /** Results, and what is left of a fork, are named after the side. */
    public static final List<String> SIDES = DuetMain.SIDES;
    /** The record of all turns. */
    public static final String SLICES = "slices.csv";
    private static final String HINTS = "hints.txt";
    private static final String LINE = "\n";
    private static final Pattern LIBRARY = Pattern.compile(".*\\.(so|dll|dylib|jnilib)");
    private static final Path MAPS = Path.of("/proc/self/maps");

    /**
     * What one duet runs.
     *
     * @param warmups iterations of each side before the first that counts, 1 or more
     * @param measured iterations of each side that count, 1 or more
     * @param millis length of each; 0 for single shots
     */
    public record Turns(int warmups, int measured, long millis) {
    }

    /** Where the fork's own classes are. */
    static Path home() {
        try {
            return Path.of(DuetMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("expected classes in a file, found " + e.getInput(), e);
        }
    }

    /**
     * How both would be run.
     *
     * @param folder for what is asked of them
     * @throws DuetFailedException if that is not in one virtual machine
     */
    public List<ForkCommand> commands(Path folder) throws IOException, DuetFailedException {
        if (!baseline.jdk().java().equals(candidate.jdk().java())) {
            throw new DuetFailedException("two JDKs, " + baseline.jdk().feature() + " and "
                    + candidate.jdk().feature() + ": " + baseline.jdk().java() + " and " + candidate.jdk().java());
        }
        if (!baseline.jvmArgs().equals(candidate.jvmArgs())) {
            throw new DuetFailedException("two sets of JVM options, '" + String.join(" ", baseline.jvmArgs())
                    + "' and '" + String.join(" ", candidate.jvmArgs()) + "'");
        }
        if (!Files.isReadable(MAPS)) {
            requireNoLibrary(baseline.jar());
            requireNoLibrary(candidate.jar());
        }
        try {
            ForkCommand one = ForkCommand.ask(baseline, old, folder.resolve(SIDES.get(0)));
            ForkCommand other = ForkCommand.ask(candidate, now, folder.resolve(SIDES.get(1)));
            String apart = one.apart(other);
            if (!apart.isEmpty()) {
                throw new DuetFailedException(apart);
            }
            return List.of(one, other);
        } catch (ForkFailedException e) {
            throw new DuetFailedException(e.getMessage());
        }
    }

    /** Where nothing tells whether one is loaded. */
    static void requireNoLibrary(Path jar) throws IOException, DuetFailedException {
        try (ZipFile zip = new ZipFile(jar.toFile()); Stream<String> names = zip.stream().map(e -> e.getName())) {
            Optional<String> library = names.filter(name -> LIBRARY.matcher(name).matches()).findFirst();
            if (library.isPresent()) {
                throw new DuetFailedException(jar.getFileName() + " has native code, which is loaded once for both "
                        + "sides: " + library.get());
            }
        }
    }

    /**
     * The results of a duet that ran to its end in this folder before, or else runs it.
     *
     * @param commands of both sides
     * @param first the side that is loaded first, 0 or 1
     * @param seed of the order of turns
     * @return JMH's results, the baseline's first
     * @throws DuetFailedException if it is void
     * @throws ForkFailedException as an ordinary fork's
     * @throws BusyException if there is another JMH, and nobody is to wait
     */
    public List<ObjectNode> resume(List<ForkCommand> commands, Turns turns, int first, long seed, int round,
            Path folder, Waiting waiting) throws DuetFailedException, IOException {
        if (!isWhole(folder)) {
            ForkProcess.besideNoOther(folder, waiting, () -> {
                run(commands, turns, first, seed, round, folder);
                return folder;
            });
        }
        Path unfit = folder.resolve(DuetMain.VOID);
        if (Files.exists(unfit)) {
            throw new DuetFailedException(Files.readString(unfit, StandardCharsets.UTF_8).strip());
        }
        return List.of(ForkRunner.checked(old, round, result(folder, 0), log(folder)),
                ForkRunner.checked(now, round, result(folder, 1), log(folder)));
    }

    private static boolean isWhole(Path folder) {
        return Files.exists(result(folder, 0)) && Files.exists(result(folder, 1));
    }

    private static Path result(Path folder, int side) {
        return folder.resolve(SIDES.get(side) + ".json");
    }

    private static Path log(Path folder) {
        return folder.resolve(ForkProcess.LOG);
    }

    private void run(List<ForkCommand> commands, Turns turns, int first, long seed, int round, Path folder)
            throws IOException {
        Folders.delete(folder);
        Files.createDirectories(folder.resolve(ForkRunner.ARTIFACTS));
        ForkCommand command = commands.get(0);
        Files.write(folder.resolve(HINTS), command.hintsOfBoth(commands.get(1)));
        plan(command, turns, first, seed, folder);
        List<String> words = new ArrayList<>(List.of(command.java()));
        words.addAll(command.options());
        words.addAll(List.of("-Djmh.ignoreLock=true", CommandRecorder.HINTS_OPTION + HINTS, "-cp", home().toString(),
                DuetMain.class.getName()));
        Cell both = new Cell(old.benchmark(), old.params(), old.iterations(), 1, old.forkSeconds(),
                old.timeout().plus(now.timeout()));
        Optional<MachineLoad.Moment> before = MachineLoad.Moment.now();
        ForkProcess.run(both, round, words, folder);
        ForkRunner.load(before, folder);
        for (int side = 0; side < SIDES.size(); side++) {
            ObjectNode result = ForkRunner.checked(side == 0 ? old : now, round, partial(folder, side), log(folder));
            result.put("forks", 1);
            ArrayNode arguments = result.putArray("jvmArgs");
            commands.get(side).jvmArgs().forEach(arguments::add);
            Json.write(partial(folder, side), Json.object().arrayNode().add(result));
        }
        AtomicFiles.forceAll(folder);
        AtomicFiles.move(partial(folder, 0), result(folder, 0));
        AtomicFiles.move(partial(folder, 1), result(folder, 1));
    }

    private static Path partial(Path folder, int side) {
        return folder.resolve(partial(side));
    }

    private static String partial(int side) {
        return SIDES.get(side) + ".partial.json";
    }

    private void plan(ForkCommand command, Turns turns, int first, long seed, Path folder) throws IOException {
        Properties plan = new Properties();
        plan.setProperty("seed", "" + seed);
        plan.setProperty("first", SIDES.get(first));
        plan.setProperty("pairs", "" + (turns.warmups() + turns.measured()));
        side(plan, 0, baseline.jar(), arguments(command, turns, old, 0));
        side(plan, 1, candidate.jar(), arguments(command, turns, now, 1));
        try (Writer out = Files.newBufferedWriter(folder.resolve(DuetMain.PLAN))) {
            plan.store(out, null);
        }
    }

    private static void side(Properties plan, int side, Path jar, List<String> arguments) {
        plan.setProperty(SIDES.get(side) + ".jars", jar.toAbsolutePath() + LINE
                + JmhCommand.moreJars().replace(File.pathSeparator, LINE));
        plan.setProperty(SIDES.get(side) + ".args", String.join(LINE, arguments));
    }

    /** What the annotations say is said again: a jar's own launcher may have said otherwise. */
    private static List<String> arguments(ForkCommand command, Turns turns, Cell cell, int side) {
        Map<String, String> settings = command.settings();
        List<String> words = new ArrayList<>(List.of(JmhCommand.exactly(cell.benchmark())));
        cell.params().forEach((name, value) -> words.addAll(List.of("-p", name + "=" + value)));
        words.addAll(List.of("-f", "0", "-wi", "" + turns.warmups(), "-i", "" + turns.measured()));
        if (turns.millis() > 0) {
            words.addAll(List.of("-w", turns.millis() + "ms", "-r", turns.millis() + "ms"));
        }
        words.addAll(List.of("-bm", settings.get("mode"), "-t", settings.get("threads"), "-tg", settings.get("groups"),
                "-tu", unit(settings.get("unit")), "-opi", settings.get("operations"), "-si",
                settings.get("synchronised"), "-to", settings.get("timeout") + "ms", "-wbs",
                settings.get("warmup.batch"), "-bs", settings.get("measurement.batch")));
        words.addAll(List.of("-foe", "true", "-gc", "false", "-rf", "json", "-rff", partial(side), "-o",
                SIDES.get(side) + ".log", "-prof", TurnProfiler.class.getName()));
        return words;
    }

    /** As JMH's option takes it. */
    private static String unit(String name) {
        return switch (name) {
            case "NANOSECONDS" -> "ns";
            case "MICROSECONDS" -> "us";
            case "MILLISECONDS" -> "ms";
            case "SECONDS" -> "s";
            default -> name.substring(0, 1).toLowerCase(Locale.ROOT);
        };
    }
}
