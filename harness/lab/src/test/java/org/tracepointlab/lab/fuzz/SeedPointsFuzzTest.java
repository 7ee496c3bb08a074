package org.tracepointlab.harness.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.harness.lab.data.SeedPoints;

/** {@code seed.csv}. */
class SeedPointsFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "seed.csv", SeedPoints::read);
    }
}
