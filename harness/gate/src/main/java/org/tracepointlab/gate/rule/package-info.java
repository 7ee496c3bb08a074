/**
 * Decides whether a candidate is slower than its baseline, and says what such a decision is worth.
 *
 * <pre>
 *   two jars, JDKs, options or parameter values          two finished JMH results of any project
 *        │ BlockRunner (one fork a cell)                      │ JmhFile (streaming)
 *        ▼                                                    ▼
 *   blocks of baseline, candidate, control ──► Effect ◄── fork scores
 *                                                │  t, paired or of two samples
 *                                                ▼
 *                             Decision (Rule, Look, Moderation, Holm) ──► Outcome ──► verdict.json, JUnit XML, ...
 * </pre>
 *
 * <ul>
 * <li>The fork is the unit: iterations inside one JVM share its layout and its compilations. They make one score
 *     ({@link org.tracepointlab.gate.rule.ForkScore}).
 * <li>What is decided is a ratio of costs: all is done on logarithms, and a throughput is turned over first.
 * <li>The rule has no state and reads no files; the gate, the comparison of files and the simulation all call it.
 * </ul>
 */
package org.tracepointlab.gate.rule;
