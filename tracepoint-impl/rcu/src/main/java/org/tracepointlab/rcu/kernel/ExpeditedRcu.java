package org.tracepointlab.rcu.kernel;

import static org.tracepointlab.rcu.GracePeriodSequence.ended;
import static org.tracepointlab.rcu.GracePeriodSequence.inProgress;
import static org.tracepointlab.rcu.GracePeriodSequence.reached;
import static org.tracepointlab.rcu.GracePeriodSequence.snapshot;
import static org.tracepointlab.rcu.GracePeriodSequence.started;
import static org.tracepointlab.rcu.GracePeriodSequence.withPhase;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.tracepointlab.rcu.SectionReader;

/**
 * Expedited grace periods of Tree RCU: they wait for no tick. Idle CPUs are credited; each other one is interrupted,
 * and reports at once if no reader there is inside a section, else when the last that was has left. One at a time;
 * guarded by the machine's lock.
 *
 * <p>The interrupt is a look at the CPU's readers after a full fence, which is what an interrupt gives a kernel: the
 * CPU's word on whether it is in a section at this moment, with no fence asked of anyone but the reader's own at its
 * entry. A kernel spares the caller's own CPU, which cannot be inside a section. Here other threads may stand on that
 * CPU as well, so it is looked at like the rest.
 *
 * <p>Callers that come while one is in progress share the next one.
 *
 * <p>Source: kernel/rcu/tree_exp.h of Linux 6.1 (exp_funnel_lock, sync_rcu_exp_select_cpus, rcu_exp_handler,
 * rcu_report_exp_cpu_mult).
 */
final class ExpeditedRcu {

    private record Interrupted(int cpu, List<ReaderSnapshot> inside) { }

    private final Machine machine;
    private final QuiescentStateMask owed; // expmask
    private final List<Interrupted> interrupted = new ArrayList<>();
    private long sequence;
    private long completed;
    private long interrupts;

    ExpeditedRcu(Machine machine, NodeTree tree) {
        this.machine = machine;
        this.owed = new QuiescentStateMask(tree);
    }

    long sequence() {
        return sequence;
    }

    /** What the sequence must reach for a grace period to have elapsed that begins after this call. */
    long wanted() {
        return snapshot(sequence);
    }

    /** Whether it has: then somebody else's grace period served. */
    boolean served(long wanted) {
        return reached(sequence, wanted);
    }

    /** Begins one: credits the idle CPUs, and interrupts the others. */
    void begin() {
        giveUp(); // one that its thread could not give up itself
        VarHandle.fullFence(); // the updater's stores come before the looks at who is idle
        sequence = started(sequence);
        owed.all();
        owed.scan(this::creditOrInterrupt);
    }

    /** Whether the CPU reports at once. */
    private boolean creditOrInterrupt(int id) {
        VirtualCpu cpu = machine.cpu(id);
        if (cpu.isIdle()) {
            return true;
        }
        interrupts++;
        List<ReaderSnapshot> inside = ReaderSnapshot.on(cpu);
        if (inside.isEmpty()) {
            return true;
        }
        interrupted.add(new Interrupted(id, inside));
        return false;
    }

    /**
     * Lets those CPUs report whose readers have left since they were interrupted. Returns whether all have reported.
     */
    boolean allReported() {
        interrupted.removeIf(i -> {
            i.inside().removeIf(s -> !s.isInside());
            if (i.inside().isEmpty()) {
                owed.report(i.cpu());
                return true;
            }
            return false;
        });
        return owed.isEmpty();
    }

    /** Ends it, once all have reported. */
    void end() {
        sequence = ended(sequence);
        completed++;
        machine.rcu().elapsed();
    }

    /**
     * Gives up the one in progress, if any: it counts for nobody, and those who wait for the one after it need only the
     * next.
     */
    void giveUp() {
        if (inProgress(sequence)) {
            sequence = withPhase(sequence, 0);
            interrupted.clear();
            machine.rcu().expeditedGivenUp();
        }
    }

    /** The readers that it waits for. */
    List<SectionReader> holders() {
        return interrupted.stream().flatMap(i -> i.inside().stream()).filter(ReaderSnapshot::isInside)
                .map(ReaderSnapshot::reader).toList();
    }

    long completed() {
        return completed;
    }

    long interrupts() {
        return interrupts;
    }

    long nodesVisited() {
        return owed.visits();
    }
}
