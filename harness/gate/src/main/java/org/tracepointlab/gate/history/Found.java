package org.tracepointlab.gate.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A change of one series, with what it is called.
 *
 * @param series in which
 * @param metric whose counts changed; empty for time
 * @param change where and how much
 */
record Found(Series series, String metric, Change change) {

    /** All changes of a series: those of its time, then those of its counts. */
    static List<Found> of(Series series) {
        List<Found> all = new ArrayList<>();
        series.changes().forEach(change -> all.add(new Found(series, "", change)));
        series.metrics().forEach(metric -> series.changes(metric)
                .forEach(change -> all.add(new Found(series, metric, change))));
        return all;
    }

    /** The newest first; of one commit the greatest first. */
    static Comparator<Found> newestFirst() {
        return Comparator.comparing((Found f) -> f.commit().time()).reversed()
                .thenComparing(f -> f.commit().id())
                .thenComparing(f -> -Math.abs(Math.log(f.change.ratio())));
    }

    Commit commit() {
        return series.points().get(change.index()).commit();
    }

    boolean isTime() {
        return metric.isEmpty();
    }

    /** The class of its colour. */
    String kind() {
        return change.gradual() ? "slow" : change.ratio() > 1 ? "worse" : "better";
    }

    /** "12% slower", with a sign that needs no colour. */
    String words() {
        return (change.ratio() > 1 ? "\u25b2 " : "\u25bc ") + size();
    }

    /** "12% slower". */
    String size() {
        return isTime() ? Words.time(series, change.ratio()) : Words.count(metric, change.ratio());
    }

    /** How sure it is, and where else it may have been. */
    String evidence() {
        String place = change.first() == change.last() ? ""
                : "; the commit is one of " + (change.last() - change.first() + 1) + ", from "
                + id(change.first()) + " to " + id(change.last());
        return (isTime() ? Words.interval(change) + ", " : "") + Words.probability(change)
                + (change.gradual() ? "; gradual: a line fits better than a step" : place);
    }

    private String id(int point) {
        return series.points().get(point).commit().shortId();
    }
}
