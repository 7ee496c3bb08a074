/**
 * Runs a gate: blocks of forks of two sides, look by look, in a folder that a killed gate can be resumed from.
 *
 * <p>{@code gate-run.json} says what is being run, and is there before the first fork; each fork has a folder of its
 * own below {@code forks/}; the order is derived from the seed. So a resumed gate decides what it would have decided
 * undisturbed.
 */
package org.tracepointlab.gate.run;
