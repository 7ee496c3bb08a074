package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.rcu.HeldReader;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.StallPolicy;
import org.tracepointlab.rcu.StallReport;

/** A wait that a reader holds up is reported, with the reader, whichever way it waits. */
@Timeout(60)
class KernelStallTest {

    /** The ways to wait. */
    enum Wait {
        SYNCHRONIZE(Rcu::synchronize),
        EXPEDITED(Rcu::synchronizeExpedited),
        BARRIER(rcu -> {
            rcu.call(() -> { });
            rcu.barrier();
        });

        private final Consumer<Rcu> body;

        Wait(Consumer<Rcu> body) {
            this.body = body;
        }
    }

    static Stream<Arguments> waits() {
        return Stream.of(true, false).flatMap(real -> Stream.of(true, false).flatMap(srcu -> Stream.of(Wait.values())
                .map(wait -> Arguments.of(real, srcu, wait))));
    }

    @ParameterizedTest(name = "real time {0}, SRCU {1}, {2}")
    @MethodSource("waits")
    void aStallReportNamesTheReader(boolean real, boolean srcu, Wait wait) throws Exception {
        KernelParameters parameters = KernelParameters.defaults(1000, 2);
        try (KernelRcu kernel = real ? KernelRcu.realTime(parameters) : KernelRcu.virtualTime(parameters)) {
            Rcu rcu = srcu ? kernel.srcu() : kernel.rcu();
            CompletableFuture<StallReport> reported = new CompletableFuture<>();
            List<StallReport> earlier = new CopyOnWriteArrayList<>();
            rcu.reportStalls(new StallPolicy(Duration.ofMillis(1), report -> {
                earlier.add(report);
                if (!report.holders().isEmpty()) {
                    reported.complete(report);
                }
            }));
            wait.body.accept(rcu); // nobody holds it up: whatever is reported names nobody
            assertThat(earlier).allSatisfy(report -> assertThat(report.holders()).isEmpty());
            try (HeldReader reader = new HeldReader(rcu)) {
                Thread updater = new Thread(() -> wait.body.accept(rcu));
                updater.start();
                StallReport report = reported.get();
                assertThat(updater.isAlive()).isTrue();
                HeldReader.assertNamedBy(report, rcu);
                reader.leave(() -> { });
                updater.join();
            }
        }
    }
}
