package org.tracepointlab.rcu;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.FieldLayout;

/** Which fields of readers may share a pair of cache lines with another reader's, as this JVM lays them out. */
final class ReaderLayout {

    /** Two lines: they are fetched together. */
    static final int APART = 128;

    private static final List<Class<?>> READERS =
            List.of(MbReader.class, MembReader.class, QsbrReader.class, StripedReader.class, SectionReader.class);

    private ReaderLayout() {
    }

    /** The canary: a field in the gap behind the header, before what was to keep it away. */
    static final class Filled extends Leaky {
        boolean awaited;
        long state;
    }

    @SuppressWarnings("unused")
    private abstract static class Leaky {
        private long p01;
        private long p02;
        private long p03;
        private long p04;
        private long p05;
        private long p06;
        private long p07;
        private long p08;
        private long p09;
        private long p10;
        private long p11;
        private long p12;
        private long p13;
        private long p14;
        private long p15;
    }

    /** The fields of all readers that are too near. */
    static List<String> tooNear() {
        List<String> found = new ArrayList<>();
        READERS.forEach(type -> found.addAll(tooNear(type)));
        return found;
    }

    /**
     * Fields of the type (those that only pad left out) that begin less than that far into the object: the object
     * before it in memory may be another reader, whose last field ends where this one begins.
     */
    static List<String> tooNear(Class<?> type) {
        List<String> found = new ArrayList<>();
        int fields = 0;
        for (FieldLayout field : ClassLayout.parseClass(type).fields()) {
            if (!pads(field)) {
                fields++;
                if (field.offset() < APART) {
                    found.add(type.getSimpleName() + "." + field.name() + " at " + field.offset());
                }
            }
        }
        if (fields < 2) {
            found.add(type.getSimpleName() + " has no fields to look at");
        }
        return found;
    }

    private static boolean pads(FieldLayout field) {
        return field.classShortName().endsWith("PaddedReader") || field.classShortName().endsWith("Leaky");
    }

    /** Prints what is too near, with the offset of one field to show that it looked. */
    public static void main(String[] args) {
        tooNear().forEach(line -> System.out.println("too near: " + line));
        ClassLayout.parseClass(MbReader.class).fields().stream().filter(f -> f.name().equals("state"))
                .forEach(f -> System.out.println("state at " + f.offset()));
    }
}
