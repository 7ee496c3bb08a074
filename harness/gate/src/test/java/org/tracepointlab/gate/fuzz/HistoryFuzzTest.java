package org.tracepointlab.gate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.history.HistoryStore;

/** The lines of a history. */
class HistoryFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "history.jsonl", file -> new HistoryStore(file.getParent(), note -> { }).read());
    }
}
