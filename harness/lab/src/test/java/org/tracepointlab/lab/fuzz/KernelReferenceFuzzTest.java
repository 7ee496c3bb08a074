package org.tracepointlab.lab.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.tracepointlab.gate.fuzz.FuzzedReader;
import org.tracepointlab.lab.data.KernelReference;

/** {@code kernel-reference.csv} and {@code host-kernel.csv}. */
class KernelReferenceFuzzTest extends FuzzedReader {

    @FuzzTest(maxDuration = LONG_ENOUGH)
    void reads(byte[] bytes) throws IOException {
        check(bytes, "kernel-reference.csv", KernelReference::read);
    }
}
