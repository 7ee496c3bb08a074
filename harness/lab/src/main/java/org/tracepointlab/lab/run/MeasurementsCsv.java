package org.tracepointlab.lab.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tracepointlab.gate.core.Csv;

/** {@code measurements.csv}: one row an iteration, a column for every parameter and every metric of any benchmark. */
public final class MeasurementsCsv {

    private MeasurementsCsv() {
    }

    /** Writes the file. A field is empty where a benchmark has no such parameter or metric. */
    public static void write(Path file, List<Measurement> measurements) throws IOException {
        Set<String> params = new LinkedHashSet<>();
        Set<String> metrics = new LinkedHashSet<>();
        for (Measurement m : measurements) {
            params.addAll(m.params().keySet());
            metrics.addAll(m.metrics().keySet());
        }
        List<String> header = new ArrayList<>(List.of("benchmark", Measurement.MODE));
        header.addAll(params);
        header.addAll(List.of("fork", "iteration", "score", "unit", "samples", "p50", "p99", "max"));
        header.addAll(metrics);
        List<List<String>> rows = measurements.stream().map(m -> row(m, params, metrics)).toList();
        Csv.write(file, header, rows);
    }

    private static List<String> row(Measurement m, Set<String> params, Set<String> metrics) {
        List<String> row = new ArrayList<>(List.of(m.benchmark(), m.mode()));
        params.forEach(p -> row.add(m.param(p)));
        row.addAll(List.of("" + m.fork(), "" + m.iteration(), Csv.number(m.score()), m.unit()));
        Measurement.Samples s = m.samples();
        row.addAll(s == null ? List.of("", "", "", "")
                : List.of("" + s.count(), Csv.number(s.p50()), Csv.number(s.p99()), Csv.number(s.max())));
        metrics.forEach(name -> row.add(Csv.number(m.metric(name))));
        return row;
    }
}
