package org.tracepointlab.rcu.kernel;

/**
 * What an {@link SrcuReader} writes at each section, behind 128 bytes that nobody writes: two cache lines, since
 * processors fetch neighbours in pairs. What is behind it, the subclass sees to.
 */
abstract class SrcuReaderState extends SrcuReaderPadding {

    /** How many sections deep, or {@link SrcuReader#CLOSED}. */
    int nesting;

    /** The index of the open section. */
    int index;
}

/** The first int fills the gap behind the object's header, where the JVM would put fields of a subclass. */
@SuppressWarnings("unused")
abstract class SrcuReaderPadding {
    private int p00;
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
    private long p16;
}
