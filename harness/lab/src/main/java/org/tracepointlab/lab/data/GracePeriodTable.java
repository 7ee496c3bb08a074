package org.tracepointlab.lab.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tracepointlab.check.study.SlopeStudy;
import org.tracepointlab.check.study.SlopeStudy.Finding;
import org.tracepointlab.check.study.SlopeStudy.Others;
import org.tracepointlab.check.study.SlopeStudy.Placement;
import org.tracepointlab.gate.core.Csv;

/**
 * What a removal costs in virtual time, at each HZ, number of CPUs, doing of the other CPUs, and placement.
 *
 * @param findings all of them, in this order
 */
public record GracePeriodTable(List<Finding> findings) {

    /** The file's name. */
    public static final String FILE = "grace-periods.csv";

    /** Columns of the file, in this order. */
    public static final List<String> COLUMNS = List.of("hz", "cpus", "others", "updater_cpu", "thread_cpu",
            "jiffies_till_first_fqs", "tree_levels", "tree_nodes", "removals", "jiffies_per_removal", "rcu_jiffies",
            "srcu_jiffies", "seconds_per_removal", "grace_periods_per_removal", "forced_scans_per_grace_period",
            "cpus_per_scan", "node_visits_per_scan", "node_visits_per_grace_period", "expedited_jiffies",
            "expedited_interrupts");

    /** Removals that each mean is of, after those that a kernel needs to fall into its stride. */
    public static final int REMOVALS = 100;

    /** Copies the list. */
    public GracePeriodTable {
        findings = List.copyOf(findings);
    }

    /** Finds out: some milliseconds for most, a quarter of a second for thousands of busy CPUs. */
    public static GracePeriodTable of(List<Integer> hzs, List<Integer> cpuCounts) {
        List<Finding> findings = new ArrayList<>();
        for (Others others : Others.values()) {
            for (int hz : hzs) {
                for (int cpus : cpuCounts) {
                    Stream.of(Placement.values()).filter(p -> p.fits(cpus))
                            .forEach(p -> findings.add(SlopeStudy.of(hz, cpus, others, p, REMOVALS)));
                }
            }
        }
        return new GracePeriodTable(findings);
    }

    /** A part of it. */
    public GracePeriodTable where(Predicate<Finding> wanted) {
        return new GracePeriodTable(findings.stream().filter(wanted).toList());
    }

    /** Those with the updater and the grace-period thread on one CPU, as the kernel flavour has them by default. */
    public GracePeriodTable together() {
        return where(f -> f.placement() == Placement.TOGETHER);
    }

    /** Each HZ once, in rising order. */
    public List<Integer> hzs() {
        return findings.stream().map(Finding::hz).distinct().sorted().toList();
    }

    /** Each number of CPUs once, in rising order. */
    public List<Integer> cpuCounts() {
        return findings.stream().map(Finding::cpus).distinct().sorted().toList();
    }

    /** Writes the file. */
    public void write(Path file) throws IOException {
        Csv.write(file, COLUMNS, findings.stream().map(GracePeriodTable::row).toList());
    }

    private static List<String> row(Finding f) {
        return List.of("" + f.hz(), "" + f.cpus(), f.others().toString(), "" + f.placement().updater(),
                "" + f.placement().thread(), "" + f.jiffiesTillFirstFqs(), "" + f.levels(), "" + f.nodes(),
                "" + f.removals(), Csv.number(f.slope()), Csv.number(f.rcu()), Csv.number(f.srcu()),
                Csv.number(f.slope() / f.hz()), Csv.number(f.gracePeriods()), Csv.number(f.forcedScans()),
                f.forcedScans() == 0 ? "" : Csv.number(f.cpusScanned()),
                f.forcedScans() == 0 ? "" : Csv.number(f.nodesScanned()), Csv.number(f.nodesVisited()),
                Csv.number(f.expeditedJiffies()), "" + f.expeditedInterrupts());
    }
}
