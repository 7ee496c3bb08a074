package org.tracepointlab.lab.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.MachineLoad;
import org.tracepointlab.gate.core.Printable;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.lab.run.Measurement;

/**
 * All that charts and reports are made from.
 *
 * @param folder of the run
 * @param environment {@code environment.json}
 * @param measurements of the run, from its {@code jmh.json}
 * @param curve the cost points among them
 * @param validity whether they can be believed
 * @param marks which implementations are correct
 * @param kernel reference curves
 * @param host what {@code lab kernel} measured on this machine, if it did
 * @param seed reference points
 */
public record RunData(Path folder, JsonNode environment, List<Measurement> measurements, CostCurve curve,
        Validity validity, Marks marks, KernelReference kernel,
        KernelReference host, SeedPoints seed) {

    /** Name of the merged JMH result in a run's folder. */
    public static final String JMH = "jmh.json";
    /** Name of the environment file in a run's folder. */
    public static final String ENVIRONMENT = "environment.json";
    /** Name of the merged histogram log in a run's folder. */
    public static final String HLOG = "teardown.hlog";

    /** Reads a run. A reference folder without files gives a run without reference. */
    public static RunData read(Path folder, Path reference) throws IOException {
        JsonNode environment = Files.exists(folder.resolve(ENVIRONMENT))
                ? Json.read(folder.resolve(ENVIRONMENT)) : Json.object();
        Path results = folder.resolve(JMH);
        try {
            return of(folder, environment, Measurement.all(Json.read(results)), reference);
        } catch (IllegalArgumentException e) {
            throw new WrongInputException(results + ": " + Printable.of("" + e.getMessage()), e);
        }
    }

    /** Takes measurements that are at hand already. */
    public static RunData of(Path folder, JsonNode environment, List<Measurement> measurements, Path reference)
            throws IOException {
        CostCurve curve = CostCurve.of(measurements);
        Validity validity = Validity.of(measurements, CostCurve.ofAny(measurements),
                ForkLoads.of(folder, MachineLoad.limit()));
        return new RunData(folder, environment, measurements, curve, validity,
                Marks.read(folder, validity.mismatches()),
                KernelReference.read(reference.resolve("kernel-reference.csv")),
                KernelReference.read(folder.resolve(KernelReference.HOST_FILE)),
                SeedPoints.read(reference.resolve("seed.csv")));
    }

    /** The histogram log, which need not exist. */
    public Path hlog() {
        return folder.resolve(HLOG);
    }
}
