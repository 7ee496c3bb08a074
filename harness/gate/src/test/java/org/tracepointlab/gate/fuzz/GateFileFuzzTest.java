package org.tracepointlab.gate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.run.GateFile;

/** {@code gate.json}. */
class GateFileFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "gate.json", GateFile::read);
    }
}
