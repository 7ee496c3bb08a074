package org.tracepointlab.rcu.kernel;

import java.util.List;
import org.tracepointlab.rcu.SectionReader;

/**
 * What RCU keeps for each CPU (rcu_data): its callbacks, the grace period that it knows of, and whether it still owes
 * that one a quiescent state. Guarded by the machine's lock.
 */
final class CpuRcu {

    final VirtualCpu cpu;
    final CallbackList callbacks = new CallbackList();

    /** The sequence that the CPU has noted (gp_seq). */
    long noted;

    /** Whether RCU waits for this CPU to report (core_needs_qs). */
    boolean coreNeedsQs;

    /** Whether the CPU has not passed a quiescent state yet since it noted the grace period (cpu_no_qs). */
    boolean awaitsQs;

    // The readers that were inside a section when the CPU noted the grace period.
    private List<ReaderSnapshot> inside = List.of();

    CpuRcu(VirtualCpu cpu) {
        this.cpu = cpu;
    }

    /**
     * Remembers who is inside. A reader that comes later began after the grace period did: it is not waited for. The
     * grace period began under the machine's lock after the updater's store, and the load of each count is the partner
     * of the full fence at the reader's entry.
     */
    void snapshotReaders() {
        inside = ReaderSnapshot.on(cpu);
    }

    /** Those of them who have not left since. */
    List<SectionReader> stillInside() {
        return inside.stream().filter(ReaderSnapshot::isInside).map(ReaderSnapshot::reader).toList();
    }

    /** The readers on a CPU that are inside a section now. */
    static List<SectionReader> inside(VirtualCpu cpu) {
        return ReaderSnapshot.on(cpu).stream().map(ReaderSnapshot::reader).toList();
    }

    /**
     * The tick's sample: quiescent if each thread on this CPU is outside of its sections, or has left the one it was
     * in. That is what a tick from idle or from user mode tells a kernel without preemption.
     */
    void sampleQuiescentState() {
        if (awaitsQs) {
            inside.removeIf(s -> !s.isInside());
            awaitsQs = !inside.isEmpty();
        }
    }
}
