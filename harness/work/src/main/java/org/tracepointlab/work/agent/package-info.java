/**
 * The agent: puts counters into classes while they are loaded, and knows what each counter stands for. It runs in the
 * forks of a counted run alone. It uses ASM, which the module's jar holds under another name.
 */
package org.tracepointlab.work.agent;
