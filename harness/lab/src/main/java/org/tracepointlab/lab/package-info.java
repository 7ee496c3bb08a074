/**
 * The tracepoint lab on top of the core: its plans, what its measurements mean ({@code .data}), its charts
 * ({@code .chart}), its reports ({@code .report}), and its command line {@code lab} (this package).
 */
package org.tracepointlab.lab;
