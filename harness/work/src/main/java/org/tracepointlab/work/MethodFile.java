package org.tracepointlab.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.tracepointlab.work.agent.Totals;

/**
 * The counts of each method over all measurement iterations of a fork, as {@code work-<benchmark>.json}: those with
 * most bytecodes first. Counts are sums, to be divided by {@code operations}. Not thread-safe.
 */
final class MethodFile {
    private final Map<String, Totals> methods = new TreeMap<>();
    private double operations;

    void add(Map<String, Totals> more, double done) {
        more.forEach((method, totals) -> methods.computeIfAbsent(method, name -> new Totals()).add(totals));
        operations += done;
    }

    List<Map.Entry<String, Totals>> sorted() {
        Comparator<Map.Entry<String, Totals>> most = Comparator.comparingLong(entry -> -entry.getValue().bytecodes());
        return methods.entrySet().stream().sorted(most.thenComparing(Map.Entry.comparingByKey())).toList();
    }

    double operations() {
        return operations;
    }

    /** The name of a benchmark's file: with its parameters, and with the fork's number from the second one on. */
    static String nameOf(BenchmarkParams params, int fork) {
        StringBuilder name = new StringBuilder("work-").append(params.getBenchmark());
        for (String key : params.getParamsKeys()) {
            name.append('-').append(key).append('=').append(params.getParam(key));
        }
        if (fork > 1) {
            name.append("-fork").append(fork);
        }
        return name.toString().replaceAll("[^A-Za-z0-9_.=-]", "_") + ".json";
    }

    void write(Path file, BenchmarkParams params) throws IOException {
        StringBuilder json = new StringBuilder("{\n  \"benchmark\": ").append(Json.quote(params.getBenchmark()));
        json.append(",\n  \"params\": {");
        String comma = "";
        for (String key : params.getParamsKeys()) {
            json.append(comma).append(Json.quote(key)).append(": ").append(Json.quote(params.getParam(key)));
            comma = ", ";
        }
        json.append("},\n  \"operations\": ").append(operations).append(",\n  \"methods\": [");
        comma = "\n";
        for (Map.Entry<String, Totals> method : sorted()) {
            json.append(comma).append("    ").append(line(method));
            comma = ",\n";
        }
        json.append("\n  ]\n}\n");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json);
    }

    private static String line(Map.Entry<String, Totals> method) {
        Totals totals = method.getValue();
        String bytes = totals.unsized() == null ? ", \"bytes\": " + totals.bytes() : "";
        return "{\"method\": " + Json.quote(method.getKey()) + ", \"bytecodes\": " + totals.bytecodes()
                + ", \"calls\": " + totals.calls() + ", \"objects\": " + totals.objects() + bytes
                + ", \"monitors\": " + totals.monitors() + ", \"atomics\": " + totals.atomics() + "}";
    }
}
