package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** When membarrier(2) is called, and what happens without. */
class MembRcuTest {

    private static final class Counted extends Membarrier {
        private final AtomicInteger calls = new AtomicInteger();

        Counted() {
            super(null);
        }

        @Override
        void run() {
            calls.incrementAndGet();
        }
    }

    @Test
    void oneCallAGracePeriodIfThereIsAnybodyToCall() {
        Counted membarrier = new Counted();
        try (MembRcu rcu = new MembRcu("memb", membarrier)) {
            rcu.synchronize();
            assertThat(membarrier.calls).hasValue(0);
            try (Rcu.Reader reader = rcu.register()) {
                assertThat(reader).isInstanceOf(MembReader.class);
                rcu.synchronize();
                assertThat(membarrier.calls).hasValue(1);
            }
            rcu.synchronize();
            assertThat(membarrier.calls).hasValue(1);
        }
    }

    @Test
    void fallsBackToFencesAndSaysSoOnce() {
        List<String> said = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                said.add(line.getMessage());
            }

            @Override
            public void flush() {
                // nothing is kept
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
        Logger logger = Logger.getLogger("org.tracepointlab.rcu");
        logger.addHandler(handler);
        try {
            MembRcu.sayFallbackAgain();
            for (int i = 0; i < 2; i++) {
                try (MembRcu rcu = new MembRcu("memb", new Membarrier("none was wanted"));
                        Rcu.Reader r = rcu.register()) {
                    assertThat(rcu.usesMembarrier()).isFalse();
                    assertThat(r).isInstanceOf(MbReader.class);
                }
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(said).singleElement().asString().contains("falls back", "none was wanted");
    }

    @Test
    void linuxHasTheCall() {
        if (System.getProperty("os.name").equals("Linux")) {
            assertThat(Membarrier.PROCESS.whyNot()).isNull();
            Membarrier.PROCESS.run();
        } else {
            assertThat(Membarrier.PROCESS.whyNot()).isNotNull();
        }
    }
}
