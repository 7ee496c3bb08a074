package org.tracepointlab.rcu;

/**
 * Keeps 128 bytes before a reader's fields, so that what one reader writes all the time, or reads as it leaves, shares
 * no cache line (nor the pair of lines that is fetched together) with another's. HotSpot lays the fields of a
 * superclass out first, but from JDK 15 on fills the gaps in it with a subclass's: that behind a header of 12 bytes is
 * what {@link #gap} is for. A test looks at the layout.
 */
@SuppressWarnings("unused")
abstract class PaddedReader {

    private int gap;
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
