package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tracepointlab.patching.ObservedPatcher;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * A real tracepoint whose memory is set at will, and whose reader tells of each thing that it does just before it does
 * it (of a call: in the probe), so that memory can be set in between.
 *
 * <p>Funcs and data are numbers: func 0 is {@code f1}, data 0 is {@code d1}.
 */
public final class ScriptedTracepoint implements AutoCloseable {

    private final Consumer<String> reader;
    private final TracepointRegistry registry;
    private final ReadSide readSide;
    private final Tracepoint tracepoint;
    private final List<ProbeFunction> funcs = new ArrayList<>();
    private final List<Object> data = new ArrayList<>();
    private final Map<List<List<Integer>>, ProbeArray> arrays = new HashMap<>();

    /**
     * @param implementation whose readers, {@code original} or {@code paired}
     * @param patching the flavour
     * @param most     how many funcs and data there are
     * @param reader   is told what the reader does: {@code test key}, {@code lock rcu}, {@code load data d1},
     *                 {@code call f1(d1)}, {@code unlock rcu}
     */
    public ScriptedTracepoint(String implementation, String patching, int most, Consumer<String> reader) {
        this.reader = reader;
        registry = new TracepointRegistry(Implementation.named(implementation),
                new RcuDomains("scripted", domain("rcu"), domain("srcu"), false, () -> { }),
                new ObservedPatcher(Patcher.named(patching), this::tellsOfTest, this::tellsOfData));
        readSide = registry.implementation().readSide();
        tracepoint = registry.declareNoArg("scripted").tracepoint();
        for (int i = 0; i < most; i++) {
            String name = "f" + (i + 1);
            funcs.add(ProbeFunction.ofNoArg((NoArgProbe<Object>) d -> reader.accept("call " + name + "(" + d + ")")));
            data.add("d" + (i + 1));
        }
    }

    private Rcu domain(String name) {
        return (Rcu) Proxy.newProxyInstance(Rcu.class.getClassLoader(), new Class<?>[] {Rcu.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "readLock" -> reader.accept("lock " + name);
                        case "readUnlock" -> reader.accept("unlock " + name);
                        case "close" -> {
                            return null;
                        }
                        case "sectionsAreImplicit", "inReadSection" -> {
                            return false; // asked when the reader is composed, and by the updater
                        }
                        default -> throw new AssertionError("a reader does not call " + method);
                    }
                    return null;
                });
    }

    /**
     * Sets all that a reader loads.
     *
     * @param key   the static key
     * @param call  the number of the func that is called, or -1 for the iterator
     * @param array pairs of func and data, or null
     */
    public void set(boolean key, int call, List<List<Integer>> array) {
        TracepointState state = tracepoint.state();
        if (key) {
            state.key().enable();
        } else {
            state.key().disable();
        }
        state.call().update(call < 0 ? tracepoint.handles().iterator() : readSide.callTarget(entry(call)));
        state.storeReleaseFuncs(array == null ? null : arrays.computeIfAbsent(array, this::build));
    }

    /** That func with the data of the same number. */
    private ProbeEntry entry(int number) {
        return ProbeArray.add(null, funcs.get(number), data.get(number), 0).first();
    }

    private ProbeArray build(List<List<Integer>> pairs) {
        ProbeArray array = null;
        for (List<Integer> pair : pairs) {
            array = ProbeArray.add(array, funcs.get(pair.get(0)), data.get(pair.get(1)), 0);
        }
        return array;
    }

    /** Fires once. */
    public void fire(boolean rcuIdle) throws Throwable {
        if (rcuIdle) {
            tracepoint.handles().fireRcuIdle().invokeExact(tracepoint.state());
        } else {
            tracepoint.handles().fire().invokeExact(tracepoint.state());
        }
    }

    @Override
    public void close() {
        registry.close();
    }

    private MethodHandle tell(Class<?>... types) {
        try {
            return MethodHandles.lookup().findVirtual(ScriptedTracepoint.class, types.length == 0 ? "tests" : "loaded",
                    MethodType.methodType(void.class, types)).bindTo(this);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("tell", e);
        }
    }

    @SuppressWarnings("unused") // by tell
    private void tests() {
        reader.accept("test key");
    }

    @SuppressWarnings("unused") // by tell
    private void loaded(Object datum) {
        reader.accept("load data " + datum);
    }

    private MethodHandle tellsOfTest(MethodHandle test) {
        return MethodHandles.foldArguments(test, tell());
    }

    /** Of type {@code (..., TracepointState, Object data)void}. */
    private MethodHandle tellsOfData(MethodHandle invoker) {
        int at = invoker.type().parameterCount() - 1;
        MethodHandle tell = MethodHandles.dropArguments(tell(Object.class), 0,
                invoker.type().parameterList().subList(0, at));
        return MethodHandles.foldArguments(invoker, tell);
    }
}
