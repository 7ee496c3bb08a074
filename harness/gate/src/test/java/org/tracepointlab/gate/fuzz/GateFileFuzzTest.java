package org.tracepointlab.harness.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.harness.core.gate.run.GateFile;

/** {@code gate.json}. */
class GateFileFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "gate.json", GateFile::read);
    }
}
