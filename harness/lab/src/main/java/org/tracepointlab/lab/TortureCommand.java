package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.tracepointlab.check.torture.Torture;
import org.tracepointlab.check.torture.TortureReport;
import org.tracepointlab.check.torture.TortureSettings;
import org.tracepointlab.gate.command.UsageException;
import org.tracepointlab.gate.core.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab torture}: tortures flavours of RCU on real threads. */
@Command(name = "torture", description = {"Torture flavours of RCU on real threads, modelled on the kernel's "
        + "rcutorture.",
    "Structures age with each grace period. It is a failure if one gets too old while a reader holds it."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no failure, and everything was tried",
            "1:a failure, or a run that tried too little to find one; the text says which", "64:wrong use"},
        footer = {"", "Examples:", "  lab torture --seconds 60                   every flavour, a minute each",
            "  lab torture --rcu memb,srcu --seconds 300 --readers 8",
            "  lab torture --rcu busted                   must fail: it waits for nobody",
            "  lab torture --rcu qsbr --seed 7 --json"})
final class TortureCommand implements Callable<Integer> {

    private static final String ALL = "all";
    private static final int MOST_SECONDS = 86_400;

    @Mixin
    private Output output;

    @Option(names = "--rcu", paramLabel = "LIST", split = ",", defaultValue = ALL,
            description = "Flavours, or the canaries busted and busted-cookies; default: ${DEFAULT-VALUE} flavours.")
    private List<String> rcu;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "60",
            description = "Seconds for each flavour, 1 to " + MOST_SECONDS + "; default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--readers", paramLabel = "N", defaultValue = "4",
            description = "Reader threads, 1 to " + TortureSettings.MOST_READERS + "; default: ${DEFAULT-VALUE}.")
    private int readers;

    @Option(names = "--seed", paramLabel = "SEED",
            description = "Random seed of the threads' choices; default: a new one, which is printed.")
    private Long seed;

    @Override
    public Integer call() throws InterruptedException {
        Set<String> names = names();
        requireInRange("--seconds", seconds, MOST_SECONDS);
        requireInRange("--readers", readers, TortureSettings.MOST_READERS);
        long chosen = seed == null ? new SplittableRandom().nextInt(Integer.MAX_VALUE) : seed;
        TortureSettings settings = new TortureSettings(Duration.ofSeconds(seconds), readers, chosen);
        List<TortureReport> reports = new ArrayList<>();
        for (String name : names) {
            if (output.showsProgress()) {
                output.err().println("lab torture: " + name + ", " + seconds + " s");
                output.err().flush();
            }
            TortureReport report = Torture.run(name, settings);
            output.text(report.toString());
            reports.add(report);
        }
        boolean passed = reports.stream().allMatch(TortureReport::passed);
        output.json(json(reports, passed));
        return passed ? 0 : Lab.FAILED;
    }

    private Set<String> names() {
        List<String> known = new ArrayList<>(Torture.flavours());
        known.addAll(Torture.canaries());
        Set<String> names = new LinkedHashSet<>();
        for (String name : rcu) {
            if (ALL.equals(name)) {
                names.addAll(Torture.flavours());
            } else if (known.contains(name)) {
                names.add(name);
            } else {
                throw new UsageException("--rcu", ALL + " or a list of " + String.join(", ", known), "'" + name + "'");
            }
        }
        return names;
    }

    private static void requireInRange(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new UsageException(option, "a number from 1 to " + most, "'" + value + "'");
        }
    }

    private ObjectNode json(List<TortureReport> reports, boolean passed) {
        ObjectNode root = Json.object().put("passed", passed).put("secondsEach", seconds).put("readers", readers);
        ArrayNode all = root.putArray("flavours");
        reports.forEach(report -> add(all.addObject(), report));
        return root;
    }

    private static void add(ObjectNode node, TortureReport report) {
        node.put("rcu", report.name()).put("passed", report.passed()).put("seed", report.seed())
                .put("seconds", report.took().toMillis() / 1e3).put("readSections", report.readers().total())
                .put("nestedSections", report.readers().nested()).put("movedSections", report.readers().moved())
                .put("rests", report.readers().rests()).put("registrations", report.readers().registrations());
        ObjectNode gracePeriods = node.putObject("gracePeriods");
        report.gracePeriods().forEach(gracePeriods::put);
        ArrayNode ages = node.putArray("sectionsByAge");
        report.ages().forEach(ages::add);
        node.put("structuresPassed", report.structuresPassed()).put("cookiesInSections", report.cookies().inSections())
                .put("cookiesAfter", report.cookies().after()).put("otherWaits", report.others().waits())
                .put("barriers", report.others().barriers()).put("waitsSpared", report.others().waitsSpared())
                .put("stutters", report.others().stutters()).put("failures", report.failureCount());
        ObjectNode failures = node.putObject("failuresByCheck");
        report.failures().forEach(failures::put);
        ArrayNode messages = node.putArray("messages");
        report.messages().forEach(messages::add);
        ArrayNode vacuous = node.putArray("vacuous");
        report.vacuous().forEach(vacuous::add);
    }
}
