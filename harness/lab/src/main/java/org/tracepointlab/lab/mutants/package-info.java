/**
 * Holds the gate to planted slowdowns: each patch of a catalogue makes production code slower and leaves it correct; it
 * is built and gated as a pull request would be, and the table says whether the gate saw it.
 *
 * <pre>
 *   NN-name.patch ── PlantedSlowdown ──► Builder (worktree, git apply, Maven) ──► Gate (a process)
 *                                                                              │ verdict.json
 *   gate-mutants.csv, gate-mutants.md ◄── SlowdownTable ◄── SlowdownResult ◄── SlowdownRun
 * </pre>
 *
 * <p>The table is written anew after each gate, so that a run that was stopped goes on where it was.
 */
package org.tracepointlab.lab.mutants;
