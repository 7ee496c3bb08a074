package org.tracepointlab.gate.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stands in for a JMH jar: takes JMH's command line and writes a result of JMH's form. What it does is told by the
 * parameter {@code behaviour}: {@code ok}, {@code crash}, {@code hang} (with a child process that hangs too),
 * {@code leave} (hangs, with a child that is a daemon),
 * {@code killed} (by signal 9), {@code heap} (runs out of it), {@code noise} (prints what terminals obey), {@code busy}
 * (a control that is slower), {@code late} (half of its ticks are late),
 * {@code lateOnce} (so it is, until it is run again), {@code noisy} (each fork
 * has a score of its own), {@code breaks} (the same, and crashes from the seventh block on),
 * {@code samples} (2,000 in a fork, of which {@code slow} has the slowest fiftieth slower by half),
 * {@code blind} (crashes where it is recorded), {@code stuck} (hangs there, and says so in a file {@code stuck}),
 * {@code alone} (refuses to run beside another
 * one), {@code garbage} (a result that is no JSON), {@code silent} (no result), {@code deaf}
 * (ignores the parameters).
 */
public final class StubJmh {

    /** Environment variable: a file; forks wait as long as it is there. */
    public static final String HOLD = "STUB_JMH_HOLD";

    /** What is listed begins with this, and a file behind it: hangs, with a daemon whose id is in the file. */
    public static final String HANGING_LIST = "hang:";

    /** Environment variable: half of all ticks are late, as on a machine that does something else. */
    public static final String LATE = "STUB_JMH_LATE";

    private static final String TRAITS = "/stub.properties";

    private final String size;
    private final Extras extras;

    /**
     * @param size name of the parameter that scores and counters grow with
     * @param extras what a fork of a benchmark {@code disableAll} leaves beside its result
     */
    public StubJmh(String size, Extras extras) {
        this.size = size;
        this.extras = extras;
    }

    /** Writes more files of a fork. */
    @FunctionalInterface
    public interface Extras {
        /** Writes them into a folder, which the fork's JVM options name. */
        void write(Path artifacts, Map<String, String> params, int iterations) throws IOException;
    }

    /** Entry point of the stub jar. */
    public static void main(String[] args) throws Exception {
        new StubJmh("size", (artifacts, params, iterations) -> { }).run(args);
    }

    /** Does what JMH does with these arguments. */
    public void run(String... args) throws Exception {
        Map<String, String> params = new LinkedHashMap<>();
        Map<String, String> options = new LinkedHashMap<>();
        if (args[0].equals("-lp")) {
            list(args[1]);
            return;
        }
        String name = unquoted(args[0]);
        for (int i = 1; i < args.length; i += 2) {
            if (args[i].equals("-p")) {
                int eq = args[i + 1].indexOf('=');
                params.put(args[i + 1].substring(0, eq), args[i + 1].substring(eq + 1));
            } else {
                options.put(args[i], args[i + 1]);
            }
        }
        System.out.println("stub: " + String.join(" ", args));
        act(params, name, options);
    }

    /** What JMH's own listing looks like. */
    private void list(String include) throws Exception {
        if (include.startsWith(HANGING_LIST)) {
            new ProcessBuilder("sh", "-c", "sleep 600 & echo $! > '" + include.substring(HANGING_LIST.length()) + "'")
                    .start().waitFor();
            Thread.sleep(600_000);
        }
        System.out.println("Benchmarks: ");
        for (String name : List.of("org.example.Sample.disableAll", "org.example.Sample.other")) {
            if (Pattern.compile(include).matcher(name).find()) {
                System.out.println(name);
                System.out.println("  param \"implementation\" = {original, unconditional}");
                System.out.println("  param \"behaviour\" = {ok}");
                System.out.println("  param \"" + size + "\" = {10}");
            }
        }
    }

    /** What a parameter says, unless the jar itself does. */
    private static String trait(Map<String, String> params, String name, String otherwise) {
        Properties own = new Properties();
        try (InputStream in = StubJmh.class.getResourceAsStream(TRAITS)) {
            if (in != null) {
                own.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return own.getProperty(name, params.getOrDefault(name, otherwise));
    }

    private void act(Map<String, String> params, String name, Map<String, String> options) throws Exception {
        Path result = Path.of(options.get("-rff"));
        String fork = Path.of("").toAbsolutePath().getFileName().toString();
        boolean recorded = options.getOrDefault("-prof", "").contains("RecordingProfiler");
        if (recorded && params.getOrDefault("behaviour", "").equals("blind")) {
            System.out.println("java.lang.IllegalStateException: the stub is not to be recorded");
            System.exit(3);
        }
        if (recorded && params.getOrDefault("behaviour", "").equals("stuck")) {
            Files.createFile(Path.of("stuck"));
            Thread.sleep(600_000);
        }
        switch (trait(params, "behaviour", "ok")) {
            case "crash" -> {
                System.out.println("java.lang.IllegalStateException: the stub crashes");
                System.exit(3);
            }
            case "noisy", "breaks" -> {
                if (params.get("behaviour").equals("breaks") && fork.matches("b0[7-9].*|b[1-9][0-9].*")) {
                    System.exit(3);
                }
                Files.writeString(result, json(name, params, options, 1 + 0.25 * (fork.hashCode() & 3)),
                        StandardCharsets.UTF_8);
            }
            case "hang" -> {
                Process child = new ProcessBuilder("sleep", "600").start();
                Files.writeString(Path.of("child.pid"), "" + child.pid());
                Thread.sleep(600_000);
            }
            case "leave" -> {
                // As a daemon does: its parent ends at once, so that nothing leads to it any more.
                new ProcessBuilder("sh", "-c", "sleep 600 & echo $! > child.pid").start().waitFor();
                Thread.sleep(600_000);
            }
            case "killed" -> {
                System.out.println("the last words");
                new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start().waitFor();
                Thread.sleep(600_000);
            }
            case "heap" -> System.out.println(new long[Integer.MAX_VALUE].length);
            case "noise" -> {
                System.out.println("\u001b]0;owned\u0007\u001b[2J error \0 of the terminal");
                System.exit(4);
            }
            case "busy" -> {
                // A machine on which something else begins whenever the control runs.
                double slower = Path.of("").toAbsolutePath().toString().endsWith("control") ? 1.5 : 1;
                Files.writeString(result, json(name, params, options, slower), StandardCharsets.UTF_8);
            }
            case "garbage" -> Files.writeString(result, "[{\"benchmark\": ");
            case "silent" -> System.out.println("nothing to say");
            case "alone" -> {
                refuse(options.get("-jvmArgsAppend"));
                Files.writeString(result, json(name, params, options), StandardCharsets.UTF_8);
            }
            case "deaf" -> Files.writeString(result, json(name, Map.of(), options));
            default -> {
                hold();
                Files.writeString(result, json(name, params, options), StandardCharsets.UTF_8);
                if (name.endsWith("disableAll")) {
                    extras.write(artifacts(options.get("-jvmArgsAppend")), params,
                            1 + Integer.parseInt(options.getOrDefault("-wi", "1")));
                }
            }
        }
    }

    /** Where the environment names a file: says in another beside it that it runs, and waits until the file is gone. */
    private static void hold() throws Exception {
        String file = System.getenv(HOLD);
        if (file != null) {
            Files.writeString(Path.of(file + ".pid"), "" + ProcessHandle.current().pid() + "\n");
            while (Files.exists(Path.of(file))) {
                Thread.sleep(10);
            }
        }
    }

    /** As JMH does where another one has its lock, which {@code -Dstub.lock} names. */
    private static void refuse(String jvmArgs) throws IOException {
        String lock = Stream.of(jvmArgs.split(" ")).filter(a -> a.startsWith("-Dstub.lock=")).findFirst()
                .map(a -> a.substring(a.indexOf('=') + 1)).orElseThrow();
        try (FileChannel channel = FileChannel.open(Path.of(lock), StandardOpenOption.WRITE)) {
            if (channel.tryLock() == null) {
                System.out.println("ERROR: org.openjdk.jmh.runner.RunnerException: ERROR: Unable to acquire the JMH "
                        + "lock (" + lock + "): already taken by another JMH instance, exiting. Use "
                        + "-Djmh.ignoreLock=true to forcefully continue.");
                System.exit(1);
            }
        }
    }

    private static Path artifacts(String jvmArgs) {
        return Stream.of(jvmArgs.split(" ")).filter(a -> a.matches("-D[a-z]+\\.artifacts=.*")).findFirst()
                .map(a -> Path.of(a.substring(a.indexOf('=') + 1))).orElseThrow();
    }

    private String json(String name, Map<String, String> params, Map<String, String> options) {
        return json(name, params, options, 1);
    }

    private String json(String name, Map<String, String> params, Map<String, String> options, double slower) {
        int iterations = Integer.parseInt(options.getOrDefault("-i", "5"));
        double each = switch (trait(params, "implementation", "")) {
            case "unconditional" -> 0.005;
            case "slow" -> 0.01;
            default -> 0.0001;
        };
        double n = Double.parseDouble(params.getOrDefault(size, "1"));
        List<String> raw = new ArrayList<>();
        for (int i = 0; i < iterations; i++) {
            raw.add(Double.toString(n * each * slower * (1 + 0.01 * i)));
        }
        boolean samples = params.getOrDefault("behaviour", "").equals("samples");
        double waits = each > 0.001 ? n : 0;
        return "[{\"jmhVersion\":\"1.37\",\"benchmark\":\"" + name + "\",\"mode\":\""
                + (samples ? "sample" : "ss") + "\",\"threads\":1,\"forks\":1,"
                + "\"jvm\":\"java\",\"jvmArgs\":[],\"warmupIterations\":" + options.getOrDefault("-wi", "1")
                + ",\"measurementIterations\":" + iterations + ",\"params\":{" + params.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"").collect(Collectors.joining(","))
                + "},\"primaryMetric\":{\"score\":" + raw.get(0) + ",\"scoreError\":\"NaN\",\"scoreUnit\":\"s/op\","
                + (samples ? samples(params) : "\"rawData\":[" + raw + "]")
                + "},\"secondaryMetrics\":{" + counter("gracePeriodWaits", waits, iterations)
                + "," + counter("rcuWaits", waits, iterations) + "," + counter("srcuWaits", waits, iterations) + ","
                + counter("enableNanos", n * 1e5, iterations) + ","
                + counter("patches", 2 * n, iterations) + "," + counter("mismatches", 0, iterations) + ","
                + counter("compiledSites", n, iterations) + "," + counter("ticks", 1000, iterations) + ","
                + counter("lateTicks", isLate(params.getOrDefault("behaviour", "")) ? 500 : 1, iterations)
                + work(params, options, n, iterations) + "}}]";
    }

    private static String samples(Map<String, String> params) {
        boolean slow = params.getOrDefault("implementation", "").equals("slow");
        return "\"rawDataHistogram\":[[[[0.001," + 1960 + "],[" + (slow ? 0.0045 : 0.003) + ",40]]]]";
    }

    private static boolean isLate(String behaviour) {
        boolean again = Path.of("").toAbsolutePath().getFileName().toString().contains("-again");
        return System.getenv(LATE) != null || behaviour.equals("late") || behaviour.equals("lateOnce") && !again;
    }

    /**
     * What the work profiler would add. With the behaviour {@code more} it is 5% more, with {@code much} half as much
     * again, with {@code scan} more for each element where there are more of them, with {@code once} more the first
     * time only, and with {@code none} nothing is counted.
     */
    private static String work(Map<String, String> params, Map<String, String> options, double n, int iterations) {
        String kind = trait(params, "behaviour", "");
        if (!options.getOrDefault("-prof", "").startsWith("work:") || kind.equals("none")) {
            return "";
        }
        boolean second = Path.of("").toAbsolutePath().getFileName().toString().contains("-2-");
        double more = switch (kind) {
            case "more" -> 0.05 * 100 * n;
            case "much" -> 0.5 * 100 * n;
            case "once" -> second ? 0 : 0.05 * 100 * n;
            case "scan" -> 100 * n * (n / 10 - 1);
            default -> 0;
        };
        try {
            Path folder = Files.createDirectories(Path.of("work"));
            Files.writeString(folder.resolve("work-stub.json"), "{\"operations\": 10, \"methods\": ["
                    + "{\"method\": \"a.A.same()V\", \"bytecodes\": " + 1000 * n + "}, "
                    + "{\"method\": \"a.A.more()V\", \"bytecodes\": " + 10 * more + "}]}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        StringBuilder all = new StringBuilder("," + counter("work.bytecodes", 100 * n + more, iterations));
        for (String name : List.of("calls", "objects", "bytes", "monitors", "atomics")) {
            all.append(',').append(counter("work." + name, name.equals("calls") ? n : 0, iterations));
        }
        return all.toString();
    }

    private static String counter(String name, double value, int iterations) {
        List<Double> raw = new ArrayList<>();
        for (int i = 0; i < iterations; i++) {
            raw.add(value);
        }
        return "\"" + name + "\":{\"score\":" + value * iterations + ",\"scoreError\":\"NaN\",\"scoreUnit\":\"#\","
                + "\"rawData\":[" + raw + "]}";
    }

    private static String unquoted(String regex) {
        return regex.substring(1, regex.length() - 1).replace("\\", "");
    }

    /** Makes a jar whose main class this is. */
    public static Path jar(Path folder) throws IOException {
        return jar(folder, List.of(StubJmh.class, Extras.class), List.of());
    }

    /**
     * Makes a jar.
     *
     * @param classes what it holds; the first is its main class
     * @param libraries places that its manifest names
     */
    public static Path jar(Path folder, List<Class<?>> classes, List<URL> libraries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, classes.get(0).getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                libraries.stream().map(URL::toString).collect(Collectors.joining(" ")));
        return jar(folder.resolve("stub jar.jar"), manifest, classes, "");
    }

    /**
     * Makes a jar that has traits of its own, whatever the parameters say.
     *
     * @param traits like {@code behaviour=more}, a line each
     */
    public static Path jar(Path jar, String traits) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubJmh.class.getName());
        return jar(jar, manifest, List.of(StubJmh.class, Extras.class), traits);
    }

    private static Path jar(Path jar, Manifest manifest, List<Class<?>> classes, String traits) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Class<?> type : classes) {
                String entry = type.getName().replace('.', '/') + ".class";
                try (var in = type.getClassLoader().getResourceAsStream(entry)) {
                    out.putNextEntry(new JarEntry(entry));
                    in.transferTo(out);
                }
            }
            out.putNextEntry(new JarEntry(TRAITS.substring(1)));
            out.write(traits.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
