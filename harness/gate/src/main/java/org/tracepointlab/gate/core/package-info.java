/**
 * One fork of one benchmark of a JMH jar, and the files that results are kept in. Knows JMH, processes and files, and
 * nothing of what is measured: any JMH jar will do.
 *
 * <ul>
 * <li>JMH runs all forks of one benchmark in a row, so that a slow drift of the machine lands on one benchmark alone.
 *     Here a fork is one call of JMH with one fork ({@link org.tracepointlab.gate.core.ForkRunner}), so that its caller
 *     decides their order. The price is one more JVM start for each fork.
 * <li>{@link org.tracepointlab.gate.core.ForkMerge} makes of them what JMH would have written of all.
 * <li>{@link org.tracepointlab.gate.core.AtomicFiles} alone gives files their names.
 * </ul>
 */
package org.tracepointlab.gate.core;
