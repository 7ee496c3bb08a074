package org.tracepointlab.gate.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes results as JMH would have. */
public final class JmhJson {

    private String benchmark = "org.example.Some.bench";
    private String mode = "avgt";
    private String unit = "us/op";
    private String params = "{}";
    private String raw = "[]";
    private String field = "rawData";
    private String jdk = "17.0.9";
    private String more = "";

    /** One result with forks of this level and a lognormal spread between them. */
    public static JmhJson forks(int forks, double level, double spread, long seed) {
        Random random = new Random(seed);
        JmhJson json = new JmhJson();
        json.raw = IntStream.range(0, forks).mapToObj(f -> {
            double fork = level * Math.exp(spread * random.nextGaussian());
            return IntStream.range(0, 3).mapToObj(i -> number(fork * (1 + 0.001 * i))).collect(
                    Collectors.joining(",", "[", "]"));
        }).collect(Collectors.joining(",", "[", "]"));
        return json;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.9g", value);
    }

    public JmhJson benchmark(String name) {
        benchmark = name;
        return this;
    }

    public JmhJson mode(String shortName, String scoreUnit) {
        mode = shortName;
        unit = scoreUnit;
        return this;
    }

    public JmhJson params(String json) {
        params = json;
        return this;
    }

    public JmhJson raw(String json) {
        raw = json;
        return this;
    }

    public JmhJson histogram(String json) {
        raw = json;
        field = "rawDataHistogram";
        return this;
    }

    public JmhJson jdk(String version) {
        jdk = version;
        return this;
    }

    public JmhJson blocks(String... ids) {
        more = ",\"" + JmhResult.BLOCKS + "\":" + Arrays.stream(ids).collect(Collectors.joining("\",\"", "[\"", "\"]"));
        return this;
    }

    public String entry() {
        return "{\"jmhVersion\":\"1.37\",\"benchmark\":\"" + benchmark + "\",\"mode\":\"" + mode
                + "\",\"threads\":1,\"jdkVersion\":\"" + jdk
                + "\",\"vmName\":\"OpenJDK\",\"jvm\":\"/x/java\",\"jvmArgs\":"
                + "[\"-Xmx1g\",\"-Dtmp=/a/b\"],\"warmupTime\":\"1 s\",\"params\":" + params
                + ",\"primaryMetric\":{\"score\":1.0,"
                + "\"scoreError\":\"NaN\",\"scoreUnit\":\"" + unit + "\",\"" + field + "\":" + raw
                + "},\"secondaryMetrics\":{\"x\":{\"rawData\":[[\"NaN\"]]}}" + more + "}";
    }

    public static String file(JmhJson... entries) {
        return List.of(entries).stream().map(JmhJson::entry).collect(Collectors.joining(",\n", "[", "]\n"));
    }
}
