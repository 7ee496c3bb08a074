/** {@code gate.png}, and what its look has in common with the charts of others. */
package org.tracepointlab.gate.chart;
