package org.tracepointlab.lab.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.fuzz.FuzzedReader;
import org.tracepointlab.lab.run.Manifest;

/**
 * {@code manifest.json}, as {@code lab verify-run} reads it: names in it that lead out of the folder are not followed.
 */
class ManifestFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, Manifest.FILE, file -> Manifest.check(file.getParent()));
    }
}
