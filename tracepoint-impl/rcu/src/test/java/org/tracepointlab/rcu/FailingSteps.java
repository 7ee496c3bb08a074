package org.tracepointlab.rcu;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Domains of which a step fails when a test says so: membarrier(2), a fence, a scan, a thread's start. */
class FailingSteps {

    /** What is thrown, on purpose. */
    static final class Planned extends Error {
        private static final long serialVersionUID = 1;

        Planned(String step) {
            super("thrown by " + step + ", on purpose");
        }
    }

    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger spared = new AtomicInteger();
    private final AtomicInteger steps = new AtomicInteger();

    /** Lets the next ones fail, that many. */
    FailingSteps fail(int count) {
        return fail(count, 0);
    }

    /** Lets that many fail after so many that do not. */
    FailingSteps fail(int count, int after) {
        spared.set(after);
        failures.set(count);
        return this;
    }

    /** How many are still to fail. */
    int left() {
        return failures.get();
    }

    /** How many steps there were, failed ones too. */
    int steps() {
        return steps.get();
    }

    void step(String name) {
        steps.incrementAndGet();
        if (spared.get() > 0) {
            spared.decrementAndGet();
        } else if (failures.get() > 0) {
            failures.decrementAndGet();
            throw new Planned(name);
        }
    }

    /** The ways in which a wait can fail, one for each update side that can be made to. */
    enum Domain {
        MB_FENCE {
            @Override
            GracePeriodEngine<?> open(FailingSteps steps) {
                return BadRcu.mbWith(() -> steps.step("a fence"));
            }
        },
        MEMB_MEMBARRIER {
            @Override
            GracePeriodEngine<?> open(FailingSteps steps) {
                return new MembRcu("memb", new Membarrier(null) {
                    @Override
                    void run() {
                        steps.step("membarrier");
                    }
                });
            }
        },
        SRCU_SCAN {
            @Override
            GracePeriodEngine<?> open(FailingSteps steps) {
                return new SrcuRcu("srcu") {
                    @Override
                    void awaitStragglers(int unused) {
                        steps.step("the first scan");
                        super.awaitStragglers(unused);
                    }
                };
            }
        };

        abstract GracePeriodEngine<?> open(FailingSteps steps);
    }

    /** Makes threads whose start fails, before it takes effect or after. */
    ThreadFactory threads(boolean after) {
        return body -> new Thread(body) {
            @Override
            public void start() {
                if (!after) {
                    step("Thread.start");
                }
                super.start();
                if (after) {
                    step("Thread.start");
                }
            }
        };
    }
}
