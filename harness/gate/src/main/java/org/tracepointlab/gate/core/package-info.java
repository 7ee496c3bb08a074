/**
 * Runs a plan of JMH benchmarks and records what came out. Knows JMH, processes and files, and nothing of what is
 * measured: any JMH jar will do.
 *
 * <pre>
 *   Plan ── Schedule ──► ForkRunner ──► one JSON a fork ── ForkMerge ──► jmh.json ── Measurement ──► CSV, fits
 *   (cells)  (rounds,     (one JVM        (RunFolder,        (standard      (one row an
 *             shuffled)    a fork)         unfinished)        JMH JSON)      iteration)
 * </pre>
 *
 * <ul>
 * <li>JMH runs all forks of one benchmark in a row, so that a slow drift of the machine lands on one benchmark alone.
 *     Here a fork is one call of JMH with one fork, and a round runs every cell once in a shuffled order: drift is spread
 *     over all cells. The price is one more JVM start for each fork.
 * <li>Whatever is derived (CSV, summaries) comes from the merged {@code jmh.json}, so that it can be derived again.
 * <li>A run is built in a folder named {@code <id>.unfinished} and renamed when all is there. Each fork's own result
 *     stays in {@code forks/}, which is what a run can later be resumed from.
 * </ul>
 */
package org.tracepointlab.harness.core;
