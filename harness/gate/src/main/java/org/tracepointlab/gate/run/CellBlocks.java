package org.tracepointlab.gate.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tracepointlab.gate.core.ForkMerge;
import org.tracepointlab.gate.rule.BenchmarkId;
import org.tracepointlab.gate.rule.Comparison;
import org.tracepointlab.gate.rule.Cost;
import org.tracepointlab.gate.rule.DuetScore;
import org.tracepointlab.gate.rule.Effect;
import org.tracepointlab.gate.rule.Environments;
import org.tracepointlab.gate.rule.JmhFile;
import org.tracepointlab.gate.rule.JmhResult;
import org.tracepointlab.gate.rule.Outliers;
import org.tracepointlab.gate.rule.SideScores;

/** What the blocks of one benchmark gave so far. Not thread-safe. */
final class CellBlocks {

    private final GateCell cell;
    private final Map<Role, List<ObjectNode>> results = new EnumMap<>(Role.class);
    private final Map<Role, List<JmhResult>> scores = new EnumMap<>(Role.class);
    /** Fork by fork, as the scores; null of a fork that has too few samples. */
    private final Map<Role, List<JmhResult>> tails = new EnumMap<>(Role.class);
    /** Null where each side has forks of its own. */
    private DuetRecord duets;
    private String noDuets = "";
    private BenchmarkId id;
    private String broken = "";
    private boolean passed;

    CellBlocks(GateCell cell) {
        this(cell, false);
    }

    /** @param duet true if both sides run in one fork, unless it turns out that they cannot */
    CellBlocks(GateCell cell, boolean duet) {
        this.cell = cell;
        this.duets = duet ? new DuetRecord() : null;
        this.id = new BenchmarkId(cell.benchmark(), "", cell.params());
        for (Role role : Role.values()) {
            results.put(role, new ArrayList<>());
            scores.put(role, new ArrayList<>());
            tails.put(role, new ArrayList<>());
        }
    }

    BenchmarkId id() {
        return id;
    }

    /** False once something was found for which more forks are no remedy. */
    boolean wants() {
        return broken.isEmpty();
    }

    String broken() {
        return broken;
    }

    void broken(String reason) {
        broken = reason;
    }

    boolean passed() {
        return passed;
    }

    void pass() {
        passed = true;
    }

    /** Whether both sides run in one fork. */
    boolean inDuets() {
        return duets != null;
    }

    /** Gives duets up: what they gave is dropped. */
    void separate(String why) {
        duets = null;
        noDuets = why;
        for (Role role : Role.values()) {
            results.get(role).clear();
            scores.get(role).clear();
            tails.get(role).clear();
        }
    }

    /** What a block consists of. */
    List<Role> roles() {
        return inDuets() ? List.of(Role.BASELINE, Role.CANDIDATE) : List.of(Role.values());
    }

    /** Whole blocks. */
    int blocks() {
        return roles().stream().mapToInt(role -> results.get(role).size()).min().orElse(0);
    }

    /**
     * Adds a block that ran in one fork.
     *
     * @param both the baseline's result and the candidate's
     * @param first the side that was loaded first
     */
    void addDuet(List<ObjectNode> both, int first, DuetSlices slices) {
        try {
            DuetScore score = DuetScore.of(both.get(0), both.get(1));
            both.get(0).putArray(JmhResult.SCORES).add(score.baseline());
            both.get(1).putArray(JmhResult.SCORES).add(score.candidate());
            duets.add(first, score, slices);
        } catch (IllegalArgumentException e) {
            broken = "block " + (blocks() + 1) + ": " + e.getMessage();
        }
        add(Role.BASELINE, both.get(0));
        add(Role.CANDIDATE, both.get(1));
    }

    void add(Role role, ObjectNode result) {
        List<JmhResult> all = JmhFile.allOf(result);
        JmhResult read = all.get(0);
        id = new BenchmarkId(cell.benchmark(), read.id().mode(), cell.params());
        results.get(role).add(result);
        scores.get(role).add(read);
        tails.get(role).add(all.size() > 1 ? all.get(1) : null);
    }

    /** Looks whether the newest block can be judged at all. */
    void check(GatePlan plan) {
        int last = blocks() - 1;
        JmhResult old = scores.get(Role.BASELINE).get(last);
        for (Role role : roles()) {
            JmhResult now = scores.get(role).get(last);
            if (!now.problem().isEmpty()) {
                broken = role.folder() + ", block " + (last + 1) + ": " + now.problem();
            } else if (!now.unit().equals(old.unit())) {
                broken = "expected scores in " + old.unit() + ", found " + now.unit();
            } else {
                String differs = Environments.differ(old.environment(), now.environment(), meant(plan));
                if (!differs.isEmpty()) {
                    broken = "the environments of the two sides differ: " + differs;
                }
            }
        }
    }

    /** What the sides are meant to differ in. */
    private static Set<String> meant(GatePlan plan) {
        if (!plan.baseline().jdk().java().equals(plan.candidate().jdk().java())) {
            return Set.of("jvm", "jdkVersion", "vmName", "vmVersion", "jvmArgs");
        }
        return plan.baseline().jvmArgs().equals(plan.candidate().jvmArgs()) ? Set.of() : Set.of("jvmArgs");
    }

    /**
     * One, and a second one by the tail of the samples where each fork has enough of them.
     *
     * @param margin of the rule, a log-ratio
     */
    List<Comparison> comparisons(int finalBlocks, double margin) {
        List<Comparison> all = new ArrayList<>(List.of(comparison(scores, id, finalBlocks, margin)));
        if (roles().stream().map(tails::get)
                .allMatch(forks -> forks.stream().limit(blocks()).allMatch(Objects::nonNull))) {
            BenchmarkId own = tails.get(Role.BASELINE).get(0).id();
            all.add(comparison(tails, new BenchmarkId(cell.benchmark(), own.mode(), cell.params()), finalBlocks,
                    margin));
        }
        return all;
    }

    private Comparison comparison(Map<Role, List<JmhResult>> of, BenchmarkId name, int finalBlocks, double margin) {
        double[] old = logCosts(of, name, Role.BASELINE);
        double[] now = logCosts(of, name, Role.CANDIDATE);
        Effect control = inDuets() ? null : Effect.paired(logRatios(old, logCosts(of, name, Role.CONTROL)));
        List<String> notes = new ArrayList<>(Outliers.of(old, now));
        if (inDuets()) {
            notes.addAll(duets.notes(margin));
        } else if (!noDuets.isEmpty()) {
            notes.add("separate forks, no duets: " + noDuets);
        }
        return new Comparison(name, Effect.paired(logRatios(old, now)), control, finalBlocks, passed, true, notes);
    }

    private static double[] logRatios(double[] old, double[] now) {
        double[] ratios = new double[old.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = now[i] - old[i];
        }
        return ratios;
    }

    private double[] logCosts(Map<Role, List<JmhResult>> of, BenchmarkId name, Role role) {
        return Arrays.stream(forks(of, role)).map(score -> Cost.log(name, score)).toArray();
    }

    private double[] forks(Map<Role, List<JmhResult>> of, Role role) {
        return of.get(role).stream().limit(blocks()).mapToDouble(r -> r.forks()[0]).toArray();
    }

    SideScores scores() {
        return new SideScores(id, scores.get(Role.BASELINE).get(0).unit(), forks(scores, Role.BASELINE),
                forks(scores, Role.CANDIDATE));
    }

    /** All forks of one role as one JMH result, each with the id of its block. */
    ObjectNode merged(Role role, String run) {
        ObjectNode merged = ForkMerge.merge(results.get(role).subList(0, blocks()));
        if (inDuets()) {
            ArrayNode own = merged.putArray(JmhResult.SCORES);
            Arrays.stream(forks(scores, role)).forEach(own::add);
        }
        ArrayNode ids = merged.putArray(JmhResult.BLOCKS);
        for (int block = 1; block <= blocks(); block++) {
            ids.add(run + "-" + block);
        }
        return merged;
    }
}
