package org.tracepointlab.check;

/**
 * A reader of a key that is folded while it is off: it tests the key in two steps.
 *
 * <pre>
 *   OUT    read the key's site                "off": stay
 *   AIMED  load the key's state               off: out again
 *   KEYED  as in {@link ReaderModel}
 * </pre>
 */
final class FoldedReaderModel extends ReaderModel {

    FoldedReaderModel(UpdaterProgram tree) {
        super(tree);
    }

    @Override
    long next(Node node, long reader) {
        return switch (phase(reader)) {
            case OUT -> node.armed ? at(AIMED, (long) (node.stable & node.missable) << MUST_SHIFT) : BLOCKED;
            case AIMED -> node.key ? at(KEYED, reader & MUST) : at(OUT, 0);
            default -> super.next(node, reader);
        };
    }

    @Override
    Property violation(Node node, long reader) {
        return switch (phase(reader)) {
            case OUT -> !node.armed && node.stable != 0 ? Property.MISSED : null;
            case AIMED -> node.key ? null : missed(reader, 0);
            default -> super.violation(node, reader);
        };
    }

    @Override
    String describe(Node node, long reader) {
        return switch (phase(reader)) {
            case OUT -> "read site";
            case AIMED -> "test key";
            default -> super.describe(node, reader);
        };
    }
}
