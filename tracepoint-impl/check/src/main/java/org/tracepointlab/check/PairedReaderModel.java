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

    PairedReaderModel(WriterTree tree) {
        super(tree);
    }

    @Override
    long next(Node node, long reader) {
        return phase(reader) == LOCKED ? at(node.call == Node.ITERATOR ? ITER : DONE, reader & SLOTS)
                : super.next(node, reader);
    }

    @Override
    Property violation(Node node, long reader) {
        if (phase(reader) != LOCKED) {
            return super.violation(node, reader);
        }
        return node.call != Node.ITERATOR && (gone(reader) >> node.call & 1) != 0 ? Property.GONE : null;
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
