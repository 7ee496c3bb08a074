package org.tracepointlab.tracepoint;

import java.lang.invoke.MethodHandle;

/**
 * The steps, made on a real tracepoint; equal to any others of the same. Used by the holder of the registry's mutex.
 */
final class TracepointUpdate implements UpdateSteps {

    private final Tracepoint tracepoint;
    private final TracepointState state;
    private final ReadSide readSide;
    private final GracePeriods gracePeriods;
    private ProbeEntry prepared;
    private MethodHandle target;

    TracepointUpdate(Tracepoint tracepoint, ReadSide readSide, GracePeriods gracePeriods) {
        this.tracepoint = tracepoint;
        this.state = tracepoint.state();
        this.readSide = readSide;
        this.gracePeriods = gracePeriods;
    }

    @Override
    public String name() {
        return tracepoint.name();
    }

    @Override
    public ProbeArray funcs() {
        return state.loadAcquireFuncs();
    }

    /** Only of one probe there is a target of its own. */
    @Override
    public void prepare(ProbeArray now) {
        readSide.prepare(now);
        if (FuncsState.of(now) == FuncsState.ONE) {
            target = readSide.callTarget(now.first());
            prepared = now.first();
        }
    }

    @Override
    public void regfunc() {
        run(state.hooks().regfunc());
    }

    @Override
    public void unregfunc() {
        run(state.hooks().unregfunc());
    }

    private static void run(Runnable hook) {
        if (hook != null) {
            hook.run();
        }
    }

    @Override
    public boolean isCalled(ProbeEntry entry) {
        return state.call().target() == targetOf(entry);
    }

    @Override
    public void callFunc(ProbeEntry entry) {
        state.call().update(targetOf(entry));
    }

    private MethodHandle targetOf(ProbeEntry entry) {
        return entry == prepared ? target : readSide.callTarget(entry);
    }

    @Override
    public void callIterator() {
        state.call().update(tracepoint.handles().iterator());
    }

    @Override
    public void publish(ProbeArray funcs) {
        state.storeReleaseFuncs(funcs);
    }

    @Override
    public void keyOn() {
        state.key().enable();
    }

    @Override
    public void keyOff() {
        state.key().disable();
    }

    @Override
    public void getState(SnapshotId id) {
        gracePeriods.getState(id);
    }

    @Override
    public void condSync(SnapshotId id) {
        gracePeriods.condSync(id);
    }

    @Override
    public void synchronize() {
        gracePeriods.synchronize();
    }

    @Override
    public void release(ProbeArray old, Runnable action) {
        gracePeriods.release(action);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TracepointUpdate that && that.state == state;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(state);
    }
}
