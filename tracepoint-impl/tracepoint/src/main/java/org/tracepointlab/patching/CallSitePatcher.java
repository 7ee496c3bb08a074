package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Keys and calls that compiled code takes for constants. See the package's table. */
final class CallSitePatcher implements Patcher {

    static final String NAME = "callsite";

    private final AtomicLong patches = new AtomicLong();
    private final CodeGroup group = new CodeGroup();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StaticKey newKey() {
        return new CallSiteKey(patches, group);
    }

    @Override
    public StaticCall newCall(MethodType type, MethodHandle initial) {
        return new CallSiteCall(Types.exactly(type, initial), patches, group);
    }

    /** Empty: a call site is folded only where it is a constant of the handle, so each needs a handle of its own. */
    @Override
    public Optional<PatchTemplates> templates() {
        return Optional.empty();
    }

    @Override
    public void discardCompiledCode() {
        group.discard();
    }

    @Override
    public long patches() {
        return patches.get();
    }
}
