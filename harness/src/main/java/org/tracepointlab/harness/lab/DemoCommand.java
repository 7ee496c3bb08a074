package org.tracepointlab.harness.lab;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.tracepointlab.check.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lab demo}: the bug, on real threads. */
@Command(name = "demo", description = "Show the bug on real threads, and that two implementations do not have it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:original mismatched, the others did not", "1:otherwise"})
final class DemoCommand implements Callable<Integer> {

    private static final String ORIGINAL = "original";
    private static final List<String> OTHERS = List.of("unconditional", "conditional");
    private static final long MILLIS = 3_000;
    private static final long OTHERS_MILLIS = 2_500;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("One thread fires a tracepoint. Once a millisecond another replaces its probe A (funcA, dataA)");
        out.println("by B (funcB, dataB), or B by A: 1 -> 0 -> 1 probes. A func must only meet its own data.");
        out.println();
        boolean asExpected = show(out, Demo.run(ORIGINAL, MILLIS)).mismatches() > 0;
        for (String other : OTHERS) {
            Demo.Result result = show(out, Demo.run(other, OTHERS_MILLIS));
            asExpected &= result.mismatches() == 0 && result.hits() > 0;
        }
        out.println();
        out.println("Why: lab check --implementation original shows the bug step by step.");
        out.flush();
        return asExpected ? 0 : Lab.FAILED;
    }

    private static Demo.Result show(PrintWriter out, Demo.Result result) {
        out.println(result);
        out.flush();
        return result;
    }
}
