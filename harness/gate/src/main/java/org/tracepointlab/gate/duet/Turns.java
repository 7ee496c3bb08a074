package org.tracepointlab.gate.duet;

import java.util.Random;

/**
 * Whose turn it is. All turns come in pairs, one of each side, in an order drawn for each pair; the first pair's is
 * that in which the sides are loaded. Thread-safe. A side that waits sleeps, and takes no CPU from the other.
 */
final class Turns {

    static final int SIDES = 2;

    private final int[] order;
    /** Sides that have come to their first turn. */
    private int here;
    private boolean begun;
    private int position;
    private boolean broken;
    /** The side that ended first. */
    private int ended = -1;

    /**
     * @param pairs 1 or more
     * @param first side of the first pair, 0 or 1
     * @param random draws the rest
     */
    Turns(int pairs, int first, Random random) {
        order = new int[SIDES * pairs];
        for (int pair = 0; pair < pairs; pair++) {
            int one = pair == 0 ? first : random.nextInt(SIDES);
            order[SIDES * pair] = one;
            order[SIDES * pair + 1] = 1 - one;
        }
    }

    /** The side of each turn. */
    int[] order() {
        return order.clone();
    }

    /** Waits until a side has come to its first turn, or will not come. */
    synchronized void awaitArrival(int side) throws InterruptedException {
        while ((here & 1 << side) == 0 && !broken) {
            wait();
        }
    }

    /** Both are there. */
    synchronized void begin() {
        begun = true;
        notifyAll();
    }

    /**
     * Waits for this side's turn.
     *
     * @return its number, from 0
     * @throws IllegalStateException if the other side failed, or no turn is left
     */
    synchronized int await(int side) throws InterruptedException {
        here |= 1 << side;
        notifyAll();
        while (!broken && position < order.length && (!begun || order[position] != side)) {
            wait();
        }
        if (broken) {
            throw new IllegalStateException("the other side failed");
        }
        if (position == order.length) {
            throw new IllegalStateException("expected " + order.length / SIDES + " iterations a side, found more");
        }
        return position;
    }

    /** This turn is over. A side whose last one it was waits until all are: what it does then must not disturb. */
    synchronized void done(int side) throws InterruptedException {
        position++;
        notifyAll();
        while (!broken && !isLeft(side) && position < order.length) {
            wait();
        }
    }

    private boolean isLeft(int side) {
        for (int i = position; i < order.length; i++) {
            if (order[i] == side) {
                return true;
            }
        }
        return false;
    }

    /** Turns that are over. */
    synchronized int over() {
        return position;
    }

    /** A side ended: the other one will not get any more turns, if it has some left. */
    synchronized void end(int side) {
        if (ended < 0) {
            ended = side;
        }
        broken = true;
        notifyAll();
    }

    /** The side that ended first. */
    synchronized int ended() {
        return ended;
    }
}
