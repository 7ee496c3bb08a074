/**
 * The charts of a run, drawn without a display. One visual language: a colour is an implementation (Okabe and Ito's
 * palette, told apart by colour-blind eyes), a line style is HZ, a hollow marker is the kernel, a black diamond the
 * seed; a band or a whisker is always the range from the smallest to the greatest iteration.
 */
package org.tracepointlab.lab.chart;
