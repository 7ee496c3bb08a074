/**
 * What counted code calls. It is put on the boot class path, because classes of the JDK call it too, and calls
 * nothing of the JDK but native methods, because everything else may be counted code itself.
 */
package org.tracepointlab.work.runtime;
