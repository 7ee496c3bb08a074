package org.tracepointlab.tracepoint.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tracepointlab.tracepoint.load.OnlineThread.of;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.flavour.RcuFlavour;
import org.tracepointlab.tracepoint.Batch;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.LongProbe;
import org.tracepointlab.tracepoint.ProbeEntry;
import org.tracepointlab.tracepoint.ProbeFunction;
import org.tracepointlab.tracepoint.Tracepoint;
import org.tracepointlab.tracepoint.TracepointException;
import org.tracepointlab.tracepoint.TracepointRegistry;
import org.tracepointlab.tracepoint.load.Blocking.Place;

/**
 * The stack ends in each method that may block, at many depths: afterwards no section is open, the mutex is
 * free, what is attached is what is called, and waits return.
 */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a wait for readers cannot be interrupted
class EndOfStackTest {

    private static final long STACK_BYTES = 512 << 10; // of which a wait in the kernel's flavour wants a third
    /** So many depths in a row are tried, then ever fewer of those above. */
    private static final int TRIES = 8;

    record Combination(String implementation, RcuFlavour flavour) {
    }

    /** Every flavour and every implementation. */
    static List<Combination> combinations() {
        List<String> implementations = Implementation.names();
        List<Combination> all = new ArrayList<>();
        for (RcuFlavour flavour : RcuFlavour.values()) {
            all.add(new Combination(implementations.get(all.size() % implementations.size()), flavour));
        }
        return all;
    }

    private static final class Deep implements Runnable {
        private final Place place;
        private final Blocking step;
        private Batch batch;
        private int skip;
        private int tries;
        private int overflows;
        private Throwable failure;

        Deep(Place place, Blocking step) {
            this.place = place;
            this.step = step;
        }

        @Override
        public void run() {
            try (Rcu.Reader rcu = place.registry.domains().rcu().register();
                    Rcu.Reader srcu = place.registry.domains().srcu().register()) {
                step(); // links and loads what it needs
                down();
                clear();
                checkOutside(place.registry.domains().rcu());
                checkOutside(place.registry.domains().srcu());
                rcu.quiescentState();
                srcu.quiescentState();
            } catch (Throwable t) {
                failure = t;
            }
        }

        /** From the deepest frame up, until there is enough stack for the step. */
        private void down() throws InterruptedException {
            try {
                down();
            } catch (StackOverflowError e) {
                if (skip-- > 0) {
                    throw e;
                }
                skip = Math.max(0, tries++ - TRIES);
                step();
            }
        }

        /** Where the stack ended in it, the next one may find what it left: a probe, a name, an open batch. */
        private void step() throws InterruptedException {
            try {
                if (step == Blocking.BATCH) {
                    batch();
                } else {
                    step.run(place);
                }
            } catch (TracepointException e) {
                // it is there already: the one before it left it
            } catch (StackOverflowError e) {
                overflows++;
                throw e;
            } catch (InternalError e) { // the JDK's, where it ends in the linkage of a lambda
                overflows++;
                throw (StackOverflowError) e.getCause();
            }
        }

        private void batch() {
            if (batch == null) {
                batch = place.registry.batch();
            }
            Blocking.toggle(place, null);
            batch.close();
            batch = null;
        }

        private void clear() {
            if (batch != null) {
                batch.close();
                batch = null;
            }
            for (Tracepoint tracepoint : place.registry.tracepoints()) {
                for (ProbeEntry probe : tracepoint.probes()) {
                    tracepoint.unregister(probe.func(), probe.data());
                }
                if (tracepoint != place.own.tracepoint()) {
                    place.registry.undeclare(tracepoint);
                }
            }
        }

        private static void checkOutside(Rcu domain) {
            if (domain.inReadSection()) {
                throw new AssertionError("a section of " + domain + " is open");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void leavesEverythingAsGoodAsBefore(Combination combination) throws Exception {
        int overflows = 0;
        for (Blocking step : Blocking.values()) {
            if (!step.closes()) {
                overflows += end(combination, step);
            }
        }
        // in few, where code is compiled
        assertThat(overflows).as("how often the stack ended in a step").isGreaterThan(200);
    }

    private static int end(Combination combination, Blocking step) throws Exception {
        TracepointRegistry registry = new TracepointRegistry(Implementation.named(combination.implementation()),
                combination.flavour().domains(), Patcher.named("field"));
        Place place = new Place(registry, "own", false);
        Deep deep = new Deep(place, step);
        Thread thread = new Thread(null, deep, "end of stack", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        thread.join(OnlineThread.PATIENCE.toMillis());
        if (thread.isAlive()) {
            AssertionError hang = new AssertionError("a hang: " + step + " in " + combination);
            hang.setStackTrace(thread.getStackTrace());
            throw hang;
        }
        assertThat(deep.failure).as(step + " in " + combination).isNull();
        new OnlineThread(of(registry.domains()), () -> works(place))
                .join(step + ", and then the rest, in " + combination);
        return deep.overflows;
    }

    private static Object works(Place place) throws InterruptedException {
        AtomicInteger called = new AtomicInteger();
        ProbeFunction func = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> called.incrementAndGet());
        place.own.tracepoint().register(func, place);
        place.own.fire(1);
        place.own.fireRcuIdle(1);
        place.own.tracepoint().unregister(func, place, called::incrementAndGet);
        place.own.fire(1);
        for (Blocking each : Blocking.values()) {
            if (!each.closes()) {
                each.run(place);
            }
        }
        place.registry.close();
        assertThat(called).hasValue(3);
        return null;
    }
}
