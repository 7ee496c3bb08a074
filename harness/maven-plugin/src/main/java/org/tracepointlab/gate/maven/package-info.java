/**
 * The gate as goals of Maven. A goal runs the command line of {@link org.tracepointlab.gate.JmhGate} in a process of
 * its own, and turns its exit code into the build's end.
 */
package org.tracepointlab.gate.maven;
