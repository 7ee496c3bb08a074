package org.tracepointlab.gate.history;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.tracepointlab.gate.core.Sha256;
import org.tracepointlab.gate.rule.BenchmarkId;

/** A made-up history whose changes are known, to look at and to try things with. */
public final class Synthetic {

    private static final Instant BEGIN = Instant.parse("2026-01-05T09:00:00Z");
    private static final Machine MACHINE = new Machine("synthetic: no machine measured this", 8, "", "");
    private static final int FORKS = 3;
    /** Of a commit's hash. */
    private static final int DIGITS = 40;

    private Synthetic() {
    }

    /** A benchmark: its level, its noise, and from which commit on it is how many times as slow. */
    private record Made(String name, String mode, double level, double noise, Map<Integer, Double> steps, double drift,
            Map<Integer, Double> work) {
    }

    private static final List<Made> MADE = List.of(
            new Made("Codec.decode", "avgt", 120, 0.03, Map.of(60, 1.12), 0, Map.of(60, 1.09)),
            new Made("Codec.encode", "avgt", 85, 0.03, Map.of(), 0, Map.of()),
            new Made("Index.lookup", "avgt", 42, 0.02, Map.of(90, 1.2, 110, 1 / 1.2, 184, 1.15), 0,
                    Map.of(90, 1.5, 110, 1 / 1.5)),
            new Made("Queue.transfer", "thrpt", 9500, 0.10, Map.of(130, 1.4), 0, Map.of()),
            new Made("Start.cold", "ss", 310, 0.05, Map.of(), 0.2, Map.of()));

    /** Such a history of so many commits, always the same. */
    public static List<Entry> history(int commits, long seed) {
        Random random = new Random(seed);
        List<Entry> all = new ArrayList<>();
        for (int i = 0; i < commits; i++) {
            Instant time = BEGIN.plus(Duration.ofHours(21L * i));
            byte[] name = ("commit " + seed + " " + i).getBytes(StandardCharsets.UTF_8);
            Commit commit = new Commit(Sha256.of(name).substring(0, DIGITS), time, "");
            for (Made made : MADE) {
                all.add(entry(made, i, commits, commit, random));
            }
        }
        return all;
    }

    private static Entry entry(Made made, int i, int commits, Commit commit, Random random) {
        double cost = Math.exp(made.drift * i / commits + made.noise * random.nextGaussian());
        double bytecodes = Math.rint(made.level * 31);
        for (Map.Entry<Integer, Double> step : new TreeMap<>(made.steps).entrySet()) {
            cost *= i >= step.getKey() ? step.getValue() : 1;
        }
        for (Map.Entry<Integer, Double> step : new TreeMap<>(made.work).entrySet()) {
            bytecodes = Math.rint(bytecodes * (i >= step.getKey() ? step.getValue() : 1));
        }
        List<Double> forks = new ArrayList<>();
        for (int f = 0; f < FORKS; f++) {
            double fork = cost * Math.exp(made.noise / 2 * random.nextGaussian());
            forks.add(Math.rint(1e4 * (made.mode.equals("thrpt") ? made.level / fork : made.level * fork)) / 1e4);
        }
        String unit = switch (made.mode) {
            case "thrpt" -> "ops/ms";
            case "ss" -> "ms/op";
            default -> "ns/op";
        };
        return new Entry(new BenchmarkId("org.example." + made.name, made.mode, Map.of()), unit, "", commit,
                commit.time().plusSeconds(3600), MACHINE, forks, made.mode.equals("ss") ? Map.of()
                : Map.of("work.bytecodes", bytecodes, "work.objects", made.name.endsWith("code") ? 3.0 : 0.0), "",
                "synthetic");
    }
}
