package org.tracepointlab.work.runtime;

import java.lang.instrument.Instrumentation;

/**
 * The sizes, in bytes, of what counted code allocates; it calls these with its own cells. As this virtual machine lays
 * objects out: header, elements, alignment.
 */
public final class Allocations {
    /** Kinds of arrays: the {@code newarray} operand of primitive ones, from 4 to 11; and references. */
    public static final int REFERENCE = 12;

    private static final long[] BASE = new long[REFERENCE + 1];
    private static final long[] SCALE = new long[REFERENCE + 1];
    private static final int BOOLEAN = 4;
    private static final int CHAR = 5;
    private static final int FLOAT = 6;
    private static final int DOUBLE = 7;
    private static final int BYTE = 8;
    private static final int SHORT = 9;
    private static final int INT = 10;
    private static final int LONG = 11;
    /** So many elements are tried: a multiple of any alignment. */
    private static final int SCAN = 512;

    private static long alignment;
    private static Instrumentation instrumentation;

    private Allocations() {
    }

    /** Learns the layout from the virtual machine itself. Called before counted code runs. */
    public static void learn(Instrumentation vm) {
        instrumentation = vm;
        alignment = vm.getObjectSize(new byte[SCAN]) - vm.getObjectSize(new byte[0]);
        for (int k = SCAN; k > 0; k--) {
            long step = vm.getObjectSize(new byte[k]) - vm.getObjectSize(new byte[0]);
            if (step > 0) {
                alignment = Math.min(alignment, step);
            }
        }
        for (int kind = BOOLEAN; kind <= REFERENCE; kind++) {
            learn(kind);
        }
    }

    private static void learn(int kind) {
        long empty = size(kind, 0);
        SCALE[kind] = (size(kind, SCAN) - empty) / SCAN;
        int fits = 0;
        while (size(kind, fits + 1) == empty) {
            fits++;
        }
        BASE[kind] = empty - fits * SCALE[kind];
    }

    private static long size(int kind, int length) {
        return instrumentation.getObjectSize(switch (kind) {
            case BOOLEAN -> new boolean[length];
            case CHAR -> new char[length];
            case FLOAT -> new float[length];
            case DOUBLE -> new double[length];
            case BYTE -> new byte[length];
            case SHORT -> new short[length];
            case INT -> new int[length];
            case LONG -> new long[length];
            default -> new Object[length];
        });
    }

    static long bytes(int kind, int length) {
        return (BASE[kind] + length * SCALE[kind] + alignment - 1) / alignment * alignment;
    }

    /** An array is about to be allocated. */
    public static void array(int length, int kind, long[] cells, int cell) {
        if (length >= 0) {
            cells[cell] += bytes(kind, length);
        }
    }

    /** Something was allocated, be it an array or not. */
    public static void object(Object allocated, long[] cells, int cell) {
        if (allocated != null) {
            cells[cell] += sizeOf(allocated);
        }
    }

    /**
     * An array of arrays was allocated.
     *
     * @param dimensions how many of them the instruction allocates
     */
    public static void nested(Object array, int dimensions, long[] cells, int bytes, int objects) {
        cells[bytes] += sizeOf(array);
        cells[objects]++;
        if (dimensions > 1) {
            for (Object element : (Object[]) array) {
                nested(element, dimensions - 1, cells, bytes, objects);
            }
        }
    }

    /** The size of an object, as allocated. */
    public static long sizeOf(Object object) {
        if (object instanceof Object[] references) {
            return bytes(REFERENCE, references.length);
        }
        if (object instanceof byte[] some) {
            return bytes(BYTE, some.length);
        }
        if (object instanceof int[] some) {
            return bytes(INT, some.length);
        }
        if (object instanceof long[] some) {
            return bytes(LONG, some.length);
        }
        return instrumentation.getObjectSize(object);
    }
}
