/**
 * Grace periods: who reads, who waits, and for whom.
 *
 * <p>{@link org.tracepointlab.rcu.Rcu} is the interface of every flavour, whole;
 * {@link org.tracepointlab.rcu.RcuDomains} is the pair of domains (RCU and SRCU) that a registry of tracepoints needs;
 * {@link org.tracepointlab.rcu.flavour.RcuFlavour} lists the flavours by name.
 *
 * <table>
 * <caption>The flavours, and what they trade</caption>
 * <tr><th>flavour</th><th>a section costs</th><th>a grace period costs</th><th>it asks for</th></tr>
 * <tr><td>{@link org.tracepointlab.rcu.QsbrRcu}</td><td>nothing</td><td>a quiescent state of each online reader</td>
 *     <td>registered threads that announce quiescent states</td></tr>
 * <tr><td>{@link org.tracepointlab.rcu.MembRcu}</td><td>two stores</td><td>a system call that disturbs other
 * processors</td>
 *     <td>Linux and JNA; else it is mb</td></tr>
 * <tr><td>{@link org.tracepointlab.rcu.MbRcu}</td><td>two full fences</td><td>a look at each
 * reader</td><td>nothing</td></tr>
 * <tr><td>{@link org.tracepointlab.rcu.SrcuRcu}</td><td>two atomic additions and two full fences</td>
 *     <td>two sums over all stripes</td><td>nothing; sections may block and move between threads</td></tr>
 * <tr><td>{@link org.tracepointlab.rcu.kernel}</td><td>as mb</td><td>scheduler ticks</td>
 *     <td>patience: it is what makes a teardown take seconds</td></tr>
 * </table>
 *
 * <p>Layout: {@link org.tracepointlab.rcu.ReaderDomain} knows who is registered. The first four share
 * {@code GracePeriodEngine} (cookies, callbacks, one grace period for all that wait), {@code ReaderWaiter} (spin, then
 * park for one reader) and {@code CountingReader}; the kernel has a machine of its own and uses
 * {@link org.tracepointlab.rcu.SectionReader}. In both a reader counts its sections: a count, and not a flag, is what
 * lets an updater tell a reader that is still inside from one that left and came back.
 *
 * <p>This package knows nothing of tracepoints or of code patching.
 */
package org.tracepointlab.rcu;
