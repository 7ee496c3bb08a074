package org.tracepointlab.gate.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Iterations;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.gate.core.StubJmh;
import org.tracepointlab.gate.core.Waiting;

/** Gates over a stub in place of the benchmarks, and what they print. */
abstract class OverAStub {

    static final Iterations SHOTS = Iterations.singleShot(0, 3);

    @TempDir
    Path folder;
    Path jar;
    final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void makeJar() throws IOException {
        jar = StubJmh.jar(folder);
    }

    final Side side(Map<String, String> params, String... jvmArgs) {
        return new Side(jar, Jdk.current(), List.of(jvmArgs), params);
    }

    final PrintStream progress() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    final Waiting waiting() {
        return Waiting.patiently("test", progress());
    }

    final String said() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
