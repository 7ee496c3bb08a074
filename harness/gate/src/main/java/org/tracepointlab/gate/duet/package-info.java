/**
 * What runs inside a duet's fork: two JMH jars in one virtual machine, in turn.
 *
 * <p>{@link org.tracepointlab.gate.duet.DuetMain} makes a class loader and a thread for each side. On each thread JMH's
 * own runner, from the side's own jar, runs the one benchmark in its own process ({@code -f 0}) in many short
 * iterations. {@link org.tracepointlab.gate.duet.TurnProfiler}, loaded once by each side, holds each iteration up until
 * it is its side's turn. So setups, teardowns, states and Blackholes are JMH's, and the benchmark's code is what its
 * jar has.
 *
 * <p>The other two classes run in JMH's ordinary host, before: {@link org.tracepointlab.gate.duet.CommandProfiler}
 * and {@link org.tracepointlab.gate.duet.CommandRecorder} find out with which options JMH would start a fork of this
 * benchmark, so that a duet's has the same ones: those of {@code @Fork}, compiler hints, compiler blackholes.
 *
 * <p>Nothing here needs more than the JDK and, for the two profilers, the JMH of the jar that is measured.
 */
package org.tracepointlab.gate.duet;
