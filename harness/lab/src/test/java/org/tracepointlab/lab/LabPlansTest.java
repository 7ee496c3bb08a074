package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tracepointlab.gate.core.Cell;
import org.tracepointlab.gate.core.Jdk;
import org.tracepointlab.lab.data.Names;
import org.tracepointlab.lab.run.Plan;

class LabPlansTest {

    private static final Overrides NONE = new Overrides(List.of(), List.of(), List.of());

    private static Set<String> sizes(Plan plan, String implementation, String rcu, String hz) {
        return plan.cells().stream().filter(c -> c.benchmark().equals(Names.DISABLE_ALL)
                        && c.params().get("implementation").equals(implementation) && c.params().get("rcu").equals(rcu)
                        && c.params().get("hz").equals(hz) && c.params().get("patching").equals("callsite")
                        && c.params().get("readers").equals("0") && c.params().get("furtherRemovals").equals("0"))
                .map(c -> c.params().get("tracepoints")).collect(Collectors.toSet());
    }

    @Test
    void plansKeepTheirBudgets() {
        assertThat(LabPlans.of("smoke", NONE).estimatedSeconds()).isBetween(30.0, 100.0);
        assertThat(LabPlans.of("default", NONE).estimatedSeconds()).isBetween(120.0, 480.0);
        assertThat(LabPlans.of("full", NONE).estimatedSeconds()).isGreaterThan(480);
        int jdks = Jdk.installed().size();
        assertThat(LabPlans.of("deferred", NONE).estimatedSeconds()).isBetween(300.0, 100 + 700.0 * jdks);
    }

    @Test
    void theDefaultPlanCoversWhatTheChartsNeed() {
        Plan plan = LabPlans.of("default", NONE);
        for (String implementation : Names.IMPLEMENTATIONS) {
            assertThat(sizes(plan, implementation, "kernel", "250")).hasSizeGreaterThanOrEqualTo(6);
            assertThat(sizes(plan, implementation, "kernel", "1000")).hasSizeGreaterThanOrEqualTo(6).contains("1962");
            assertThat(sizes(plan, implementation, "mb", "1000")).isNotEmpty();
        }
        assertThat(plan.cells()).anyMatch(c -> "3".equals(c.params().get("furtherRemovals")))
                .anyMatch(c -> "1".equals(c.params().get("readers")))
                .anyMatch(c -> c.benchmark().equals(Names.ENABLE_ALL))
                .anyMatch(c -> c.benchmark().equals(Names.REENABLE_ALL))
                .anyMatch(c -> c.benchmark().startsWith(Names.READ_SIDE) && c.params().get("patching").equals("field"))
                .anyMatch(c -> c.benchmark().equals(Names.DISABLED) && c.params().get("patching").equals("field"))
                .anyMatch(c -> c.benchmark().endsWith(".oneProbe") && c.params().get("rcu").equals("qsbr"))
                .anyMatch(c -> c.benchmark().equals(Names.GRACE_PERIOD));
        assertThat(plan.cells()).filteredOn(c -> "1962".equals(c.params().get("tracepoints")))
                .extracting(c -> c.params().get("implementation") + " " + c.params().get("patching"))
                .containsExactlyInAnyOrder("original callsite", "unconditional callsite", "conditional callsite",
                        "original deferred", "unconditional deferred", "conditional deferred", "lazy deferred");
    }

    /** What is said of deferred patching is said against call-site patching in the same run, on each JDK. */
    @Test
    void theDeferredPlanMeasuresBothSidesOfEachRatio() {
        Plan plan = LabPlans.of("deferred", NONE);
        for (Jdk jdk : Jdk.installed()) {
            assertThat(plan.cells()).filteredOn(c -> ("" + jdk.feature()).equals(c.params().get("jdk"))
                    && c.benchmark().equals(Names.DISABLE_ALL) && "1962".equals(c.params().get("tracepoints")))
                    .extracting(c -> c.params().get("implementation") + " " + c.params().get("patching") + " "
                            + c.params().get("mode") + " " + c.params().get("rcu"))
                    .contains("lazy deferred one-by-one mb", "conditional callsite one-by-one mb",
                            "conditional callsite batch mb", "lazy deferred one-by-one kernel",
                            "unconditional deferred one-by-one kernel", "original deferred one-by-one kernel");
        }
        assertThat(plan.cells()).anyMatch(c -> c.benchmark().equals(Names.DISABLED)
                && "armed".equals(c.params().get("patching")))
                .anyMatch(c -> c.benchmark().equals(Names.TOGGLE_RATE))
                .anyMatch(c -> c.benchmark().startsWith(Names.FURTHER_PROBES))
                .anyMatch(c -> c.benchmark().startsWith(Names.BYSTANDER)
                && "deferred".equals(c.params().get("patching")));
    }

    @Test
    void everyCellHasATimeoutWellAboveItsEstimate() {
        for (Cell cell : LabPlans.of("full", NONE).cells()) {
            assertThat((double) cell.timeout().toSeconds()).isGreaterThan(10 * cell.forkSeconds());
        }
    }

    @Test
    void overridesReplaceSizesAndHzAndKeepOnlyTheImplementationsAskedFor() {
        Plan plan = LabPlans.of("default", new Overrides(List.of("conditional"), List.of(7), List.of(300)));
        assertThat(plan.cells()).filteredOn(c -> c.params().containsKey("implementation"))
                .allMatch(c -> c.params().get("implementation").equals("conditional"));
        assertThat(plan.cells()).filteredOn(c -> c.params().containsKey("tracepoints"))
                .allMatch(c -> c.params().get("tracepoints").equals("7"));
        assertThat(plan.cells()).filteredOn(c -> "kernel".equals(c.params().get("rcu")))
                .allMatch(c -> c.params().get("hz").equals("300"));
        assertThat(plan.cells()).filteredOn(c -> "mb".equals(c.params().get("rcu")))
                .allMatch(c -> c.params().get("hz").equals("1000"));
    }

    @Test
    void anImplementationThatAFamilyLacksTakesItsPlace() {
        Plan plan = LabPlans.of("smoke", new Overrides(List.of("original"), List.of(), List.of()));
        assertThat(plan.cells()).filteredOn(c -> c.benchmark().startsWith(Names.READ_SIDE)).isNotEmpty()
                .allMatch(c -> c.params().get("implementation").equals("original"));
    }

    @Test
    void oneOfOnesOwnIsMeasuredBesideTheOthersEverywhere() {
        Plan plan = LabPlans.of("smoke", Overrides.parse("conditional,optimistic", null, null));
        assertThat(plan.cells()).filteredOn(c -> c.params().containsKey("implementation"))
                .extracting(c -> c.params().get("implementation")).containsOnly("conditional", "optimistic");
        assertThat(plan.cells()).filteredOn(c -> c.benchmark().startsWith(Names.READ_SIDE)
                && "optimistic".equals(c.params().get("implementation"))).isNotEmpty();
    }
}
