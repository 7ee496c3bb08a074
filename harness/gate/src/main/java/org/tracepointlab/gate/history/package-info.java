/**
 * The scores of a project's benchmarks over its commits: JSON lines that git merges, the places where a level changed,
 * and a page that shows them.
 *
 * <p>{@link org.tracepointlab.gate.history.HistoryStore} reads and appends the files,
 * {@link org.tracepointlab.gate.history.ChangePoints} is pure, and
 * {@link org.tracepointlab.gate.history.HistoryPage} draws what both say.
 */
package org.tracepointlab.gate.history;
