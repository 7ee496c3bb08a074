/**
 * JMH benchmarks, one class for each question.
 *
 * <ul>
 * <li>{@link org.tracepointlab.bench.TeardownBenchmark}: what does it cost to disable N enabled tracepoints?
 * <li>{@link org.tracepointlab.bench.EnableBenchmark}: what does it cost to enable them?
 * <li>{@link org.tracepointlab.bench.ReenableBenchmark}: and to enable them right after they were disabled?
 * <li>{@link org.tracepointlab.bench.ReadSideBenchmark}: what does a tracepoint cost the code that it is in?
 * <li>{@link org.tracepointlab.bench.GracePeriodBenchmark}: how long does a synchronize take?
 * </ul>
 *
 * <p>The first three measure one shot an iteration and prove in it that what they time happened: see
 * {@link org.tracepointlab.bench.ToggleState} and {@link org.tracepointlab.bench.ToggleCounters}. Nothing here knows of CSV,
 * charts or gates; a fork leaves its histogram log through {@link org.tracepointlab.bench.Artifacts}.
 */
package org.tracepointlab.bench;
