package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.Operation;

/** A key that one thread turns on and off, another one folds, and others test: over a site that is a field. */
public abstract class KeyScene {

    /** A folding that claims nothing: it looks, and then patches. */
    static final class Unclaimed extends DeferredKey {
        Unclaimed(Folding folding, KeySite site) {
            super(folding, load -> site);
        }

        @Override
        boolean claim() {
            return mayFold();
        }
    }

    /** With the production key. */
    public static final class Right extends KeyScene {
        public Right() {
            super(false);
        }
    }

    /** The canary. */
    public static final class Wrong extends KeyScene {
        public Wrong() {
            super(true);
        }
    }

    private static final FoldingTimer NEVER = new FoldingTimer() {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void schedule(Runnable task, long nanos) {
            // folding is an operation of the scenario
        }
    };

    private static final class FieldSite implements KeySite {
        private volatile boolean armed;

        @Override
        public boolean isArmed() {
            return armed;
        }

        @Override
        public void arm(boolean value) {
            armed = value;
        }

        @Override
        public MethodHandle test() {
            return MethodHandles.constant(boolean.class, false);
        }
    }

    private final FieldSite site = new FieldSite();
    private final DeferredKey key;

    KeyScene(boolean unclaimed) {
        Folding folding = new Folding(FoldingRate.DEFAULT, NEVER, new CodeGroup(), new AtomicLong());
        key = unclaimed ? new Unclaimed(folding, site) : new DeferredKey(folding, load -> site);
    }

    @Operation
    public boolean enable() {
        return key.enable();
    }

    @Operation
    public boolean disable() {
        return key.disable();
    }

    @Operation
    public void fold() {
        key.fold();
    }

    /** What a reader sees. */
    @Operation
    public boolean test() {
        return site.isArmed() && key.isEnabled();
    }
}
