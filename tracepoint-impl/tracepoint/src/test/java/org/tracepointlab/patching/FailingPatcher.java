package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;

/**
 * Another patcher whose patches, and throwing compiled code away, are steps of some {@link Faults}. Each key and call
 * has a read side of its own, whatever the patcher.
 */
public record FailingPatcher(Patcher patcher, Faults faults) implements Patcher {

    @Override
    public String name() {
        return patcher.name();
    }

    @Override
    public StaticKey newKey() {
        return new Key(patcher.newKey());
    }

    @Override
    public StaticCall newCall(MethodType type, MethodHandle initial) {
        return new Call(patcher.newCall(type, initial));
    }

    @Override
    public Optional<PatchTemplates> templates() {
        return Optional.empty();
    }

    @Override
    public void discardCompiledCode() {
        faults.step("discard", patcher::discardCompiledCode);
    }

    @Override
    public void beginBatch() {
        faults.step("discard", patcher::beginBatch);
    }

    @Override
    public void endBatch() {
        patcher.endBatch();
    }

    @Override
    public long patches() {
        return patcher.patches();
    }

    private final class Key implements StaticKey {
        private final StaticKey key;

        Key(StaticKey key) {
            this.key = key;
        }

        @Override
        public boolean isEnabled() {
            return key.isEnabled();
        }

        @Override
        public boolean enable() {
            return faults.step("key on", key::enable);
        }

        @Override
        public boolean disable() {
            return faults.step("key off", key::disable);
        }

        @Override
        public MethodHandle test() {
            return key.test();
        }
    }

    private final class Call implements StaticCall {
        private final StaticCall call;

        Call(StaticCall call) {
            this.call = call;
        }

        @Override
        public MethodType type() {
            return call.type();
        }

        @Override
        public MethodHandle target() {
            return call.target();
        }

        @Override
        public boolean update(MethodHandle target) {
            return faults.step("call", () -> call.update(target));
        }

        @Override
        public MethodHandle invoker() {
            return call.invoker();
        }
    }
}
