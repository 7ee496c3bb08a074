package org.tracepointlab.harness.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Stands in for a JMH jar: takes JMH's command line and writes a result of JMH's form. What it does is told by the
 * parameter {@code behaviour}: {@code ok}, {@code crash}, {@code hang} (with a child process that hangs too),
 * {@code leave} (hangs, with a child that is a daemon),
 * {@code killed} (by signal 9), {@code heap} (runs out of it), {@code noise} (prints what terminals obey), {@code busy} (a control
 * that is slower), {@code garbage} (a result that is no JSON), {@code silent} (no result), {@code deaf} (ignores the parameters).
 */
public final class StubJmh {

    /** Environment variable: a file; forks wait as long as it is there. */
    public static final String HOLD = "LAB_STUB_HOLD";

    private StubJmh() {
    }

    /** Entry point of the stub jar. */
    public static void main(String[] args) throws Exception {
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
    private static void list(String include) {
        System.out.println("Benchmarks: ");
        for (String name : List.of("org.example.Sample.disableAll", "org.example.Sample.other")) {
            if (Pattern.compile(include).matcher(name).find()) {
                System.out.println(name);
                System.out.println("  param \"implementation\" = {original, unconditional}");
                System.out.println("  param \"behaviour\" = {ok}");
                System.out.println("  param \"tracepoints\" = {10}");
            }
        }
    }

    private static void act(Map<String, String> params, String name, Map<String, String> options) throws Exception {
        Path result = Path.of(options.get("-rff"));
        switch (params.getOrDefault("behaviour", "ok")) {
            case "crash" -> {
                System.out.println("java.lang.IllegalStateException: the stub crashes");
                System.exit(3);
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
            case "deaf" -> Files.writeString(result, json(name, Map.of(), options));
            default -> {
                hold();
                Files.writeString(result, json(name, params, options), StandardCharsets.UTF_8);
                if (name.endsWith("disableAll")) {
                    histogram(options.get("-jvmArgsAppend"), params, 1 + Integer.parseInt(options.getOrDefault("-wi", "1")));
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

    private static void histogram(String jvmArgs, Map<String, String> params, int iterations) throws IOException {
        String artifacts = List.of(jvmArgs.split(" ")).stream().filter(a -> a.startsWith("-Dlab.artifacts="))
                .findFirst().orElseThrow().substring("-Dlab.artifacts=".length());
        HistogramLogWriter writer = new HistogramLogWriter(Path.of(artifacts, "stub.hlog").toFile());
        writer.outputLogFormatVersion();
        Histogram histogram = new Histogram(3);
        histogram.setTag(params.get("implementation") + "-" + params.get("rcu") + "-hz" + params.get("hz") + "-n"
                + params.get("tracepoints"));
        long now = System.currentTimeMillis();
        histogram.setStartTimeStamp(now);
        histogram.setEndTimeStamp(now + 1);
        for (int i = 1; i <= 100; i++) {
            histogram.recordValue(i * 1000L);
        }
        for (int i = 0; i < iterations; i++) {
            writer.outputIntervalHistogram(histogram);
        }
        writer.close();
        String line = histogram.getTag() + " 1000".repeat(Integer.parseInt(params.get("tracepoints"))) + "\n";
        Files.writeString(Path.of(artifacts, "stub.removals"), line.repeat(iterations));
    }

    private static String json(String name, Map<String, String> params, Map<String, String> options) {
        return json(name, params, options, 1);
    }

    private static String json(String name, Map<String, String> params, Map<String, String> options, double slower) {
        int iterations = Integer.parseInt(options.getOrDefault("-i", "5"));
        double each = switch (params.getOrDefault("implementation", "")) {
            case "unconditional" -> 0.005;
            case "slow" -> 0.01;
            default -> 0.0001;
        };
        double n = Double.parseDouble(params.getOrDefault("tracepoints", "1"));
        List<String> raw = new ArrayList<>();
        for (int i = 0; i < iterations; i++) {
            raw.add(Double.toString(n * each * slower * (1 + 0.01 * i)));
        }
        double waits = each > 0.001 ? n : 0;
        return "[{\"jmhVersion\":\"1.37\",\"benchmark\":\"" + name + "\",\"mode\":\"ss\",\"threads\":1,\"forks\":1,"
                + "\"jvm\":\"java\",\"jvmArgs\":[],\"warmupIterations\":" + options.getOrDefault("-wi", "1")
                + ",\"measurementIterations\":" + iterations + ",\"params\":{" + params.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"").collect(Collectors.joining(","))
                + "},\"primaryMetric\":{\"score\":" + raw.get(0) + ",\"scoreError\":\"NaN\",\"scoreUnit\":\"s/op\","
                + "\"rawData\":[" + raw + "]},\"secondaryMetrics\":{" + counter("gracePeriodWaits", waits, iterations)
                + "," + counter("rcuWaits", waits, iterations) + "," + counter("srcuWaits", waits, iterations) + ","
                + counter("enableNanos", n * 1e5, iterations) + ","
                + counter("patches", 2 * n, iterations) + "," + counter("mismatches", 0, iterations) + ","
                + counter("compiledSites", n, iterations) + "," + counter("ticks", 1000, iterations) + ","
                + counter("lateTicks", 1, iterations) + "}}]";
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

    /** Makes a jar whose main class this is; it finds HdrHistogram through its manifest. */
    public static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StubJmh.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                Histogram.class.getProtectionDomain().getCodeSource().getLocation().toString());
        Path jar = folder.resolve("stub jar.jar");
        String entry = StubJmh.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = StubJmh.class.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        return jar;
    }
}
