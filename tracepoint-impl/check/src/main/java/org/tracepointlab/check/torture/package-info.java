/**
 * A torture of RCU domains on real threads, modelled on Linux' rcutorture: many readers, one updater that ages what it
 * replaced by one stage with each grace period, and others who only wait.
 * {@link org.tracepointlab.check.torture.Torture} runs it, {@link org.tracepointlab.check.torture.TortureReport} says
 * what it did and found.
 *
 * <p>What it trusts is none of the domain's own bookkeeping: a reader that finds an old structure in its hands has seen
 * a grace period that did not wait for it. A domain that is broken on purpose ({@code busted}) shows that this is
 * found; a run that did no work does not pass.
 *
 * <p>Source of the idea: kernel/rcu/rcutorture.c.
 */
package org.tracepointlab.check.torture;
