/**
 * Why a benchmark became slower: one more fork of each side under the JDK's flight recorder, the work of each method,
 * and the methods whose code the two jars do not share. Nothing of it is ever measured or decides anything.
 *
 * <ul>
 * <li>{@link org.tracepointlab.gate.cause.RecordingProfiler} records, inside of the fork;
 *     {@link org.tracepointlab.gate.cause.RecordingReader} reads what it left.
 * <li>{@link org.tracepointlab.gate.cause.Suspects} ranks methods,
 *     {@link org.tracepointlab.gate.cause.FlameGraph} draws them.
 * <li>{@link org.tracepointlab.gate.cause.CauseRun} does it all for the benchmarks of a gate that FAILed.
 * </ul>
 */
package org.tracepointlab.gate.cause;
