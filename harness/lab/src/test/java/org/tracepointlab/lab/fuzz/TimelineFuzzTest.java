package org.tracepointlab.harness.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.harness.lab.data.Timeline;

/** {@code timeline.csv}. */
class TimelineFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "timeline.csv", Timeline::read);
    }
}
