package org.tracepointlab.work.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * What one pass through a basic block costs. Sizes of objects are known once their classes are laid out, so types are
 * kept.
 */
final class Costs {
    int bytecodes;
    int calls;
    int monitors;
    int atomics;
    int objects;
    /** Internal names of classes of which the block allocates an instance, one entry each. */
    List<String> instances = List.of();

    void allocates(String type) {
        if (instances.isEmpty()) {
            instances = new ArrayList<>(1);
        }
        instances.add(type);
        objects++;
    }
}
