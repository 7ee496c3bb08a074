package org.tracepointlab.bench;

import org.tracepointlab.tracepoint.BatchScope;
import org.tracepointlab.tracepoint.Change;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.ImplementationProvider;
import org.tracepointlab.tracepoint.ReadSide;
import org.tracepointlab.tracepoint.TransitionSteps;
import org.tracepointlab.tracepoint.TransitionStrategy;

/**
 * Only for the live proof of the gate ({@code scripts/gate-proof}), and in no product jar: {@code unconditional} with a
 * last removal that takes 2 ms longer. It makes the same steps, so that no exact count shows it.
 */
public final class ProlongedProvider implements ImplementationProvider {

    /** Two jiffies at HZ=1000, where a removal waits for five: 40%. What becomes of it is measured. */
    static final long NANOS = 2_000_000;

    @Override
    public Implementation implementation() {
        return new Implementation("prolonged", new Prolonged(Implementation.named("unconditional").strategy()),
                ReadSide.KERNEL, BatchScope.NONE);
    }

    private record Prolonged(TransitionStrategy usual) implements TransitionStrategy {

        @Override
        public void zeroToOne(TransitionSteps steps, Change change) {
            usual.zeroToOne(steps, change);
        }

        @Override
        public void oneToTwo(TransitionSteps steps, Change change) {
            usual.oneToTwo(steps, change);
        }

        @Override
        public void nToNPlusOne(TransitionSteps steps, Change change) {
            usual.nToNPlusOne(steps, change);
        }

        @Override
        public void nToNMinusOne(TransitionSteps steps, Change change) {
            usual.nToNMinusOne(steps, change);
        }

        @Override
        public void twoToOne(TransitionSteps steps, Change change) {
            usual.twoToOne(steps, change);
        }

        @Override
        public void oneToZero(TransitionSteps steps, Change change) {
            usual.oneToZero(steps, change);
            long until = System.nanoTime() + NANOS;
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
        }
    }
}
