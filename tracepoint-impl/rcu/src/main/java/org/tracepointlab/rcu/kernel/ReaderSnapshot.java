package org.tracepointlab.rcu.kernel;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.rcu.SectionReader;

/**
 * A reader that was seen inside a section.
 *
 * @param sections its count of sections then
 */
record ReaderSnapshot(SectionReader reader, long sections) {

    /**
     * The readers of a CPU that are inside now. The full fence, and the load of each count after it, are the partner of
     * the full fence at the reader's entry: a section that is not seen here sees what the updater stored before.
     */
    static List<ReaderSnapshot> on(VirtualCpu cpu) {
        VarHandle.fullFence();
        List<ReaderSnapshot> seen = new ArrayList<>();
        for (SectionReader r : cpu.readers()) {
            long sections = r.sectionsAcquire();
            if ((sections & 1) != 0) {
                seen.add(new ReaderSnapshot(r, sections));
            }
        }
        return seen;
    }

    /** Whether it may still be inside that section: it has not left it, and its thread lives. */
    boolean isInside() {
        return !reader.quiescentSince(sections);
    }
}
