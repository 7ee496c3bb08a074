package org.tracepointlab.gate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.calibration.RecordedForks;

/** Recorded forks, from which the gate's calibration draws. */
class RecordedForksFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "forks.csv", RecordedForks::read);
    }
}
