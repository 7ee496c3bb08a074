package org.tracepointlab.lab.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.fuzz.FuzzedReader;
import org.tracepointlab.lab.data.RunData;

/** {@code correctness.csv} of a run. */
class MarksFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "correctness.csv", file -> RunData.of(file.getParent(), Json.object(), List.of(),
                file.resolveSibling("none")).marks());
    }
}
