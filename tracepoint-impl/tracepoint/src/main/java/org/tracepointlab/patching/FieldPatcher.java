package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Keys and calls that are one field each. See the package's table. */
final class FieldPatcher implements Patcher {

    static final String NAME = "field";

    private final AtomicLong patches = new AtomicLong();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public StaticKey newKey() {
        return new FieldKey(patches);
    }

    @Override
    public StaticCall newCall(MethodType type, MethodHandle initial) {
        return new FieldCall(Types.exactly(type, initial), patches);
    }

    @Override
    public Optional<PatchTemplates> templates() {
        return Optional.of(Templates.INSTANCE);
    }

    @Override
    public void discardCompiledCode() {
        // none depends on a field
    }

    @Override
    public long patches() {
        return patches.get();
    }

    /** The handles that all keys and calls of this flavour share. */
    enum Templates implements PatchTemplates {
        INSTANCE;

        @Override
        public MethodHandle test() {
            return FieldKey.TEST;
        }

        @Override
        public MethodHandle invoker(MethodType type) {
            return MethodHandles.filterArguments(MethodHandles.exactInvoker(type), 0, FieldCall.TARGET);
        }
    }
}
