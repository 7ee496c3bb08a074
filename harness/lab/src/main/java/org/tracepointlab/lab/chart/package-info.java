/**
 * The charts of a run, drawn without a display. One visual language: a colour and a marker are an implementation
 * (Okabe and Ito's palette, told apart by colour-blind eyes), dashes are HZ and never anything else, a dotted line and
 * a hollow marker are the kernel, a hollow black diamond its commit; a band or a whisker is always the range from the
 * smallest to the greatest iteration. {@link org.tracepointlab.lab.chart.ChartPage} is a chart that answers: in a page.
 */
package org.tracepointlab.lab.chart;
