package org.tracepointlab.tracepoint;

/** The two snapshots of the grace-period state that a registry keeps, each for all of its tracepoints together. */
public enum SnapshotId {
    /** Taken by 1->0, needed by a 0->1: a reader may still hold the data of the probe that left. */
    ONE_ZERO_ONE("1_0_1"),
    /** Taken when element 0's data changes, needed by a 2->1: a reader may still hold the data that element 0 had. */
    N_TWO_ONE("N_2_1");

    private final String label;

    SnapshotId(String label) {
        this.label = label;
    }

    /** The name as the commit has it. */
    @Override
    public String toString() {
        return label;
    }
}
