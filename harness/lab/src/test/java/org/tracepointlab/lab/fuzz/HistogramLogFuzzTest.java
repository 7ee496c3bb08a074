package org.tracepointlab.harness.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.harness.core.HlogMerge;

/** Histogram logs. */
class HistogramLogFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "teardown.hlog", HlogMerge::read);
    }
}
