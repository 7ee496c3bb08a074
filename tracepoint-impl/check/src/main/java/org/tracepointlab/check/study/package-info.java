/**
 * What removals of tracepoints cost a {@code kernel}, found in virtual time: removals one by one
 * ({@link org.tracepointlab.check.study.Removals}), and their mean by HZ, number of CPUs and placement with what the
 * kernel did meanwhile ({@link org.tracepointlab.check.study.SlopeStudy}). For whoever shows such figures and shall
 * know nothing of the flavour itself.
 */
package org.tracepointlab.check.study;
