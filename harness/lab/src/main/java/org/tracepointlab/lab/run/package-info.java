/**
 * Runs a plan of benchmarks and records what came out.
 *
 * <pre>
 *   Plan ── Schedule ──► ForkRunner ──► one JSON a fork ── ForkMerge ──► jmh.json ── Measurement ──► CSV, fits
 *   (cells)  (rounds,     (one JVM        (RunFolder,        (standard      (one row an
 *             shuffled)    a fork)         unfinished)        JMH JSON)      iteration)
 * </pre>
 *
 * <ul>
 * <li>A round runs every cell once in a shuffled order: drift of the machine is spread over all cells.
 * <li>Whatever is derived (CSV, summaries) comes from the merged {@code jmh.json}, so that it can be derived again.
 * <li>A run is built in a folder named {@code <id>.unfinished} and renamed when all is there. Each fork's own result
 *     stays in {@code forks/}, which is what a run can later be resumed from.
 * </ul>
 */
package org.tracepointlab.lab.run;
