package org.tracepointlab.lab.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.fuzz.FuzzedReader;
import org.tracepointlab.lab.data.RunData;

/** A run's {@code jmh.json}, with the curves and the verdict that are made of it. */
class RunFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "jmh.json", file -> RunData.read(file.getParent(), file.resolveSibling("none")));
    }
}
