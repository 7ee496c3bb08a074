package org.tracepointlab.check.torture;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.tracepointlab.rcu.SrcuRcu;

/** Sections that are opened on one thread and ended on another. Thread-safe. */
final class MovedSections {

    private static final int MOST = 16;

    final LongAdder moved = new LongAdder();
    final LongAdder cookies = new LongAdder();
    final AtomicLongArray ages = new AtomicLongArray(Structure.STAGES + 1);

    private final Session session;
    private final SrcuRcu srcu;
    private final BlockingQueue<Open> open = new ArrayBlockingQueue<>(MOST);

    MovedSections(Session session, SrcuRcu srcu) {
        this.session = session;
        this.srcu = srcu;
    }

    private record Open(int index, Section section) {
    }

    /** Opens one, to be ended elsewhere, or if many are, here. */
    void open(String reader, boolean takeCookie) {
        int index = srcu.lock();
        Open section = new Open(index, new Section(session, reader, takeCookie));
        if (open.offer(section)) {
            moved.increment();
        } else {
            end(section);
        }
    }

    /** Ends one if there is one, or is within some milliseconds. */
    void endOne() throws InterruptedException {
        Open section = open.poll(10, TimeUnit.MILLISECONDS);
        if (section != null) {
            end(section);
        }
    }

    /** Ends those that there are. */
    void endAll() {
        for (Open section = open.poll(); section != null; section = open.poll()) {
            end(section);
        }
    }

    private void end(Open open) {
        ages.incrementAndGet(open.section.checkLast());
        if (open.section.hasCookie()) {
            cookies.increment();
        }
        srcu.unlock(open.index);
    }
}
