package org.tracepointlab.gate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.run.GatePlan;

/** {@code gate-run.json}, from which a gate is resumed. */
class GatePlanFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "gate-run.json", file -> GatePlan.read(file.getParent()));
    }
}
