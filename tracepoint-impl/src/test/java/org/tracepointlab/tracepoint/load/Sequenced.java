package org.tracepointlab.tracepoint.load;

import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.BatchSteps;
import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * An implementation whose updates are logged in the order in which they are made: the log is written under the registry's
 * mutex, by the thread that updates, which says beforehand what it is about to do.
 */
record Sequenced(TransitionStrategy strategy) implements TransitionStrategy {

    private static final ThreadLocal<Runnable> NEXT = new ThreadLocal<>();

    static Implementation of(Implementation made) {
        BatchScope scope = made.batchScope();
        return new Implementation(made.name() + ", logged", new Sequenced(made.strategy()), made.readSide(),
                scope == BatchScope.NONE ? scope : new Scope(scope));
    }

    /** What to log if the calling thread's next update is made. */
    static void next(Runnable log) {
        NEXT.set(log);
    }

    private record Scope(BatchScope scope) implements BatchScope {
        @Override
        public TransitionStrategy inside(TransitionStrategy outside) {
            return new Sequenced(scope.inside(outside));
        }

        @Override
        public void end(BatchSteps steps) {
            scope.end(steps);
        }
    }

    private static void log() {
        NEXT.get().run();
    }

    @Override
    public void zeroToOne(TransitionSteps steps, Change change) {
        log();
        strategy.zeroToOne(steps, change);
    }

    @Override
    public void oneToTwo(TransitionSteps steps, Change change) {
        log();
        strategy.oneToTwo(steps, change);
    }

    @Override
    public void nToNPlusOne(TransitionSteps steps, Change change) {
        log();
        strategy.nToNPlusOne(steps, change);
    }

    @Override
    public void nToNMinusOne(TransitionSteps steps, Change change) {
        log();
        strategy.nToNMinusOne(steps, change);
    }

    @Override
    public void twoToOne(TransitionSteps steps, Change change) {
        log();
        strategy.twoToOne(steps, change);
    }

    @Override
    public void oneToZero(TransitionSteps steps, Change change) {
        log();
        strategy.oneToZero(steps, change);
    }
}
