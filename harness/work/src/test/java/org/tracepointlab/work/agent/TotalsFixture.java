package org.tracepointlab.work.agent;

/** Totals as the reader makes them where the size of a class is not to be had. */
public final class TotalsFixture {
    private TotalsFixture() {
    }

    /** One object of that class. */
    public static Totals withoutSize(String type) {
        Totals totals = new Totals();
        totals.addObjects(1);
        totals.hasNoSize(type);
        return totals;
    }
}
