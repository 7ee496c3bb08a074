/**
 * The checker: runs the production code of updates, and visits every interleaving of their steps with readers.
 *
 * <h2>Layout</h2>
 * <ul>
 * <li>{@link org.tracepointlab.check.Checker} checks an implementation up to {@link org.tracepointlab.check.Bounds}, and
 *     gives a {@link org.tracepointlab.check.Verdict} with a {@link org.tracepointlab.check.Trace} for what is violated.
 *     {@link org.tracepointlab.check.MutationReport} tells what the checker is worth: it must find every mutant that is
 *     not equivalent.
 * <li>{@code Scenario}, {@code Scenarios}: sequences of updates, as data and as a tree of all of them.
 * <li>{@code Recording}, {@code RecordedDomain}: run {@code Transitions}, a strategy and {@code GracePeriods} as they
 *     are, and write down their shared accesses. {@code WriterTree} holds all of them, and what memory holds after each.
 * <li>{@code ReaderModel}: what a reader does. It is the only thing that is modelled, so a test compares it with the real
 *     {@code fire} and {@code fireRcuIdle} in every state.
 * <li>{@code Sweep} visits all states of all scenarios; {@code Search} finds shortest traces, and knows other ways for
 *     grace periods to end ({@code Mode}). Each is checked against the other.
 * <li>{@code Mutants}: implementations with one thing wrong, made by editing what a strategy does.
 * </ul>
 *
 * <h2>Why this is enough, and where it is not</h2>
 * <ul>
 * <li>There is one updater (the registry's mutex), and a wait gives it nothing but time. So its steps do not depend on
 *     the readers, and can be recorded before they are interleaved.
 * <li>The weakest RCU lets a wait end as soon as the readers have left that were inside when its cookie was taken. Every
 *     flavour waits for these at least, so what is safe here is safe with all of them.
 * <li>Steps are interleaved, each seen by all at once. What hardware and compilers may reorder is for the stress tests.
 * <li>One tracepoint is updated. The two snapshots belong to all tracepoints together, but another one's update can only
 *     replace a cookie by a later one, or wait for it.
 * </ul>
 */
package org.tracepointlab.check;
