/**
 * What this lab's measurements mean: teardown costs by implementation, HZ and number of tracepoints, the kernel's and
 * the seed's figures to set beside them, and whether a run can be believed.
 */
package org.tracepointlab.lab.data;
