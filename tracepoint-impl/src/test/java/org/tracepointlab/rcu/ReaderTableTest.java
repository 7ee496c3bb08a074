package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is in the table, where growing it fails too. */
class ReaderTableTest {

    private final FailingSteps steps = new FailingSteps();
    private final ReaderTable<Object> table = new ReaderTable<>(length -> {
        steps.step("an allocation");
        return new Object[length];
    });

    private List<Object> inside() {
        List<Object> found = new ArrayList<>();
        table.forEach(found::add);
        return found;
    }

    @Test
    void aReaderWhoseAddFailedIsNotThereAndTheNextOneIs() {
        List<Object> expected = new ArrayList<>();
        int failed = 0;
        for (int i = 0; i < 100; i++) {
            Object reader = "reader " + i;
            steps.fail(1);
            try {
                table.add(reader, reader);
                expected.add(reader);
            } catch (FailingSteps.Planned e) {
                failed++;
                assertThat(inside()).containsExactlyInAnyOrderElementsOf(expected);
                assertThat(table.size()).isEqualTo(expected.size());
            }
            steps.fail(0);
            if (!expected.contains(reader)) {
                table.add(reader, reader);
                expected.add(reader);
            }
            if (i % 3 == 0) {
                table.remove(expected.remove(0));
            }
            assertThat(table.size()).isEqualTo(expected.size());
            assertThat(inside()).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(failed).isPositive();
        assertThatThrownBy(() -> new ReaderTable<>(length -> {
            throw new FailingSteps.Planned("the first allocation");
        })).isInstanceOf(FailingSteps.Planned.class);
    }

    @Test
    void whatIsNotThereCanBeRemoved() {
        table.add("one", "kept");
        table.remove("another");
        table.remove("one");
        table.remove("one");
        assertThat(table.isEmpty()).isTrue();
        assertThat(inside()).isEmpty();
    }
}
