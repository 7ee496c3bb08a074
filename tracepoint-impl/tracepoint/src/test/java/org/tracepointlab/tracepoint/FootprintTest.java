package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;
import org.openjdk.jol.vm.VM;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.MbRcu;

/** What a disabled tracepoint keeps on the heap, its name not counted: all that is reachable from the registry. */
class FootprintTest {

    private static final int FEW = 500;
    private static final int MORE = 2_000;

    @BeforeAll
    static void letRecordsBeLookedInto() {
        System.setProperty("jol.magicFieldOffset", "true");
        System.setProperty("jol.skipDynamicAttach", "true");
        PrintStream out = System.out;
        try {
            System.setOut(new PrintStream(OutputStream.nullOutputStream())); // it says there that it has no agent
            VM.current();
        } finally {
            System.setOut(out);
        }
    }

    /** Bytes reachable from a registry with that many tracepoints and from their names. */
    private static long bytes(String patching, int n) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            names.add("tracepoint-" + (100_000 + i));
        }
        try (TracepointRegistry registry = new TracepointRegistry(Implementation.named("conditional"), MbRcu.domains(),
                Patcher.named(patching))) {
            names.forEach(registry::declareLong);
            return GraphLayout.parseInstance(registry).totalSize() - GraphLayout.parseInstance(names.toArray())
                    .totalSize();
        }
    }

    private static long bytesEach(String patching, int few, int more) {
        return (bytes(patching, more) - bytes(patching, few)) / (more - few);
    }

    @Test
    void aFieldTracepointTakes160BytesAtMost() {
        assertThat(bytesEach("field", FEW, MORE)).isBetween(60L, 160L);
    }

    @Test
    void theMeasureSeesWhatIsThere() {
        assertThat(bytes("field", FEW)).isGreaterThan(FEW * 60L);
        // Fewer: each has some hundred objects, which are looked at one by one.
        assertThat(bytesEach("callsite", FEW / 10, MORE / 10)).as("a handle each")
                .isGreaterThan(bytesEach("field", FEW, MORE));
    }
}
