/**
 * Tracepoints, patched call sites and RCU. Exported is what a program uses; the explorer ({@code check}), the torture and the
 * studies of grace periods are the lab's own, which reaches them from the class path.
 *
 * <p>JNA is optional: with {@code --add-modules com.sun.jna}, or a module that requires it, the {@code memb} flavour calls
 * membarrier(2); without, it falls back to full fences. From JDK 24 on it wants
 * {@code --enable-native-access=com.sun.jna}.
 */
@SuppressWarnings("requires-automatic") // JNA's jar has a name of its own, but no descriptor
module org.tracepointlab {
    requires static com.sun.jna;

    exports org.tracepointlab.patching;
    exports org.tracepointlab.rcu;
    exports org.tracepointlab.rcu.flavour;
    exports org.tracepointlab.rcu.kernel;
    exports org.tracepointlab.tracepoint;

    uses org.tracepointlab.tracepoint.ImplementationProvider;
}
