/** What removals of tracepoints cost a {@code kernel}, found in virtual time. */
package org.tracepointlab.rcu.study;
