package org.tracepointlab.stress;

import java.lang.invoke.MethodHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.tracepointlab.patching.DeferredPatcher;
import org.tracepointlab.patching.StaticKey;

/** A key that is folded while it is turned off and on: whoever turned it on finds it on, whatever folding did. */
@JCStressTest
@JCStressMeta(Outcomes.NoMismatch.class)
@State
public class FoldedKey {

    private static final DeferredPatcher PATCHER = new DeferredPatcher();
    private static final StaticKey KEY = PATCHER.newKey();
    private static final MethodHandle TEST = KEY.test();

    private static boolean test() {
        try {
            return (boolean) TEST.invokeExact();
        } catch (Throwable thrown) {
            throw new AssertionError(thrown);
        }
    }

    /** 1 if the key is off though it was turned on, or else 0. Updates are serialised, however many run this test. */
    @Actor
    public void updater(I_Result result) {
        synchronized (PATCHER) {
            KEY.disable();
            KEY.enable();
            result.r1 = test() ? 0 : 1;
        }
    }

    @Actor
    public void folder() {
        PATCHER.fold();
    }

    @Actor
    public void reader() {
        test();
    }
}
