package org.tracepointlab.lab;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.check.Demo;
import org.tracepointlab.gate.core.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lab demo}: the bug, on real threads. */
@Command(name = "demo", description = "Show the bug on real threads, and two implementations without it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:only original mixed func and data", "1:otherwise"},
        footer = {"", "Examples:", "  lab demo", "  lab demo --json"})
final class DemoCommand implements Callable<Integer> {

    private static final String ORIGINAL = "original";
    private static final List<String> OTHERS = List.of("unconditional", "conditional");
    private static final long MILLIS = 3_000;
    private static final long OTHERS_MILLIS = 2_500;

    @Mixin
    private Output output;

    private final ObjectNode json = Json.object();

    @Override
    public Integer call() throws InterruptedException {
        output.text("One thread fires a tracepoint. Once a millisecond another thread replaces probe A (funcA, dataA)");
        output.text("by B (funcB, dataB), or B by A: 1 -> 0 -> 1 probes. A func must only get its own data.");
        output.text("");
        boolean asExpected = show(Demo.run(ORIGINAL, MILLIS)).mismatches() > 0;
        for (String other : OTHERS) {
            Demo.Result result = show(Demo.run(other, OTHERS_MILLIS));
            asExpected &= result.mismatches() == 0 && result.hits() > 0;
        }
        output.text("");
        output.text("To see the bug step by step: lab check --implementation original");
        output.json(json.put("asExpected", asExpected));
        return asExpected ? 0 : Lab.FAILED;
    }

    private Demo.Result show(Demo.Result result) {
        output.text(result.toString());
        json.withArray("implementations").addObject().put("implementation", result.implementation())
                .put("toggles", result.toggles()).put("hits", result.hits()).put("mismatches", result.mismatches());
        return result;
    }
}
