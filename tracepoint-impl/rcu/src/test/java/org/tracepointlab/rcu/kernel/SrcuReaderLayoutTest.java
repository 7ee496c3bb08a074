package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

/**
 * What a reader writes lies 128 bytes or more from both ends of the object that it is in, on the JVM that runs this.
 */
class SrcuReaderLayoutTest {

    private static final int APART = 128;

    @Test
    void theStateIsFarFromBothEnds() {
        assertFarFromBothEnds(ClassLayout.parseClass(SrcuReader.class), List.of("nesting", "index"));
    }

    private static void assertFarFromBothEnds(ClassLayout layout, List<String> written) {
        Map<String, FieldLayout> fields = layout.fields().stream()
                .collect(Collectors.toMap(FieldLayout::name, f -> f, (a, b) -> a));
        for (String name : written) {
            assertThat(fields.get(name).offset()).as(name).isGreaterThanOrEqualTo(APART);
            assertThat(layout.instanceSize() - fields.get(name).offset() - fields.get(name).size()).as(name)
                    .isGreaterThanOrEqualTo(APART);
        }
    }

    /** Each count moves by a section, and none lies nearer to an end of the array. */
    @Test
    void soAreTheCounts() throws ReflectiveOperationException {
        SrcuReaders home = new SrcuReaders();
        SrcuReader reader = new SrcuReader(home, () -> { });
        var field = SrcuReader.class.getDeclaredField("counts");
        field.setAccessible(true);
        long[] counts = (long[]) field.get(reader);
        for (int i = 0; i < 2; i++) {
            reader.lock();
            reader.unlock();
            home.flip();
        }
        ClassLayout layout = ClassLayout.parseInstance(counts);
        int first = firstWritten(counts);
        int last = counts.length - 1 - firstWritten(reversed(counts));
        assertThat(last - first + 1).isEqualTo(4);
        assertThat(layout.headerSize() + 8L * first).isGreaterThanOrEqualTo(APART);
        assertThat(layout.instanceSize() - layout.headerSize() - 8L * (last + 1)).isGreaterThanOrEqualTo(APART);
    }

    private static int firstWritten(long[] counts) {
        int at = 0;
        while (counts[at] == 0) {
            at++;
        }
        return at;
    }

    private static long[] reversed(long[] counts) {
        long[] reversed = new long[counts.length];
        for (int i = 0; i < counts.length; i++) {
            reversed[i] = counts[counts.length - 1 - i];
        }
        return reversed;
    }

    /** The canary. */
    @Test
    void aFieldWithoutPaddingIsFound() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertFarFromBothEnds(ClassLayout.parseClass(Unpadded.class), List.of("nesting")));
    }

    private static final class Unpadded {
        @SuppressWarnings("unused")
        private int nesting;
    }
}
