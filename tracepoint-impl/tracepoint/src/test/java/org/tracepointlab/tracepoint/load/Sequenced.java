package org.tracepointlab.tracepoint.load;

import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.BatchSteps;
import org.tracepointlab.tracepoint.ForwardingStrategy;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * An implementation whose updates are logged in the order in which they are made: the log is written under the
 * registry's mutex, by the thread that updates, which says beforehand what it is about to do.
 */
final class Sequenced extends ForwardingStrategy {

    private static final ThreadLocal<Runnable> NEXT = new ThreadLocal<>();

    private Sequenced(TransitionStrategy strategy) {
        super(strategy);
    }

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

    @Override
    protected TransitionSteps begin(TransitionSteps steps) {
        NEXT.get().run();
        return steps;
    }
}
