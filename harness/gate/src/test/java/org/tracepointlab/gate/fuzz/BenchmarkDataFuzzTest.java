package org.tracepointlab.gate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.history.BenchmarkData;
import org.tracepointlab.gate.history.Machine;

/** {@code data.js} of github-action-benchmark. */
class BenchmarkDataFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "data.js", file -> BenchmarkData.read(file, Machine.named("fuzz"), note -> { }));
    }
}
