package org.tracepointlab.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A sequence of updates of one tracepoint. Immutable.
 *
 * <p>Written as {@code +A ^B +C@1 -A}: a probe is added at the end, in front, at a place from 0, or removed. Probes
 * that share a func or data say so when they are added: {@code +A(f1,d1) ^B(f1,d2)}; others have their own. A batch is
 * written in brackets: {@code +A [ -A +B ]}.
 */
public final class Scenario {

    /** Nothing has happened yet. */
    static final Scenario EMPTY = new Scenario(List.of(), List.of());

    private final List<Operation> operations;
    private final List<Probe> attached;

    private Scenario(List<Operation> operations, List<Probe> attached) {
        this.operations = operations;
        this.attached = attached;
    }

    Scenario then(Operation operation) {
        List<Operation> more = new ArrayList<>(operations);
        more.add(operation);
        return new Scenario(List.copyOf(more), operation.apply(attached));
    }

    /**
     * Reads a scenario as {@link #toString} writes it.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static Scenario parse(String text) {
        Scenario scenario = EMPTY;
        Map<Character, Probe> probes = new LinkedHashMap<>();
        for (String word : text.strip().split("\\s+")) {
            if (word.equals("[") || word.equals("]")) {
                if (scenario.inBatch() != word.equals("]")) {
                    throw new IllegalArgumentException("'" + word + "' in scenario '" + text
                            + "': batches do not nest");
                }
                scenario = scenario.then(word.equals("[") ? Operation.BEGIN : Operation.END);
                continue;
            }
            if (!word.matches("[+^][A-D](\\(f\\d,d\\d\\))?(@\\d)?|-[A-D]")) {
                throw new IllegalArgumentException("'" + word + "' in scenario '" + text
                        + "': expected +A, ^A, +A@1, -A, [ or ], with (f1,d1) if it shares");
            }
            char letter = word.charAt(1);
            Probe probe = probes.computeIfAbsent(letter, l -> probe(word, l - 'A'));
            List<Probe> array = scenario.attached;
            if (word.charAt(0) == '-' != array.contains(probe)) {
                throw new IllegalArgumentException("'" + word + "' in scenario '" + text + "': there is "
                        + Probe.array(array));
            }
            int at = word.charAt(0) == '^' ? 0
                    : word.indexOf('@') < 0 ? array.size() : word.charAt(word.length() - 1) - '0';
            scenario = scenario.then(word.charAt(0) == '-'
                    ? Operation.remove(array, probe) : Operation.add(array, probe, at));
        }
        return scenario;
    }

    private static Probe probe(String word, int index) {
        int open = word.indexOf('(');
        return open < 0 ? Probe.own(index)
                : new Probe(index, word.charAt(open + 2) - '1', word.charAt(open + 5) - '1');
    }

    List<Operation> operations() {
        return operations;
    }

    /** The probes attached at its end, in order. */
    List<Probe> attached() {
        return attached;
    }

    /** How many updates it has, and begins of batches. */
    public int size() {
        return (int) operations.stream().filter(operation -> operation.updates() || begins(operation)).count();
    }

    private static boolean begins(Operation operation) {
        return operation.kind() == Operation.Kind.BEGIN;
    }

    /** Whether a batch is open at its end. */
    boolean inBatch() {
        boolean open = false;
        for (Operation operation : operations) {
            open = begins(operation) && operation.effective() || open && operation.kind() != Operation.Kind.END;
        }
        return open;
    }

    /** Whether a batch has begun in it. */
    boolean hasBatch() {
        return operations.stream().anyMatch(operation -> begins(operation) && operation.effective());
    }

    /** How many steps fail in it. */
    int failures() {
        return operations.stream().mapToInt(operation -> operation.failures().size()).sum();
    }

    /** What it comes to: those operations that had an effect, as if no step had failed. */
    Scenario effect() {
        Scenario effect = EMPTY;
        for (Operation operation : operations) {
            if (operation.effective()) {
                effect = effect.then(operation.failing(List.of()));
            }
        }
        return effect;
    }

    /**
     * Whether something may be owed at its end, since no update has settled it after the last one in which a step
     * failed.
     */
    boolean owes() {
        boolean owes = false;
        for (Operation operation : operations) {
            owes = !operation.settles() && (owes || !operation.failures().isEmpty());
        }
        return owes;
    }

    /** All probes in it, in the order of their first use. */
    List<Probe> probes() {
        return operations.stream().filter(Operation::updates).map(Operation::probe).distinct()
                .collect(Collectors.toList());
    }

    private boolean needsDescription() {
        return probes().stream().anyMatch(probe -> !probe.equals(Probe.own(probe.index())));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scenario that && that.operations.equals(operations);
    }

    @Override
    public int hashCode() {
        return operations.hashCode();
    }

    @Override
    public String toString() {
        boolean described = needsDescription();
        StringBuilder text = new StringBuilder();
        List<Probe> seen = new ArrayList<>();
        for (Operation operation : operations) {
            String word = operation.toString();
            if (described && operation.updates() && !seen.contains(operation.probe())) {
                word = word.replace(operation.probe().toString(), operation.probe().described());
            }
            seen.add(operation.probe());
            text.append(text.isEmpty() ? "" : " ").append(word);
        }
        return text.toString();
    }
}
