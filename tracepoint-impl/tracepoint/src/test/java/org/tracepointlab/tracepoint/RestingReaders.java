package org.tracepointlab.tracepoint;

import java.util.ArrayDeque;
import org.tracepointlab.rcu.QsbrRcu;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.RcuDomains;

/**
 * The {@code qsbr} flavour for threads that know nothing of it: they are registered at their first section, and rest outside
 * of sections.
 */
final class RestingReaders extends WatchedRcu {

    private final ThreadLocal<Rcu.Reader> reader;

    private RestingReaders(Rcu rcu) {
        super("qsbr", rcu, false, new ArrayDeque<>() {
            private static final long serialVersionUID = 1;

            @Override
            public boolean add(String entry) {
                return false; // nobody reads it
            }
        });
        this.reader = ThreadLocal.withInitial(rcu::register);
    }

    static RcuDomains domains() {
        RcuDomains plain = QsbrRcu.domains();
        return new RcuDomains(plain.name(), new RestingReaders(plain.rcu()), new RestingReaders(plain.srcu()), false,
                plain.closer());
    }

    @Override
    public void readLock() {
        reader.get().online();
        rcu.readLock();
    }

    @Override
    public void readUnlock() {
        rcu.readUnlock();
        if (!rcu.inReadSection()) {
            reader.get().offline();
        }
    }
}
