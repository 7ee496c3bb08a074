package org.tracepointlab.check;

import java.util.function.Consumer;
import org.tracepointlab.check.Failure.Place;
import org.tracepointlab.rcu.Rcu;

/**
 * A grace-period domain that writes down what it is asked for, in the weakest sense that is legal: a wait is for the
 * cookie and nothing else. So the production code of snapshots and waits runs on it as it stands.
 */
final class RecordedDomain implements Rcu {

    private static final long ELAPSED = 0;

    private final Domain domain;
    private final Consumer<Step> steps;
    private final FailingSteps failures;
    private int cookies;
    private long polled = ELAPSED;
    private long forced = ELAPSED;
    private long last = ELAPSED;
    private int nesting;
    private boolean muted;
    private boolean called;
    private boolean refused;

    RecordedDomain(Domain domain, Consumer<Step> steps, FailingSteps failures) {
        this.domain = domain;
        this.steps = steps;
        this.failures = failures;
    }

    private void mayFail(Place place) {
        if (!muted) {
            failures.enter(place, false, domain.bit());
        }
    }

    /** While muted it does nothing at all: snapshots have elapsed, waits return, callbacks run. */
    void mute(boolean value) {
        muted = value;
    }

    /** A poll is about the very next thing that is done, or about nothing. */
    void forgetPoll() {
        polled = ELAPSED;
    }

    /** The cookie given out last. */
    long last() {
        return last;
    }

    /** Gives out this cookie again in place of the next one. */
    void force(long cookie) {
        forced = cookie;
    }

    /** Whether a callback was given since this was last asked. */
    boolean takeCalled() {
        boolean was = called;
        called = false;
        return was;
    }

    /** Whether a callback was refused since this was last asked. */
    boolean takeRefused() {
        boolean was = refused;
        refused = false;
        return was;
    }

    private long cookie(Step.Kind kind) {
        if (muted) {
            return ELAPSED;
        }
        if (forced != ELAPSED) {
            last = forced;
            forced = ELAPSED;
            return last;
        }
        cookies++;
        steps.accept(new Step(kind, null, cookies, domain.bit()));
        last = cookies;
        return cookies;
    }

    private void await(long cookie) {
        if (!muted && cookie != ELAPSED) {
            mayFail(Place.WAIT);
            steps.accept(new Step(nesting > 0 ? Step.Kind.AWAIT_SELF : Step.Kind.AWAIT,
                    null, (int) cookie, domain.bit()));
        }
    }

    @Override
    public long getState() {
        mayFail(Place.GET_STATE);
        return cookie(Step.Kind.SNAP);
    }

    @Override
    public long startPoll() {
        mayFail(Place.START_POLL);
        return cookie(Step.Kind.START);
    }

    /** Says "not yet" wherever that is possible; a synchronize that follows is then the wait for that cookie. */
    @Override
    public boolean pollState(long cookie) {
        if (muted || cookie == ELAPSED) {
            return true;
        }
        mayFail(Place.POLL_STATE);
        polled = cookie;
        return false;
    }

    @Override
    public boolean condSynchronize(long cookie) {
        await(cookie);
        return !muted && cookie != ELAPSED;
    }

    @Override
    public void synchronize() {
        if (polled != ELAPSED) {
            await(polled);
        } else {
            await(cookie(Step.Kind.START));
        }
    }

    @Override
    public void synchronizeExpedited() {
        synchronize();
    }

    /**
     * Runs it at once: when it may run at the earliest is for the step that is made of it. What it throws the domain's
     * thread swallows.
     */
    @Override
    public void call(Runnable callback) {
        Place place = domain == Domain.RCU ? Place.RELEASE : Place.RELEASE_LATER;
        if (muted) {
            callback.run();
            return;
        }
        refused = true;
        int number = failures.enter(place, true, domain.bit());
        refused = false;
        called = true;
        try {
            callback.run();
        } catch (Failure.Injected e) {
            if (domain == Domain.SRCU) {
                throw e;
            }
        }
        failures.leave(number, place, domain.bit());
    }

    @Override
    public void readLock() {
        nesting++;
    }

    @Override
    public void readUnlock() {
        nesting--;
    }

    @Override
    public boolean inReadSection() {
        return nesting > 0;
    }

    @Override
    public Reader register() {
        throw new UnsupportedOperationException("an update registers no reader");
    }

    @Override
    public void barrier() {
        throw new UnsupportedOperationException("an update waits for no callback");
    }

    @Override
    public void close() {
        // nothing is held
    }
}
