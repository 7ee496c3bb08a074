package org.tracepointlab.gate.cause;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one recording holds: times in nanoseconds, sizes in bytes, all of them sums over {@link #operations}. Written by
 * one thread, and then read.
 */
final class Profile {

    /** Operations of the benchmark in it; NaN if that is not known. */
    final double operations;
    /** Time by stack. */
    final Frame stacks = new Frame();
    /** Time by the method that was on top of the stack. */
    final Tally self = new Tally();
    /** Time by the innermost method outside of the JDK and JMH. */
    final Tally own = new Tally();
    /** Time by each such method on the stack. */
    final Tally within = new Tally();
    /** Bytes by the innermost method outside of the JDK and JMH, and what it was. */
    final Tally allocated = new Tally();
    /** Time of the virtual machine's operations by kind. */
    final Tally operationsOfVm = new Tally();
    /** Deoptimisations by method and reason. */
    final Tally deoptimisations = new Tally();
    /** Compilations by level. */
    final Tally compilations = new Tally();
    /** Time by what was waited for, and where. */
    final Tally waits = new Tally();
    /** Time by each method outside of the JDK that was on the stack of a wait. */
    final Tally waitsWithin = new Tally();
    /** True if its beginning was dropped, so that amounts for each operation are too small. */
    boolean cut;

    Profile(double operations) {
        this.operations = operations;
    }

    /** Adds a sample, the outermost method first. */
    void sample(List<String> stack, double nanos) {
        stacks.add(stack, nanos);
        self.add(stack.get(stack.size() - 1), nanos);
        own.add(innermost(stack), nanos);
        within(stack).forEach(method -> within.add(method, nanos));
    }

    /** The innermost method outside of the JDK and JMH; the innermost of all where there is none. */
    static String innermost(List<String> stack) {
        for (int i = stack.size() - 1; i >= 0; i--) {
            if (!MethodName.isLibrary(stack.get(i))) {
                return stack.get(i);
            }
        }
        return stack.isEmpty() ? "(no stack)" : stack.get(stack.size() - 1);
    }

    /** Each once. */
    static Set<String> within(List<String> stack) {
        Set<String> methods = new HashSet<>(stack);
        methods.removeIf(MethodName::isLibrary);
        return methods;
    }

    /** What keeps it from saying something, each in a sentence. */
    List<String> problems(String role) {
        List<String> problems = new ArrayList<>();
        if (samples() == 0) {
            problems.add("The recording of the " + role + " is empty: not one sample is of the benchmark or of a "
                    + "thread of its own. It waits, or it ended too soon.");
        }
        if (!(operations > 0)) {
            problems.add("The recording of the " + role + " does not say of how many operations it is.");
        }
        if (cut) {
            problems.add("The recording of the " + role + " grew so long that its beginning may be missing: what is "
                    + "given for each operation may be too little.");
        }
        return problems;
    }

    double samples() {
        return self.names().stream().mapToDouble(self::count).sum();
    }
}
