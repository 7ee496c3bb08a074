/**
 * Tracepoints on patched call sites. Exported is what a program uses; the strategies are reached by the names of their
 * implementations, and an {@link org.tracepointlab.tracepoint.ImplementationProvider} brings further ones.
 */
module org.tracepointlab.tracepoint {
    requires transitive org.tracepointlab.rcu;

    exports org.tracepointlab.patching;
    exports org.tracepointlab.tracepoint;

    uses org.tracepointlab.tracepoint.ImplementationProvider;
}
