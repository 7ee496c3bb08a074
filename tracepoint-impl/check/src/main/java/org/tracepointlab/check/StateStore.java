package org.tracepointlab.check;

import java.util.Arrays;

/** The states found so far, in the order in which they were found, each with the one that it was found from. */
final class StateStore {

    private long[] states = new long[1 << 12];
    private int[] parents = new int[1 << 12];
    private int[] table = new int[1 << 13];
    private int size;

    StateStore() {
        Arrays.fill(table, -1);
    }

    int size() {
        return size;
    }

    long state(int number) {
        return states[number];
    }

    int parent(int number) {
        return parents[number];
    }

    /** The number of that state; a new one if it was not there yet. */
    int add(long state, int parent) {
        int at = find(state);
        if (table[at] >= 0) {
            return table[at];
        }
        if (size == states.length) {
            states = Arrays.copyOf(states, 2 * size);
            parents = Arrays.copyOf(parents, 2 * size);
        }
        states[size] = state;
        parents[size] = parent;
        table[at] = size++;
        if (2 * size > table.length) {
            rehash();
        }
        return size - 1;
    }

    private int find(long state) {
        long hash = state * 0x9E3779B97F4A7C15L;
        int mask = table.length - 1;
        int at = (int) (hash >>> 32 ^ hash >>> 7) & mask;
        while (table[at] >= 0 && states[table[at]] != state) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void rehash() {
        table = new int[2 * table.length];
        Arrays.fill(table, -1);
        for (int i = 0; i < size; i++) {
            table[find(states[i])] = i;
        }
    }
}
