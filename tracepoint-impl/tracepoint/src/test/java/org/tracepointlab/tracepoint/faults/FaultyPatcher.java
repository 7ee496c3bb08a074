package org.tracepointlab.tracepoint.faults;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.tracepointlab.patching.PatchTemplates;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.patching.StaticCall;
import org.tracepointlab.patching.StaticKey;

/** Another patcher of which each step may fail, before or after its effect. */
record FaultyPatcher(Patcher patcher, Faults faults) implements Patcher {

    private static final MethodHandle KEY;
    private static final MethodHandle CALL;

    static {
        try {
            Lookup lookup = MethodHandles.lookup();
            KEY = lookup.findVirtual(Key.class, "key", MethodType.methodType(StaticKey.class))
                    .asType(MethodType.methodType(StaticKey.class, StaticKey.class));
            CALL = lookup.findVirtual(Call.class, "call", MethodType.methodType(StaticCall.class))
                    .asType(MethodType.methodType(StaticCall.class, StaticCall.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public String name() {
        return patcher.name();
    }

    @Override
    public StaticKey newKey() {
        faults.before(Kind.ALLOCATION);
        return new Key(patcher.newKey(), faults);
    }

    @Override
    public StaticCall newCall(MethodType type, MethodHandle initial) {
        faults.before(Kind.ALLOCATION);
        return new Call(patcher.newCall(type, initial), faults);
    }

    @Override
    public Optional<PatchTemplates> templates() {
        return patcher.templates().map(Templates::new);
    }

    @Override
    public void discardCompiledCode() {
        faults.around(Kind.DISCARD_CODE, patcher::discardCompiledCode);
    }

    @Override
    public void beginBatch() {
        faults.around(Kind.DISCARD_CODE, patcher::beginBatch);
    }

    @Override
    public void endBatch() {
        patcher.endBatch();
    }

    @Override
    public long patches() {
        return patcher.patches();
    }

    private record Key(StaticKey key, Faults faults) implements StaticKey {
        @Override
        public boolean isEnabled() {
            return key.isEnabled();
        }

        @Override
        public boolean enable() {
            return faults.around(Kind.KEY_ON, key::enable);
        }

        @Override
        public boolean disable() {
            return faults.around(Kind.KEY_OFF, key::disable);
        }

        @Override
        public MethodHandle test() {
            return key.test();
        }
    }

    private record Call(StaticCall call, Faults faults) implements StaticCall {
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
            return faults.around(Kind.CALL_UPDATE, () -> call.update(target));
        }

        @Override
        public MethodHandle invoker() {
            return call.invoker();
        }
    }

    /** The other patcher's, for what is inside of our keys and calls. */
    private record Templates(PatchTemplates templates) implements PatchTemplates {
        @Override
        public MethodHandle test() {
            return MethodHandles.filterArguments(templates.test(), 0, KEY);
        }

        @Override
        public MethodHandle invoker(MethodType type) {
            return MethodHandles.filterArguments(templates.invoker(type), 0, CALL);
        }
    }
}
