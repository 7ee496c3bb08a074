package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.check.study.SlopeStudy;
import org.tracepointlab.check.study.SlopeStudy.Finding;
import org.tracepointlab.check.study.SlopeStudy.Others;
import org.tracepointlab.gate.command.Project;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.chart.GracePeriodsChart;
import org.tracepointlab.lab.data.GracePeriodTable;
import org.tracepointlab.lab.data.Units;
import org.tracepointlab.lab.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab grace-periods}: what a removal costs by HZ and number of CPUs, in virtual time. */
@Command(name = "grace-periods", description = {"Compute the cost of a removal by unconditional at each HZ and number "
        + "of CPUs, in virtual time. Takes some seconds; the result is the same on any machine.",
        "Writes grace-periods.csv, .png and .svg."},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:written", "64:wrong use"},
        footer = {"", "Examples:", "  lab grace-periods",
        "  lab grace-periods --hz 250 --cpus 1,2,64,4096 --out /tmp/gp"})
final class GracePeriodsCommand implements Callable<Integer> {

    private static final String CHART = "grace-periods.png";

    @Mixin
    private Output output;

    @Option(names = "--hz", defaultValue = "100,250,300,1000", paramLabel = "LIST",
            description = "Ticks a second; default: ${DEFAULT-VALUE}.")
    private String hz;

    @Option(names = "--cpus", defaultValue = "1,2,4,8,16,32,64,128,256,512,1024,2048,4096", paramLabel = "LIST",
            description = "Numbers of CPUs; default: the powers of two up to 4096.")
    private String cpus;

    @Option(names = "--out", paramLabel = "DIR", description = "Output folder; default: results/grace-periods.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        List<Integer> hzs = Overrides.numbers("--hz", hz, Overrides.MAX_HZ);
        List<Integer> counts = Overrides.numbers("--cpus", cpus, SlopeStudy.MAX_CPUS);
        Path folder = out != null ? out.toAbsolutePath().normalize()
                : Workspace.find().results(null).resolve("grace-periods");
        Project.requireWritable("--out", folder);
        GracePeriodTable table = table(hzs, counts);
        Path csv = folder.resolve(GracePeriodTable.FILE);
        table.write(csv);
        String missing = GracePeriodsChart.draw(table, folder.resolve(CHART));
        output.text(plain(table.together()));
        output.text("csv:    " + csv + "\nchart:  "
                + (missing.isEmpty() ? folder.resolve(CHART).toString() : CHART + " skipped: " + missing));
        output.json(json(table, csv, missing.isEmpty() ? folder.resolve(CHART) : null));
        return 0;
    }

    private static GracePeriodTable table(List<Integer> hzs, List<Integer> counts) {
        try {
            return GracePeriodTable.of(hzs, counts);
        } catch (IllegalArgumentException e) { // the first scan of many CPUs would come later than after a second
            throw new UsageException("--hz", "enough ticks for this many CPUs", e.getMessage(), e);
        }
    }

    private static String plain(GracePeriodTable table) {
        Table text = new Table("HZ", "CPUs", "others", "jiffies a removal", "of RCU", "time", "CPUs a scan",
                "node visits",
                "expedited");
        for (Finding f : table.findings()) {
            boolean scanned = f.forcedScans() > 0;
            text.row("" + f.hz(), "" + f.cpus(), f.others().toString(), Units.digits(f.slope()), Units.digits(f.rcu()),
                    Units.seconds(f.slope() / f.hz()), scanned ? Units.whole(f.cpusScanned()) : "-",
                    scanned ? Units.whole(f.nodesScanned()) : "-", Units.digits(f.expeditedJiffies()));
        }
        return text.plain();
    }

    private static ObjectNode json(GracePeriodTable table, Path csv, Path chart) {
        ObjectNode root = Json.object().put("csv", csv.toString()).put("png", chart == null ? null : chart.toString());
        table.findings().forEach(f -> root.withArray("findings").addObject().put("hz", f.hz()).put("cpus", f.cpus())
                .put("othersBusy", f.others() == Others.BUSY).put("updaterCpu", f.placement().updater())
                .put("threadCpu", f.placement().thread()).put("jiffiesPerRemoval", f.slope())
                .put("rcuJiffies", f.rcu()).put("srcuJiffies", f.srcu()).put("cpusPerScan", f.cpusScanned())
                .put("nodeVisitsPerScan", f.nodesScanned()).put("expeditedJiffies", f.expeditedJiffies()));
        return root;
    }
}
