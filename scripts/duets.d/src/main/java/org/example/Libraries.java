package org.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.commons.lang3.StringUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What libraries are used for, a hundred times an operation, and so many more as {@link #more} says. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Libraries {

    private static final int TIMES = 100;
    /** So few that more work does not make the map any larger. */
    private static final int KEYS = 40;

    /** Percent of more work. */
    @Param("0")
    public int more;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Histogram histogram = new Histogram(3);
    private final List<String> words = new ArrayList<>();
    private String json;
    private int times;

    /** Makes the data. */
    @Setup
    public void fill() throws IOException {
        times = TIMES + more * TIMES / 100;
        Random random = new Random(1);
        for (int i = 0; i <= 2 * TIMES; i++) {
            words.add(random.ints(3 + random.nextInt(20), 'a', 'z').collect(StringBuilder::new,
                    StringBuilder::appendCodePoint, StringBuilder::append).toString());
        }
        json = mapper.writeValueAsString(Map.of("words", words.subList(0, 10), "numbers", List.of(1, 2.5, 1e9)));
    }

    /** The JDK's own map and strings. */
    @Benchmark
    public Map<String, Integer> map() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < times; i++) {
            counts.merge(words.get(i % KEYS).substring(0, 2), 1, Integer::sum);
        }
        return counts;
    }

    /** commons-lang3. */
    @Benchmark
    public void abbreviate(Blackhole hole) {
        for (int i = 0; i < times; i++) {
            hole.consume(StringUtils.replace(StringUtils.capitalize(words.get(i)), "a", "xyz"));
        }
    }

    /** commons-lang3. */
    @Benchmark
    public void distance(Blackhole hole) {
        for (int i = 0; i < times; i++) {
            hole.consume(StringUtils.getJaroWinklerDistance(words.get(i), words.get(i + 1)));
        }
    }

    /** Jackson. */
    @Benchmark
    public void parse(Blackhole hole) throws IOException {
        for (int i = 0; i < times; i++) {
            JsonNode node = mapper.readTree(json);
            hole.consume(node);
        }
    }

    /** HdrHistogram. */
    @Benchmark
    public Histogram record() {
        for (int i = 0; i < times; i++) {
            histogram.recordValue(words.get(i).hashCode() & 0xFFFFF);
        }
        return histogram;
    }
}
