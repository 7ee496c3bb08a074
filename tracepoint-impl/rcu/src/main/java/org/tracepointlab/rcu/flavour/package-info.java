/**
 * The names of the flavours, in one place. It stands above {@link org.tracepointlab.rcu} and
 * {@link org.tracepointlab.rcu.kernel}, which know nothing of each other's names.
 */
package org.tracepointlab.rcu.flavour;
