package org.tracepointlab.rcu;

import java.time.Duration;
import java.util.List;

/**
 * A wait for readers that lasts too long, and who holds it up.
 *
 * @param domain  the domain's name
 * @param waited  how long the wait has lasted
 * @param holders the readers that are in the way, as far as they were found; they may have left by now
 */
public record StallReport(String domain, Duration waited, List<Holder> holders) {

    /** Copies the list. */
    public StallReport {
        holders = List.copyOf(holders);
    }

    /**
     * A reader in the way.
     *
     * @param thread  its thread's name
     * @param nesting how many sections deep it is; 0 where it has only not announced a quiescent state
     * @param stack   where its thread is, innermost frame first; empty if it has ended
     */
    public record Holder(String thread, int nesting, List<StackTraceElement> stack) {

        /** Copies the stack. */
        public Holder {
            stack = List.copyOf(stack);
        }

        /** Of a thread, with the stack that it has now. May be called from any thread. */
        public static Holder of(Thread thread, int nesting) {
            return new Holder(thread.getName(), nesting, List.of(thread.getStackTrace()));
        }
    }

    /** Several lines: the wait, then each reader with its stack. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("RCU stall: ").append(domain).append(" has waited for readers for ")
                .append(waited.toMillis()).append(" ms");
        if (holders.isEmpty()) {
            text.append("; no registered reader is inside a section");
        }
        for (Holder holder : holders) {
            text.append(System.lineSeparator()).append("  thread \"").append(holder.thread()).append("\", nesting ")
                    .append(holder.nesting());
            holder.stack().forEach(f -> text.append(System.lineSeparator()).append("    at ").append(f));
        }
        return text.toString();
    }
}
