package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.tracepointlab.patching.PatchTemplates;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.patching.StaticCall;
import org.tracepointlab.patching.StaticKey;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * What all tracepoints of one signature in a registry share: the iterator, and where the patcher has templates, the
 * whole read side. Immutable.
 */
final class Signature {

    private final RcuDomains domains;
    private final ReadSide readSide;
    private final MethodType callType;
    private final MethodHandle iterator;
    private final ReadHandles shared;

    Signature(MethodType type, ReadSide readSide, RcuDomains domains, Patcher patcher) {
        this.domains = domains;
        this.readSide = readSide;
        this.callType = type.insertParameterTypes(0, TracepointState.class, Object.class);
        this.iterator = readSide.iterator(type);
        this.shared = patcher.templates().map(this::share).orElse(null);
    }

    /** Whether this is that tracepoint's. */
    boolean isOf(Tracepoint tracepoint) {
        return callType.equals(tracepoint.state().call().type());
    }

    /**
     * Makes the platform forget this signature's classes. Before JDK 19 some of its own handles, one for each number of
     * arguments, each keep the type that they were last adapted to; so they are adapted to one without classes of
     * anyone's.
     */
    void forget() {
        MethodType erased = callType.erase();
        readSide.iterator(erased.dropParameterTypes(0, 2));
        MethodHandle nothing = MethodHandles.empty(
                erased.changeParameterType(0, TracepointState.class));
        readSide.enabled(nothing, domains.rcu());
        KernelReadSide.inMarkedSection(MethodHandles.insertArguments(nothing, 1, (Object) null), domains.rcu());
    }

    StaticCall newCall(Patcher patcher) {
        return patcher.newCall(callType, iterator);
    }

    /** The read handles of a tracepoint with this key and call. */
    ReadHandles handles(StaticKey key, StaticCall call) {
        if (shared != null) {
            return shared;
        }
        MethodHandle test = MethodHandles.dropArguments(key.test(), 0, TracepointState.class);
        return compose(test, call.invoker());
    }

    private ReadHandles share(PatchTemplates templates) {
        MethodHandle test = MethodHandles.filterArguments(templates.test(), 0, Handles.KEY);
        MethodHandle byState = MethodHandles.filterArguments(templates.invoker(callType), 0, Handles.CALL);
        MethodType doubled = byState.type();
        int[] order = new int[doubled.parameterCount()];
        for (int i = 1; i < order.length; i++) {
            order[i] = i - 1;
        }
        return compose(test, MethodHandles.permuteArguments(byState, callType, order));
    }

    private ReadHandles compose(MethodHandle test, MethodHandle invoker) {
        MethodHandle enabled = readSide.enabled(invoker, domains.rcu());
        MethodHandle enabledRcuIdle = readSide.enabled(invoker, domains.srcu());
        return new ReadHandles(test, enabled, enabledRcuIdle, guarded(test, marked(enabled, domains.rcu())),
                guarded(test, marked(enabledRcuIdle, domains.srcu())), iterator);
    }

    /** With marks of the section: of a handle alone, no updater could see on the stack that it fires. */
    private static MethodHandle marked(MethodHandle enabled, Rcu domain) {
        return domain.sectionsAreImplicit() ? KernelReadSide.inMarkedSection(enabled, domain) : enabled;
    }

    static MethodHandle guarded(MethodHandle test, MethodHandle enabled) {
        return MethodHandles.guardWithTest(test, enabled, MethodHandles.empty(enabled.type()));
    }
}
