/**
 * Grace periods: who reads, who waits, and for whom.
 *
 * <p>{@link org.tracepointlab.rcu.Rcu} is the interface of every flavour, whole; {@link org.tracepointlab.rcu.RcuDomains}
 * is the pair of domains (RCU and SRCU) that a registry of tracepoints needs. Two flavours so far:
 * <ul>
 * <li>{@link org.tracepointlab.rcu.MbRcu}: full fences, and an updater that parks until the readers have left. As fast as
 *     a grace period gets without help from the operating system, so nothing of the kernel's pace shows in it.
 * <li>{@link org.tracepointlab.rcu.kernel}: grace periods paced by a scheduler tick, as Tree RCU and Tree SRCU have them.
 *     Slow for the kernel's reasons: it is what makes a teardown take seconds.
 * </ul>
 *
 * <p>Both use {@link org.tracepointlab.rcu.SectionReader}, which counts its sections. The count, and not a flag, is what
 * lets an updater tell a reader that is still inside from one that left and came back.
 *
 * <p>This package knows nothing of tracepoints or of code patching.
 */
package org.tracepointlab.rcu;
