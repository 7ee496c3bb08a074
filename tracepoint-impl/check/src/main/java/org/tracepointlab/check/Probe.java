package org.tracepointlab.check;

import java.util.List;

/**
 * A probe of a scenario. Probes may share a func or share data, but not both.
 *
 * @param index 0 for A, 1 for B, and so on
 * @param func  the number of its func, from 0
 * @param data  the number of its data, from 0
 */
record Probe(int index, int func, int data) {

    /** A probe that shares nothing. */
    static Probe own(int index) {
        return new Probe(index, index, index);
    }

    int bit() {
        return 1 << index;
    }

    char letter() {
        return (char) ('A' + index);
    }

    static String func(int number) {
        return "f" + (number + 1);
    }

    static String data(int number) {
        return "d" + (number + 1);
    }

    /** {@code A(f1,d1)}. */
    String described() {
        return letter() + "(" + func(func) + "," + data(data) + ")";
    }

    /** {@code f1(d1)}. */
    String target() {
        return func(func) + "(" + data(data) + ")";
    }

    /** {@code [B A]}, or {@code null} for no array. */
    static String array(List<Probe> probes) {
        if (probes == null) {
            return "null";
        }
        StringBuilder text = new StringBuilder("[");
        for (Probe probe : probes) {
            text.append(text.length() > 1 ? " " : "").append(probe.letter());
        }
        return text.append(']').toString();
    }

    @Override
    public String toString() {
        return String.valueOf(letter());
    }
}
