package org.tracepointlab.lincheck;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.LinCheckerKt;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.strategy.LincheckFailure;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/** Fixed scenarios for Lincheck's model checking. */
final class Fixed {

    /** Lincheck's own ten seconds are not enough on a busy machine where an invocation loads and rewrites classes. */
    private static final long TIMEOUT_MILLIS = 120_000;

    private Fixed() {
    }

    /** Operations by the names of their methods. */
    private static List<Actor> actors(Class<?> test, String... operations) {
        return Arrays.stream(operations).map(operation -> new Actor(method(test, operation), List.of())).toList();
    }

    private static Method method(Class<?> test, String name) {
        try {
            return test.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("no operation " + name + " in " + test, e);
        }
    }

    /** The threads of the parallel part, after some operations of the first thread. */
    static ExecutionScenario scenario(Class<?> test, String[] before, String[]... threads) {
        return new ExecutionScenario(actors(test, before),
                Arrays.stream(threads).map(thread -> actors(test, thread)).toList(), List.of(), null);
    }

    static String[] ops(String... operations) {
        return operations;
    }

    /** What Lincheck finds in that many interleavings of it, or null. */
    static LincheckFailure check(Class<?> test, ExecutionScenario scenario, int invocations) {
        ModelCheckingOptions options = new ModelCheckingOptions()
                .iterations(0).invocationsPerIteration(invocations).minimizeFailedScenario(false)
                .addCustomScenario(scenario);
        options.invocationTimeout$lincheck(TIMEOUT_MILLIS);
        return LinCheckerKt.checkImpl(options, test);
    }
}
