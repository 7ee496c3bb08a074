package org.tracepointlab.tracepoint;

import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.tracepointlab.rcu.QsbrRcu;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * The {@code qsbr} flavour for threads that know nothing of it: they are registered at their first section, and rest
 * outside of sections. Whoever waits rests as well; or, where updaters are to be readers, is registered and online in
 * both domains for as long as that takes.
 */
final class RestingReaders extends WatchedRcu {

    /** A thread's handles in both domains. */
    private record Handles(Rcu.Reader rcu, Rcu.Reader srcu) {
        void online() {
            rcu.online();
            srcu.online();
        }

        void offline() {
            rcu.offline();
            srcu.offline();
        }
    }

    private final ThreadLocal<Handles> handles;
    private final boolean isRcu;
    private final boolean updatersAreReaders;

    private RestingReaders(Rcu rcu, ThreadLocal<Handles> handles, boolean isRcu, boolean updatersAreReaders) {
        super("qsbr", rcu, false, new ArrayDeque<>() {
            private static final long serialVersionUID = 1;

            @Override
            public boolean add(String entry) {
                return false; // nobody reads it
            }
        });
        this.handles = handles;
        this.isRcu = isRcu;
        this.updatersAreReaders = updatersAreReaders;
    }

    static RcuDomains domains(boolean updatersAreReaders) {
        RcuDomains plain = QsbrRcu.domains();
        ThreadLocal<Handles> handles = ThreadLocal.withInitial(() -> {
            Handles made = new Handles(plain.rcu().register(), plain.srcu().register());
            made.offline();
            return made;
        });
        return new RcuDomains(plain.name(), new RestingReaders(plain.rcu(), handles, true, updatersAreReaders),
                new RestingReaders(plain.srcu(), handles, false, updatersAreReaders), false, plain.closer());
    }

    private Rcu.Reader mine() {
        return isRcu ? handles.get().rcu : handles.get().srcu;
    }

    @Override
    public void readLock() {
        mine().online();
        rcu.readLock();
    }

    @Override
    public void readUnlock() {
        rcu.readUnlock();
        if (!rcu.inReadSection()) {
            mine().offline();
        }
    }

    private <T> T asReader(Supplier<T> wait) {
        Handles mine = updatersAreReaders ? handles.get() : null;
        if (mine == null) {
            return wait.get();
        }
        mine.online();
        try {
            return wait.get();
        } finally {
            mine.offline();
        }
    }

    private void asReader(Runnable wait) {
        asReader(() -> {
            wait.run();
            return null;
        });
    }

    @Override
    public void synchronize() {
        asReader((Runnable) super::synchronize);
    }

    @Override
    public boolean condSynchronize(long cookie) {
        return asReader(() -> super.condSynchronize(cookie));
    }

    @Override
    public void barrier() {
        asReader((Runnable) super::barrier);
    }
}
