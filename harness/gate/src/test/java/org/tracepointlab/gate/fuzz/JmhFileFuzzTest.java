package org.tracepointlab.gate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.rule.JmhFile;

/** JMH's JSON of any project, as the gate takes it. */
class JmhFileFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "result.json", JmhFile::read);
    }
}
