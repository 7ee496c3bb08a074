package org.tracepointlab.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.tracepoint.Implementation;
import org.tracepointlab.tracepoint.ScriptedTracepoint;

/**
 * The modelled reader against the real one: what the real {@code fire} and {@code fireRcuIdle} load and call, in every
 * state of memory, and with memory changing to every other state at any moment in which it can be changed.
 */
class ReaderConformanceTest {

    private static final int PROBES = 2;

    private final UpdaterProgram tree = treeOf("conditional");
    private final UpdaterProgram pairedTree = treeOf("paired");
    private final List<Node> memories = memories(tree);
    private final List<Node> pairedMemories = memories(pairedTree);

    private static UpdaterProgram treeOf(String implementation) {
        return CheckedModel.of(Implementation.named(implementation)).tree(Scenarios.all(PROBES, 3, true));
    }

    /** All combinations of key, call and array, whether any update leads there or not. */
    private static List<Node> memories(UpdaterProgram tree) {
        List<Node> all = new ArrayList<>();
        for (boolean key : new boolean[] {false, true}) {
            for (int call = Node.ITERATOR; call < PROBES; call++) {
                for (int array = 0; array < tree.arrays.size(); array++) {
                    Node node = new Node(null, 0, null, Scenario.EMPTY, 0);
                    node.key = key;
                    node.call = call;
                    node.funcs = array;
                    node.ever = List.of(Probe.own(0), Probe.own(1));
                    all.add(node);
                }
            }
        }
        return all;
    }

    /** Memory changes from one state to another at the moment of that number. */
    private static final class Script {
        final List<String> events = new ArrayList<>();
        final int change;

        Script(int change) {
            this.change = change;
        }

        boolean changesAt(String event) {
            events.add(event);
            return events.size() - 1 == change;
        }
    }

    private List<String> modelled(ReaderModel model, Node from, Node to, int change, Domain domain) {
        Script script = new Script(change);
        Node memory = from;
        long reader = 0;
        do {
            int phase = ReaderModel.phase(reader);
            String event = switch (phase) {
                case ReaderModel.OUT -> "test key";
                case ReaderModel.KEYED -> "lock " + domain;
                case ReaderModel.DATA -> "load data " + Probe.data(ReaderModel.data(reader));
                case ReaderModel.LOCKED -> model instanceof PairedReaderModel ? "load data null" : null;
                case ReaderModel.DONE -> "unlock " + domain;
                default -> null;
            };
            if (event != null && script.changesAt(event)) {
                memory = to;
            }
            String call = model.describe(memory, reader);
            reader = model.next(memory, reader);
            if (call.matches("call f.*") && script.changesAt(call)) {
                memory = to;
            }
        } while (reader != ReaderModel.BLOCKED && ReaderModel.phase(reader) != ReaderModel.OUT);
        return script.events;
    }

    private static void set(ScriptedTracepoint real, Node memory, UpdaterProgram tree) {
        List<Probe> array = tree.arrays.get(memory.funcs);
        real.set(memory.key, memory.call,
                array == null ? null : array.stream().map(p -> List.of(p.func(), p.data())).toList());
    }

    /** Whether the two agree in all states; the first difference is in {@code differences}. */
    private void compare(ReaderModel model, String patching, Domain domain, List<String> differences)
            throws Throwable {
        List<Node> memories = model instanceof PairedReaderModel ? pairedMemories : this.memories;
        String implementation = model instanceof PairedReaderModel ? "paired" : "original";
        Script[] script = new Script[1];
        Node[] after = new Node[1];
        ScriptedTracepoint[] real = new ScriptedTracepoint[1];
        try (ScriptedTracepoint opened = new ScriptedTracepoint(implementation, patching, PROBES, event -> {
            if (script[0].changesAt(event)) {
                set(real[0], after[0], model.tree);
            }
        })) {
            real[0] = opened;
            for (Node from : memories) {
                for (Node to : memories) {
                    int moments = 1;
                    for (int change = 0; change < moments; change++) {
                        script[0] = new Script(change);
                        after[0] = to;
                        set(opened, from, model.tree);
                        opened.fire(domain == Domain.SRCU);
                        List<String> expected = modelled(model, from, to, change, domain);
                        if (!script[0].events.equals(expected)) {
                            differences.add("real " + script[0].events + ", modelled " + expected);
                            return;
                        }
                        moments = expected.size();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"field, RCU", "field, SRCU", "callsite, RCU", "callsite, SRCU", "deferred, RCU", "deferred, SRCU"})
    void theModelDoesWhatTheRealReaderDoes(String patching, Domain domain) throws Throwable {
        List<String> differences = new ArrayList<>();
        compare(new ReaderModel(tree), patching, domain, differences);
        assertThat(differences).isEmpty();
        assertThat(memories.size()).isGreaterThan(30);
    }

    @ParameterizedTest
    @CsvSource({"field, RCU", "field, SRCU", "callsite, RCU", "callsite, SRCU", "deferred, RCU", "deferred, SRCU"})
    void thePairedModelDoesWhatTheRealReaderDoes(String patching, Domain domain) throws Throwable {
        List<String> differences = new ArrayList<>();
        compare(new PairedReaderModel(pairedTree), patching, domain, differences);
        assertThat(differences).isEmpty();
        assertThat(pairedMemories.size()).isGreaterThan(30);
    }

    @Test
    void noticesAPairedModelThatKeepsTheCallUntilItUnlocks() throws Throwable {
        List<String> differences = new ArrayList<>();
        compare(new PairedReaderModel(pairedTree) {
            @Override
            long next(Node node, long reader) {
                return phase(reader) == LOCKED ? at(ITER, reader & SLOTS) : super.next(node, reader);
            }
        }, "field", Domain.RCU, differences);
        assertThat(differences).hasSize(1);
    }

    @Test
    void noticesAReaderInTheWrongDomain() throws Throwable {
        List<String> differences = new ArrayList<>();
        try (ScriptedTracepoint real = new ScriptedTracepoint("original", "field", PROBES, differences::add)) {
            real.set(true, 0, List.of(List.of(0, 0)));
            real.fire(true);
        }
        Node memory = memories.stream().filter(node -> node.key && node.call == 0 && node.funcs == 1).findFirst()
                .orElseThrow();
        assertThat(differences).containsExactly("test key", "lock srcu", "load data d1", "call f1(d1)", "unlock srcu")
                .isEqualTo(modelled(new ReaderModel(tree), memory, memory, 0, Domain.SRCU))
                .isNotEqualTo(modelled(new ReaderModel(tree), memory, memory, 0, Domain.RCU));
    }

    @Test
    void noticesAModelThatLoadsFuncsOnlyOnce() throws Throwable {
        ReaderModel wrong = new ReaderModel(tree) {
            private int held;

            @Override
            long next(Node node, long reader) {
                if (phase(reader) == HAVE) {
                    held = array(reader);
                }
                if (phase(reader) != ITER) {
                    return super.next(node, reader);
                }
                Node older = new Node(null, 0, null, Scenario.EMPTY, 0);
                older.funcs = held;
                return super.next(older, reader);
            }
        };
        List<String> differences = new ArrayList<>();
        compare(wrong, "field", Domain.RCU, differences);
        assertThat(differences).hasSize(1);
    }
}
