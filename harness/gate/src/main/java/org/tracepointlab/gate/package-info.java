/**
 * Runs, records and compares the benchmarks of any JMH jar, and decides whether they became slower: as a command line,
 * and as a library.
 *
 * <ul>
 * <li>{@link org.tracepointlab.gate.rule}: the decision, and the reader of JMH's results. It has no state and reads no
 *     files but those it is given.
 * <li>{@link org.tracepointlab.gate.run}: a gate that runs its own forks, block by block.
 * <li>{@link org.tracepointlab.gate.core}: a fork of a JMH jar, and the files of results.
 * <li>{@link org.tracepointlab.gate.report}: the verdict for people and for machines.
 * <li>{@link org.tracepointlab.gate.cause}: which methods made it slower.
 * <li>{@link org.tracepointlab.gate.calibration}: how often the rule errs.
 * <li>{@link org.tracepointlab.gate.command}: the command line.
 * </ul>
 *
 * <pre>
 *   List&lt;Outcome&gt; outcomes = new FileComparison(new Rule(0.05), Set.of(), null)
 *           .compare(JmhFile.read(before), JmhFile.read(after));
 * </pre>
 */
package org.tracepointlab.gate;
