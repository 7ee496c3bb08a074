package org.tracepointlab.work.agent;

import java.lang.ref.WeakReference;
import java.util.List;

/**
 * One version of a class with counters. A class that is transformed again is another one.
 *
 * @param name as in source code
 * @param loader empty for the boot loader's
 */
record CountedClass(String name, boolean boot, WeakReference<ClassLoader> loader, List<CountedMethod> methods) {
}
