/**
 * The commands {@code gate}, {@code compare} and {@code calibrate}. A command line of its own has them
 * ({@link org.tracepointlab.gate.JmhGate}), and any other can: {@link org.tracepointlab.gate.command.Project} says what
 * they take where no option does.
 */
package org.tracepointlab.gate.command;
