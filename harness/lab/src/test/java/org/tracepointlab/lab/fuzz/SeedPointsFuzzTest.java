package org.tracepointlab.lab.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.fuzz.FuzzedReader;
import org.tracepointlab.lab.data.SeedPoints;

/** {@code seed.csv}. */
class SeedPointsFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "seed.csv", SeedPoints::read);
    }
}
