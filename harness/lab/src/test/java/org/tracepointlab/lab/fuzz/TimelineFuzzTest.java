package org.tracepointlab.lab.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.fuzz.FuzzedReader;
import org.tracepointlab.lab.data.Timeline;

/** {@code timeline.csv}. */
class TimelineFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "timeline.csv", Timeline::read);
    }
}
