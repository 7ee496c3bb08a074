/**
 * Tracepoints: the probe array, the state machine of their updates, and three implementations of it.
 *
 * <h2>Layout, from the user inwards</h2>
 * <ul>
 * <li>{@link org.tracepointlab.tracepoint.TracepointRegistry} declares tracepoints and attaches probes.
 *     {@link org.tracepointlab.tracepoint.Tracepoint} is one of any signature;
 *     {@link org.tracepointlab.tracepoint.LongTracepoint} and its like put plain functions over the common ones.
 * <li>{@link org.tracepointlab.tracepoint.Transitions} is an update from start to end, and decides which transition it
 *     is. {@link org.tracepointlab.tracepoint.TransitionStrategy} makes the transition. Both act through one narrow
 *     interface, {@link org.tracepointlab.tracepoint.UpdateSteps} and its part
 *     {@link org.tracepointlab.tracepoint.TransitionSteps}: so a checker can run this very code and record what it
 *     does.
 * <li>{@link org.tracepointlab.tracepoint.GracePeriodDebt} knows what updates that failed still owe, and pays it by
 *     {@link org.tracepointlab.tracepoint.RepairStrategy}; a checker runs both too. {@code UpdateMutex} says who may
 *     update.
 * <li>{@link org.tracepointlab.tracepoint.ReadSide} builds what a reader does.
 * <li>{@link org.tracepointlab.tracepoint.GracePeriods} holds the two snapshots and counts the waits.
 * </ul>
 *
 * <h2>The three implementations</h2>
 * <p>An {@link org.tracepointlab.tracepoint.Implementation} is a strategy, a read side and a batch scope. {@code
 * original}, {@code unconditional} and {@code conditional} differ in the strategy alone: lay {@code OriginalStrategy},
 * {@code UnconditionalStrategy} and {@code ConditionalStrategy} side by side to see two commits of the kernel.
 *
 * <p>Disabling A and then enabling B in its place, 1-&gt;0-&gt;1, from left to right. Double lines are waits: {@code
 * ==srcu==} and {@code ==rcu==} are the grace periods of the two kinds of readers. Between the columns any reader may
 * run.
 *
 * <pre>{@code
 * original       | key off  publish null                                | call:=B  publish [B]  key on
 *                |   a reader that has read A's data calls through here | <- and B's func gets A's data: MISMATCH
 *
 * unconditional  | key off  call:=iterator  publish null  ==srcu== ==rcu== | call:=B  publish [B]  key on
 *                |   each removal waits: N removals, N times both         |
 *
 * conditional | key off call:=iterator publish null getState(1_0_1) | condSync(1_0_1) call:=B publish [B] key on
 *                |   only a note of the present grace-period state        | ==srcu== ==rcu== if not elapsed since then;
 *                |                                                        | one wait pays for all removals before it
 * }</pre>
 *
 * <p>From two probes to one, 2-&gt;1, where element 0 changes from A to B, so that {@code data0} differs:
 *
 * <pre>{@code
 * original       | publish [B]  ==srcu== ==rcu==                   call:=B     (no wait where an earlier step changed
 *                |                                                              element 0: 1->2->1 can MISMATCH)
 * unconditional  | publish [B]  ==srcu== ==rcu==                   call:=B     (always)
 * conditional    | publish [B]  getState(N_2_1)  condSync(N_2_1)   call:=B     (waits for whatever change of element 0
 *                |                                                              was the last one, here or earlier)
 * }</pre>
 *
 * <h2>Trade-offs</h2>
 * <ul>
 * <li>Tracepoints are records and their read sides are composed of method handles. The JIT folds that down to nothing
 *     from a {@code static final} field, and any signature works without boxing; the price is code that reads inside
 *     out. It is all in {@code KernelReadSide}, with the plain code above it.
 * <li>Several probes are a chain of {@code Link}s, each of a small class that calls its func as a constant, or as the
 *     one class of probes that comes there, and then the next link. None of these calls goes through a handle that is
 *     no constant; the price is a class for each func that is a handle and has company.
 * <li>Read handles take the tracepoint's state as leading argument. So with field patching all tracepoints of a
 *     signature share theirs, and one more costs a few small objects; with call sites each has its own.
 * <li>One mutex serialises all updates, and is held over waits, as in the kernel. Lookups and counters do without.
 * <li>The collector frees arrays; grace-period callbacks release what belongs to the probes, and in the flavour that
 *     stands for the kernel they are made for every array, since they are what keeps its grace periods going.
 * </ul>
 */
package org.tracepointlab.tracepoint;
