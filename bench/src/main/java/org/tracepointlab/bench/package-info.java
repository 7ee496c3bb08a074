/**
 * JMH benchmarks, one class for each question.
 *
 * <ul>
 * <li>{@link org.tracepointlab.bench.TeardownBenchmark}: what does it cost to disable N enabled tracepoints?
 * <li>{@link org.tracepointlab.bench.EnableBenchmark}: what does it cost to enable them?
 * <li>{@link org.tracepointlab.bench.ReenableBenchmark}: and to enable them right after they were disabled?
 * <li>{@link org.tracepointlab.bench.ReadSideBenchmark}: what does a tracepoint cost the code that it is in?
 * <li>{@link org.tracepointlab.bench.FurtherProbesBenchmark}: and each further probe?
 * <li>{@link org.tracepointlab.bench.DisabledBenchmark}: and a disabled one, to within a percent?
 * <li>{@link org.tracepointlab.bench.GracePeriodBenchmark}: how long does a synchronize take?
 * <li>{@link org.tracepointlab.bench.RcuReadBenchmark}: what does a read section cost, beside locks and phasers?
 * <li>{@link org.tracepointlab.bench.RcuSynchronizeBenchmark}: how long does an updater wait for nobody, or for one
 *     reader?
 * <li>{@link org.tracepointlab.bench.RcuScalingBenchmark}: and for many readers?
 * <li>{@link org.tracepointlab.bench.RcuAdjacentReadersBenchmark}: what does a neighbour in memory cost a reader?
 * </ul>
 *
 * <p>The first three measure one shot an iteration and prove in it that what they time happened: see
 * {@link org.tracepointlab.bench.ToggleState} and {@link org.tracepointlab.bench.ToggleCounters}. Nothing here knows of
 * CSV, charts or gates; a fork leaves its histogram log through {@link org.tracepointlab.bench.Artifacts}.
 */
package org.tracepointlab.bench;
