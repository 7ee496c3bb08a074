package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.HeldReader;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.SectionReader;

/**
 * Cookies, where grace periods of two kinds and sections overlap in every order: one that asked for its grace period
 * elapses though nobody else asks, and none elapses while a section is open that was open when it was taken.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PolledGracePeriodsTest {

    private static final int LENGTH = 6;
    private static final int ENOUGH_JIFFIES = 60;

    /** What may happen, in any order. */
    private enum Event { ENTER_OR_LEAVE, EXPEDITE, GIVE_UP, POLL, SNAP, TICK }

    private record Cookie(long value, boolean asked, long sections) { }

    /** One order of events in one domain. */
    private abstract static class Run {
        final Machine machine = new Machine(KernelParameters.defaults(250, 1));
        final List<Cookie> cookies = new ArrayList<>();
        long sections; // odd inside

        abstract GracePeriods domain();

        abstract Rcu.Reader reader();

        abstract void expedite();

        /** Lets an expedited grace period end, if one is in progress and nobody is in the way. */
        void expeditedMayEnd() {
        }

        /** An expedited grace period in progress comes to nothing. */
        void giveUp() {
        }

        void happen(Event event, boolean callsNothing) {
            switch (event) {
                case ENTER_OR_LEAVE -> toggle();
                case EXPEDITE -> expedite();
                case GIVE_UP -> giveUp();
                case POLL -> cookies.add(new Cookie(
                        callsNothing ? domain().getState() : domain().startPoll(0), true, sections));
                case SNAP -> cookies.add(new Cookie(domain().getState(), false, sections));
                case TICK -> tick();
            }
            checkSafety();
        }

        private void toggle() {
            if ((sections++ & 1) == 0) {
                reader().lock();
            } else {
                reader().unlock();
            }
        }

        private void tick() {
            machine.moveTo((machine.jiffies() + 1) * machine.parameters().tickNanos());
            machine.tick(machine.jiffies() + 1);
            while (machine.step()) {
                // all that can be done now
            }
        }

        private void checkSafety() {
            for (Cookie c : cookies) {
                if ((c.sections() & 1) != 0 && c.sections() == sections && domain().pollState(c.value())) {
                    throw new AssertionError("expected no cookie to elapse during a section, found " + c);
                }
            }
        }

        void finish() {
            if ((sections & 1) != 0) {
                toggle();
            }
            for (int i = 0; i < ENOUGH_JIFFIES; i++) {
                expeditedMayEnd();
                tick();
            }
            for (Cookie c : cookies) {
                if (c.asked() && !domain().pollState(c.value())) {
                    throw new AssertionError("expected each cookie that was asked for to elapse, found " + c);
                }
            }
        }
    }

    /** In RCU: expedited grace periods have readers and a sequence of their own. */
    private static final class RcuRun extends Run implements SectionReader.Home {
        private final SectionReader reader = new SectionReader(this, 0);
        private boolean expedited;
        private int before; // cookies that were taken before it

        RcuRun() {
            machine.online(reader);
        }

        @Override
        GracePeriods domain() {
            return machine.rcu();
        }

        @Override
        Rcu.Reader reader() {
            return reader;
        }

        /** Begins one, or ends it. */
        @Override
        void expedite() {
            if (expedited) {
                expeditedMayEnd();
            } else {
                machine.expedited().begin();
                expedited = true;
                before = cookies.size();
            }
        }

        @Override
        void giveUp() {
            machine.expedited().giveUp();
            expedited = false;
        }

        @Override
        void expeditedMayEnd() {
            if (expedited && machine.expedited().allReported()) {
                machine.expedited().end();
                expedited = false;
                for (Cookie c : cookies.subList(0, before)) {
                    if (!domain().pollState(c.value())) {
                        throw new AssertionError("expected each cookie from before to elapse by it, found " + c);
                    }
                }
            }
        }

        @Override
        public Thread waiting() {
            return null;
        }

        @Override
        public void left(SectionReader leaving) {
            machine.offline(leaving);
        }

        @Override
        public void restingChanged(SectionReader resting) {
            // nobody to tell
        }
    }

    /** In SRCU: an expedited grace period is one without delays. */
    private static final class SrcuRun extends Run {
        private final SrcuReader reader = new SrcuReader(machine.srcu().readers(), () -> { });

        SrcuRun() {
            machine.srcu().readers().add(reader);
        }

        @Override
        GracePeriods domain() {
            return machine.srcu();
        }

        @Override
        Rcu.Reader reader() {
            return reader;
        }

        @Override
        void expedite() {
            machine.srcu().call(0, true, Callback.own(() -> { }));
        }
    }

    /** Every order of this many events. Returns how many there were. */
    private static int everyOrder(boolean srcu, boolean callsNothing) {
        int orders = (int) Math.pow(Event.values().length, LENGTH);
        for (int order = 0; order < orders; order++) {
            Run run = srcu ? new SrcuRun() : new RcuRun();
            List<Event> events = new ArrayList<>();
            try {
                for (int i = 0, rest = order; i < LENGTH; i++, rest /= Event.values().length) {
                    events.add(Event.values()[rest % Event.values().length]);
                    run.happen(events.get(i), callsNothing);
                }
                run.finish();
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + " after " + events, e);
            }
        }
        return orders;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyCookieThatAskedElapsesAndNoneTooEarly(boolean srcu) {
        assertThat(everyOrder(srcu, false)).isEqualTo(46_656);
    }

    /** A canary: the same check of cookies that asked for nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCookieThatAskedForNothingIsFound(boolean srcu) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> everyOrder(srcu, true))
                .withMessageContaining("asked for to elapse");
    }

    /** Another: an expedited grace period that ends though a reader is still inside. */
    @Test
    void aCookieThatElapsesTooEarlyIsFound() {
        RcuRun run = new RcuRun();
        run.happen(Event.ENTER_OR_LEAVE, false);
        run.happen(Event.SNAP, false);
        run.happen(Event.EXPEDITE, false);
        run.machine.expedited().end();
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> run.happen(Event.TICK, false))
                .withMessageContaining("during a section");
    }

    /** With real threads: the poll begins during an expedited wait that outlives the beginning of the normal one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPollDuringAnExpeditedWaitElapsesByItself(int cpus) throws Exception {
        try (KernelRcu kernel = KernelRcu.virtualTime(KernelParameters.defaults(1000, cpus))) {
            long cookie;
            Thread updater = new Thread(kernel.rcu()::synchronizeExpedited);
            try (HeldReader reader = new HeldReader(kernel.rcu())) {
                updater.start();
                Parked.in(updater, KernelRcuDomain.class, "awaitReports");
                cookie = kernel.rcu().startPoll();
                kernel.virtualTime().elapse(3_000_000); // the normal one has begun
                assertThat(kernel.rcu().pollState(cookie)).isFalse();
                reader.leave(() -> { });
                updater.join();
            }
            assertThat(kernel.work().expeditedGracePeriods()).isEqualTo(1);
            kernel.virtualTime().elapse(1_000_000_000);
            assertThat(kernel.rcu().pollState(cookie)).isTrue();
            assertThat(kernel.rcuGracePeriods()).isEqualTo(1);
        }
    }
}
