package org.tracepointlab.check;

/**
 * A reader that takes func and data at once, from the call's target:
 *
 * <pre>
 *   OUT    test the key                       off: stay
 *   KEYED  lock
 *   LOCKED read the call's target and call    the window is before this
 *   ITER   as in {@link ReaderModel}
 *   WALK
 *   DONE   unlock
 * </pre>
 */
class PairedReaderModel extends ReaderModel {

    PairedReaderModel(UpdaterProgram tree) {
        super(tree);
    }

    @Override
    long next(Node node, long reader) {
        return phase(reader) == LOCKED ? call(node, reader)
                : super.next(node, reader);
    }

    private static long call(Node node, long reader) {
        return node.call == Node.ITERATOR ? at(ITER, reader & (SLOTS | MUST)) : at(DONE, reader & SLOTS);
    }

    @Override
    boolean calls(Node node, long reader) {
        return phase(reader) == WALK || phase(reader) == LOCKED && node.call != Node.ITERATOR;
    }

    @Override
    int missable(Node node) {
        int called = node.call == Node.ITERATOR ? node.stable : 1 << node.call;
        return node.stable & ~(called & bits(tree.arrays.get(node.funcs)));
    }

    @Override
    Property violation(Node node, long reader) {
        if (phase(reader) != LOCKED) {
            return super.violation(node, reader);
        }
        if (node.call == Node.ITERATOR) {
            return null;
        }
        return (gone(reader) >> node.call & 1) != 0 ? Property.GONE : missed(reader, 1 << node.call);
    }

    @Override
    String describe(Node node, long reader) {
        if (phase(reader) != LOCKED) {
            return super.describe(node, reader);
        }
        return node.call == Node.ITERATOR ? "call iterator" : "call " + target(node);
    }

    @Override
    String target(Node node) {
        return node.ever.stream().filter(probe -> probe.index() == node.call).findFirst().orElseThrow().target();
    }
}
