package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.rcu.Rcu;

/** A handle that was closed opens no section, which nobody would wait for. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosedHandleTest {

    private static final List<Consumer<Rcu.Reader>> REFUSED = List.of(Rcu.Reader::lock, Rcu.Reader::unlock,
            Rcu.Reader::online);

    static Stream<Arguments> domains() {
        return Stream.of(true, false).flatMap(real -> Stream.of(true, false).map(srcu -> Arguments.of(real, srcu)));
    }

    private static KernelRcu kernel(boolean real) {
        KernelParameters parameters = KernelParameters.defaults(1000, 2);
        return real ? KernelRcu.realTime(parameters) : KernelRcu.virtualTime(parameters);
    }

    @ParameterizedTest(name = "real time {0}, SRCU {1}")
    @MethodSource("domains")
    void opensNoSection(boolean real, boolean srcu) {
        try (KernelRcu kernel = kernel(real)) {
            Rcu rcu = srcu ? kernel.srcu() : kernel.rcu();
            Rcu.Reader reader = rcu.register();
            reader.lock();
            reader.unlock();
            reader.close();
            for (int round = 0; round < 3; round++) {
                for (Consumer<Rcu.Reader> use : REFUSED) {
                    assertThatIllegalStateException().isThrownBy(() -> use.accept(reader))
                            ;
                    assertThat(rcu.inReadSection()).isFalse();
                }
                reader.quiescentState(); // says what is so
                reader.offline();
                reader.close();
            }
            rcu.synchronize();
            rcu.synchronizeExpedited();
        }
    }

    /** Its thread's other handles are open, and one that is opened afterwards is waited for. */
    @ParameterizedTest(name = "real time {0}, SRCU {1}")
    @MethodSource("domains")
    void leavesOtherHandlesAlone(boolean real, boolean srcu) {
        try (KernelRcu kernel = kernel(real)) {
            Rcu rcu = srcu ? kernel.srcu() : kernel.rcu();
            Rcu.Reader closed = rcu.register();
            Rcu.Reader open = rcu.register();
            closed.close();
            rcu.readLock();
            open.lock();
            open.lock();
            open.unlock();
            assertThatIllegalStateException().isThrownBy(closed::unlock);
            assertThat(rcu.inReadSection()).isTrue();
            assertThatIllegalStateException().isThrownBy(open::close).withMessageContaining("outside");
            assertThatIllegalStateException().isThrownBy(rcu::synchronize).withMessageContaining("section");
            open.unlock();
            assertThatIllegalStateException().isThrownBy(open::unlock).withMessageContaining("unlock without lock");
            rcu.readUnlock();
            assertThat(rcu.inReadSection()).isFalse();
            open.close();
        }
    }
}
