/**
 * The {@code kernel} flavour: grace periods paced by a scheduler tick, as a state machine that owns no thread.
 *
 * <p>From the outside in:
 * <ul>
 * <li>{@link org.tracepointlab.rcu.kernel.KernelRcu} is the way in;
 *     {@link org.tracepointlab.rcu.kernel.KernelParameters} are the kernel's parameters at the kernel's defaults.
 * <li>{@code KernelRcuDomain} and {@code KernelSrcuDomain} are the two domains as {@link org.tracepointlab.rcu.Rcu}.
 * <li>A {@code TickDriver} holds the lock and moves time: by the clock ({@code RealTickDriver}), or by whoever waits
 *     ({@code VirtualTickDriver}).
 * <li>{@code Machine} keeps the order of events within a tick, on its {@code VirtualCpu}s.
 * <li>{@code TreeRcu} with its {@code GracePeriodThread}, {@code ExpeditedRcu} and {@code TreeSrcu} are the
 *     grace-period mechanisms; {@code CallbackList} is what they keep callbacks in, and {@code NodeTree} with
 *     {@code QuiescentStateMask} what CPUs report through, up to
 *     {@value org.tracepointlab.rcu.kernel.KernelParameters#MAX_CPUS} of them.
 * </ul>
 *
 * <p>The trade-off: one lock and one loop, so that the order of events is decided in one place and virtual time runs
 * the very code that real time does. An update costs a few hundred nanoseconds more than it would with finer locks,
 * which does not show beside a jiffy.
 *
 * <p>What it gets wrong, by design: the CPUs' ticks come one after the other within a jiffy and have no skew; where
 * threads stand is a parameter; preemption is all or nothing; code takes no time, so that what a scan of all CPUs costs
 * a large machine is counted and not waited for.
 */
package org.tracepointlab.rcu.kernel;
