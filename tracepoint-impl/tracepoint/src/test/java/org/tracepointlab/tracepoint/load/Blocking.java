package org.tracepointlab.tracepoint.load;

import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.tracepoint.Batch;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.LongTracepoint;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.TracepointRegistry;

/** All that may block: each public method of a registry and of a domain, as one thread calls it. */
enum Blocking {
    TOGGLE(true) {
        @Override
        void run(Place place) {
            toggle(place, null);
        }
    },
    TOGGLE_AND_RELEASE(true) {
        @Override
        void run(Place place) {
            toggle(place, () -> { });
        }
    },
    BATCH(true) {
        @Override
        @SuppressWarnings("try") // the batch is there to be closed
        void run(Place place) {
            try (Batch batch = place.registry.batch()) {
                toggle(place, null);
            }
        }
    },
    ALL(true) {
        @Override
        void run(Place place) {
            ProbeFunction func = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> { });
            place.registry.enableAll(func, tracepoint -> place);
            place.registry.disableAll(func, tracepoint -> place);
        }
    },
    DECLARE(true) {
        @Override
        void run(Place place) {
            place.registry.undeclare(place.registry.declareNoArg("of " + place.own.tracepoint().name()).tracepoint());
        }
    },
    TRACEPOINTS(true) {
        @Override
        void run(Place place) {
            place.registry.tracepoints();
        }
    },
    SYNCHRONIZE_UNREGISTER(false) {
        @Override
        void run(Place place) {
            place.registry.synchronizeUnregister();
        }
    },
    RELEASE_BARRIER(false) {
        @Override
        void run(Place place) {
            place.registry.releaseBarrier();
        }
    },
    CLOSE(true) {
        @Override
        void run(Place place) {
            place.registry.close();
        }
    },
    SYNCHRONIZE(false) {
        @Override
        void run(Place place) {
            place.domain.synchronize();
        }
    },
    INTERRUPTIBLY(false) {
        @Override
        void run(Place place) throws InterruptedException {
            place.domain.synchronizeInterruptibly();
        }
    },
    EXPEDITED(false) {
        @Override
        void run(Place place) {
            place.domain.synchronizeExpedited();
        }
    },
    CONDITIONALLY(false) {
        @Override
        void run(Place place) {
            place.domain.condSynchronize(place.domain.getState());
        }
    },
    BARRIER(false) {
        @Override
        void run(Place place) {
            place.domain.call(() -> { });
            place.domain.barrier();
        }
    },
    /** The registry's own to do: what it still has to do in that domain is refused from then on. */
    CLOSE_DOMAIN(false) {
        @Override
        void run(Place place) {
            place.domain.call(() -> { });
            place.domain.close();
        }
    };

    /** What it is called on: a registry, a tracepoint of the caller's own, and one of the registry's domains. */
    static final class Place {
        final TracepointRegistry registry;
        final LongTracepoint own;
        final Rcu domain;

        Place(TracepointRegistry registry, String name, boolean srcu) {
            this.registry = registry;
            this.own = registry.declareLong(name);
            this.domain = srcu ? registry.domains().srcu() : registry.domains().rcu();
        }
    }

    private static final LongProbe<Object> PROBE = (data, a) -> { };

    /** Whether it asks for the registry's mutex, always. */
    final boolean takesTheMutex;

    Blocking(boolean takesTheMutex) {
        this.takesTheMutex = takesTheMutex;
    }

    abstract void run(Place place) throws InterruptedException;

    boolean closes() {
        return this == CLOSE || this == CLOSE_DOMAIN;
    }

    static void toggle(Place place, Runnable release) {
        place.own.register(PROBE, place);
        place.own.unregister(PROBE, place, release);
    }
}
