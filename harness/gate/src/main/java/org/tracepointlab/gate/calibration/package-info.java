/**
 * How often the rule errs, by simulation: blocks of forks without any change are drawn from a {@link
 * org.tracepointlab.gate.calibration.Noise}, a known slowdown is multiplied in, and the production rule and
 * some usual ones judge the same data.
 */
package org.tracepointlab.gate.calibration;
