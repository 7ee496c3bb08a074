/**
 * What a run says in words and tables: {@code report.md}, one class a section, and the short table on the terminal.
 * Every figure comes from the run's own data or from the reference files; a section without data says so.
 */
package org.tracepointlab.lab.report;
