package org.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.commons.codec.binary.Base64;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.lang3.RandomStringUtils;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What libraries are used for, the same code over an older and a newer version of each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Versions {

    private static final int ROWS = 50;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Histogram histogram = new Histogram(3);
    private final List<String> words = new ArrayList<>();
    private final byte[] bytes = new byte[1000];
    private String text;
    private String json;
    private String csv;

    /** Makes the data. */
    @Setup
    public void fill() throws IOException {
        Random random = new Random(1);
        random.nextBytes(bytes);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 2 * ROWS; i++) {
            words.add(random.ints(3 + random.nextInt(20), 'a', 'z').collect(StringBuilder::new,
                    StringBuilder::appendCodePoint, StringBuilder::append).toString());
        }
        for (int i = 0; i < ROWS; i++) {
            rows.append(words.get(i)).append(",\"").append(words.get(i + 1)).append("\",").append(i).append("\r\n");
        }
        text = String.join(",", words);
        csv = rows.toString();
        json = mapper.writeValueAsString(Map.of("words", words.subList(0, 20), "numbers", List.of(1, 2.5, 1e9)));
    }

    /** commons-lang3. */
    @Benchmark
    public String randomAlphanumeric() {
        return RandomStringUtils.randomAlphanumeric(20);
    }

    /** commons-lang3. */
    @Benchmark
    public String[] split() {
        return StringUtils.split(text, ',');
    }

    /** commons-lang3. */
    @Benchmark
    public String replace() {
        return StringUtils.replace(text, "a", "xyz");
    }

    /** Jackson. */
    @Benchmark
    public JsonNode readTree() throws IOException {
        return mapper.readTree(json);
    }

    /** Jackson. */
    @Benchmark
    public String write() throws IOException {
        return mapper.writeValueAsString(words);
    }

    /** commons-csv. */
    @Benchmark
    public int parseCsv() throws IOException {
        try (CSVParser parser = CSVFormat.DEFAULT.parse(new StringReader(csv))) {
            return parser.getRecords().size();
        }
    }

    /** commons-csv. */
    @Benchmark
    public String printCsv() {
        return CSVFormat.DEFAULT.format(words.toArray());
    }

    /** commons-codec. */
    @Benchmark
    public byte[] base64() {
        return Base64.encodeBase64(bytes);
    }

    /** commons-codec. */
    @Benchmark
    public String hex() {
        return Hex.encodeHexString(bytes);
    }

    /** commons-text. */
    @Benchmark
    public int distance() {
        return LevenshteinDistance.getDefaultInstance().apply(words.get(0), words.get(1));
    }

    /** HdrHistogram. */
    @Benchmark
    public long record() {
        histogram.recordValue(1000);
        return histogram.getValueAtPercentile(99);
    }

    /** Guava. */
    @Benchmark
    public List<String> splitter() {
        return Splitter.on(',').splitToList(text);
    }

    /** Guava. */
    @Benchmark
    public ImmutableMap<Integer, String> immutableMap() {
        ImmutableMap.Builder<Integer, String> map = ImmutableMap.builder();
        for (int i = 0; i < ROWS; i++) {
            map.put(i, words.get(i));
        }
        return map.build();
    }

    /** Guava. */
    @Benchmark
    public long murmur() {
        return Hashing.murmur3_128().hashString(text, StandardCharsets.UTF_8).asLong();
    }
}
