/**
 * What a gate found, in the formats that build servers and people read. {@code results/README.md} describes the files.
 */
package org.tracepointlab.gate.report;
