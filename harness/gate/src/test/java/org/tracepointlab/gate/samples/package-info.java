/** Benchmarks that the gate's own tests run, in jars that they make. */
package org.tracepointlab.gate.samples;
