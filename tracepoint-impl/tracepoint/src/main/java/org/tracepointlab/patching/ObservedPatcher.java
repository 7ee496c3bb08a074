package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Another patcher whose key tests and calls go through handles of the caller's: to hold a reader at a place of its read
 * side, or to tell what it does, on the production code and without a hook in it. Keys, targets and the count of
 * patches are the other patcher's own.
 *
 * @param patcher what is observed
 * @param test    given a key's test, makes the handle that readers get instead, of the same type
 * @param invoker given a call's invoker, makes the handle that readers get instead, of the same type
 */
public record ObservedPatcher(Patcher patcher, UnaryOperator<MethodHandle> test, UnaryOperator<MethodHandle> invoker)
        implements Patcher {

    @Override
    public String name() {
        return patcher.name();
    }

    /** Where there are templates, readers go through those, and not through the key itself. */
    @Override
    public StaticKey newKey() {
        StaticKey key = patcher.newKey();
        return templates().isPresent() ? key : new Key(key);
    }

    @Override
    public StaticCall newCall(MethodType type, MethodHandle initial) {
        StaticCall call = patcher.newCall(type, initial);
        return templates().isPresent() ? call : new Call(call);
    }

    @Override
    public Optional<PatchTemplates> templates() {
        return patcher.templates().map(Templates::new);
    }

    @Override
    public void discardCompiledCode() {
        patcher.discardCompiledCode();
    }

    @Override
    public void beginBatch() {
        patcher.beginBatch();
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
            return key.enable();
        }

        @Override
        public boolean disable() {
            return key.disable();
        }

        @Override
        public MethodHandle test() {
            return test.apply(key.test());
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
            return call.update(target);
        }

        @Override
        public MethodHandle invoker() {
            return invoker.apply(call.invoker());
        }
    }

    private final class Templates implements PatchTemplates {
        private final PatchTemplates templates;

        Templates(PatchTemplates templates) {
            this.templates = templates;
        }

        @Override
        public MethodHandle test() {
            return test.apply(templates.test());
        }

        @Override
        public MethodHandle invoker(MethodType type) {
            return invoker.apply(templates.invoker(type));
        }
    }
}
