/**
 * The checker: runs the production code of updates, and visits every interleaving of their steps with readers.
 *
 * <h2>Layout</h2>
 * <ul>
 * <li>{@link org.tracepointlab.check.Checker} checks an implementation up to {@link org.tracepointlab.check.Bounds},
 *     and gives a {@link org.tracepointlab.check.ModelVerdict} with a {@link org.tracepointlab.check.Trace} for what is
 *     violated. {@link org.tracepointlab.check.MutationReport} tells what the checker is worth: it must find every
 *     mutant that is not equivalent.
 * <li>{@code Scenario}, {@code Scenarios}: sequences of updates, as data and as a tree of all of them.
 * <li>{@code Recording}, {@code RecordedDomain}: run {@code Transitions}, a strategy and {@code GracePeriods} as they
 *     are, and write down their shared accesses. {@code UpdaterProgram} holds all of them, and what memory holds after
 *     each.
 * <li>{@code ReaderModel}: what a reader does. It is the only thing that is modelled, so a test compares it with the
 *     real {@code fire} and {@code fireRcuIdle} in every state.
 * <li>{@code StateExplorer} visits all states of all scenarios; {@code Search} finds shortest traces, and knows other
 *     ways for grace periods to end ({@code Mode}). Each is checked against the other.
 * <li>{@code FailingSteps}: lets a step of an update throw, at any place where the production code comes to one that
 *     may, before or after its effect. Each is one more way for the updater's program to go on.
 * <li>{@code Mutants}, {@code LivenessMutants}, {@code FailureMutants}: implementations with one thing wrong, made by
 *     editing what a strategy does, or by leaving out what makes a failed update good.
 * </ul>
 *
 * <h2>What is checked</h2>
 * <ul>
 * <li>Safety: pairing; nobody calls a probe who came after its unregister returned, or after its release action was
 *     handed over; nobody looks into a released array.
 * <li>Liveness: a reader calls each probe once, in their order, that is attached from before its test of the key until
 *     it leaves, whatever updates it overlaps. More cannot be promised: a probe that comes or goes meanwhile may be
 *     called or not. None is called twice: a reader calls one func, or walks one array, in which each probe is once.
 * <li>After a step has failed: a register has attached nothing, an unregister has detached the probe (but for a failing
 *     allocation or unregfunc, and where what was owed could not be paid: these change nothing); readers that come then
 *     call what is reported; regfunc and unregfunc are balanced; release actions run once; the next update works, and
 *     all of the above goes on to hold.
 * <li>Something: a search in which no reader entered a section, or none called a probe, is {@code VACUOUS}.
 * </ul>
 *
 * <h2>Why this is enough, and where it is not</h2>
 * <ul>
 * <li>There is one updater (the registry's mutex), and a wait gives it nothing but time. So its steps do not depend on
 *     the readers, and can be recorded before they are interleaved.
 * <li>Whether a step fails does not depend on readers either. A wait that fails has waited for nobody, which is the
 *     weakest that it can do. A snapshot that fails is taken for one that was not taken. {@code publish} is a store,
 *     and cannot fail.
 * <li>Whether a reader misses a probe is decided when it calls its func or takes the array that it walks. So it need
 *     remember the probes that it has to call no longer than that; and only those that some step of the updater can
 *     make it miss, as a test shows against the search that remembers all.
 * <li>The weakest RCU lets a wait end as soon as the readers have left that were inside when its cookie was taken.
 *     Every flavour waits for these at least, so what is safe here is safe with all of them.
 * <li>Steps are interleaved, each seen by all at once. What hardware and compilers may reorder is for the stress tests.
 * <li>One tracepoint is updated. The two snapshots belong to all tracepoints together, but another one's update can
 *     only replace a cookie by a later one, or wait for it; and where something is owed it pays that, as {@code sync}
 *     does in a scenario.
 * <li>One step fails in a scenario, in the thorough tests two. The stack that overflows is one that throws. That
 *     threads die, and that others wait for them meanwhile, is for the tests of the registry and of the domains.
 * </ul>
 */
package org.tracepointlab.check;
