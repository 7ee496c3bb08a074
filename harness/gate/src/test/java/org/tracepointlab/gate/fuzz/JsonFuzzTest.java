package org.tracepointlab.gate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.core.Json;

/** Any JSON, such as {@code environment.json}. */
class JsonFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "environment.json", Json::read);
    }
}
