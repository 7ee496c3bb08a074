package org.tracepointlab.work.agent;

import java.util.List;

/**
 * What the cells of one method stand for.
 *
 * @param name of the method, with its descriptor
 * @param firstCell the cell of its first basic block; those of the others follow
 * @param blocks what each block costs
 * @param bytesCell bytes whose number is known only when they are allocated, or -1
 * @param objectsCell objects whose number is known only then, or -1
 */
record CountedMethod(String name, int firstCell, List<Costs> blocks, int bytesCell, int objectsCell) {
}
