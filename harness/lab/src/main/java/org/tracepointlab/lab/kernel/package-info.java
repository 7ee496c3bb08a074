/**
 * The probe of the machine's own kernel: {@code lab kernel}.
 *
 * <p>{@link org.tracepointlab.lab.kernel.Tracefs} finds or mounts the file system,
 * {@link org.tracepointlab.lab.kernel.Instance} is a tracing instance of the probe's own in it,
 * {@link org.tracepointlab.lab.kernel.KernelSweep} times enabling and disabling N of its events, and
 * {@link org.tracepointlab.lab.kernel.TraceCmdProbe} runs the seed's own two commands, which need the global instance.
 * {@link org.tracepointlab.lab.kernel.TraceState} is what must be the same before and after.
 *
 * <p>All of it works on a folder, so that tests give it one that only looks like tracefs.
 */
package org.tracepointlab.lab.kernel;
