/**
 * Exact work counts for any JMH benchmark: {@link org.tracepointlab.work.WorkProfiler} is the profiler,
 * {@link org.tracepointlab.work.Growth} compares counts of two sizes, {@link org.tracepointlab.work.JarMethods} the
 * code of two jars. What counted code calls is in {@code .runtime}, which goes on the boot class path of a fork; what
 * puts the counters in is in {@code .agent}. Nothing here knows what the benchmarks are about.
 */
package org.tracepointlab.work;
