/** Which commit made a benchmark slower: {@code git bisect}, each step judged as the gate judges. */
package org.tracepointlab.gate.bisect;
