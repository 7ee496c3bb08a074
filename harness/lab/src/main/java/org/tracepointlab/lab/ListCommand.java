package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.tracepointlab.check.Checker;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.run.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lab list}: what there is to run. */
@Command(name = "list", description = "List plans, benchmarks, implementations, grace-period flavours and patching.",
        footer = {"", "Examples:", "  lab list", "  lab list --json"})
final class ListCommand implements Callable<Integer> {

    private static final Map<String, String> PARAMETERS = new LinkedHashMap<>();

    static {
        PARAMETERS.put("flavours", "rcu");
        PARAMETERS.put("patching", "patching");
        PARAMETERS.put("hz", "hz");
    }

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        List<String> plans = new ArrayList<>();
        for (String name : LabPlans.NAMES) {
            Plan plan = LabPlans.of(name, Overrides.parse(null, null, null));
            plans.add(String.format(Locale.ROOT, "%s (%d cells, %d forks, about %.0f minutes)", name,
                    plan.cells().size(), plan.forks(), Math.ceil(plan.estimatedSeconds() / 60)));
        }
        lists.put("plans", plans);
        List<Cell> cells = new ArrayList<>();
        LabPlans.NAMES.forEach(n -> cells.addAll(LabPlans.of(n, Overrides.parse(null, null, null)).cells()));
        lists.put("benchmarks", new ArrayList<>(new TreeSet<>(cells.stream().map(Cell::benchmark).toList())));
        lists.put("implementations", Checker.implementations());
        PARAMETERS.forEach((title, parameter) -> lists.put(title, cells.stream().map(c -> c.params().get(parameter))
                .filter(v -> v != null && !v.isEmpty()).distinct().sorted(ListCommand::numbersFirst).toList()));
        StringBuilder text = new StringBuilder();
        ObjectNode json = Json.object();
        lists.forEach((title, values) -> {
            text.append(text.isEmpty() ? "" : "\n").append(title).append(":\n");
            values.forEach(v -> text.append("  ").append(v).append('\n'));
            ArrayNode node = json.putArray(title);
            values.forEach(v -> node.add(title.equals("plans") ? v.substring(0, v.indexOf(' ')) : v));
        });
        output.text(text.toString().stripTrailing());
        output.json(json);
        return 0;
    }

    private static int numbersFirst(String a, String b) {
        boolean numbers = a.matches("[0-9]{1,9}") && b.matches("[0-9]{1,9}");
        return numbers ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b)) : a.compareTo(b);
    }
}
