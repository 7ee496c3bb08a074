package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.kernel.Callback.Kind;

/** {@link CallbackBatch} against a list that is searched from its start. */
class CallbackBatchTest {

    private static final int STEPS = 20_000;

    private final List<Callback> list = new ArrayList<>();
    private final CallbackBatch batch = new CallbackBatch();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void takesWhatASearchedListGives(long seed) {
        Random random = new Random(seed);
        int[] taken = new int[4];
        for (int i = 0; i < STEPS; i++) {
            Callback expected = null;
            Callback found = null;
            int choice = random.nextInt(taken.length);
            switch (choice) {
                case 0 -> {
                    List<Callback> more = random.ints(random.nextInt(6), 0, Kind.values().length)
                            .mapToObj(k -> new Callback(() -> { }, Kind.values()[k])).toList();
                    list.addAll(more);
                    batch.addAll(more);
                }
                case 1 -> {
                    expected = head(c -> c.kind() != Kind.USERS);
                    found = batch.takeOwn();
                }
                case 2 -> {
                    expected = head(c -> c.kind() == Kind.USERS);
                    found = batch.takeUsers();
                }
                default -> {
                    expected = firstWake();
                    found = batch.takeWake();
                }
            }
            assertThat(found).as("seed %d, step %d", seed, i).isSameAs(expected);
            assertThat(batch.isEmpty()).isEqualTo(list.isEmpty());
            taken[choice] += found == null ? 0 : 1;
        }
        assertThat(taken[1]).isPositive();
        assertThat(taken[2]).isPositive();
        assertThat(taken[3]).isPositive();
    }

    private Callback head(Predicate<Callback> wanted) {
        return !list.isEmpty() && wanted.test(list.get(0)) ? list.remove(0) : null;
    }

    private Callback firstWake() {
        for (Iterator<Callback> i = list.iterator(); i.hasNext();) {
            Callback c = i.next();
            if (c.kind() == Kind.WAKES) {
                i.remove();
                return c;
            }
        }
        return null;
    }
}
