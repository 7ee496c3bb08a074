/**
 * What tells the implementations apart: the steps of each transition, and what goes around a batch. {@link
 * org.tracepointlab.tracepoint.strategy.OriginalStrategy}, {@link
 * org.tracepointlab.tracepoint.strategy.UnconditionalStrategy} and {@link
 * org.tracepointlab.tracepoint.strategy.ConditionalStrategy} are the kernel's, side by side; the others go beyond it.
 * The package is not exported: {@link org.tracepointlab.tracepoint.Implementation#named} gives each by its name.
 */
package org.tracepointlab.tracepoint.strategy;
