/**
 * Grace periods: RCU in the flavours of liburcu and of the kernel.
 *
 * <p>JNA is optional: with {@code --add-modules com.sun.jna}, or a module that requires it, the {@code memb} flavour
 * calls membarrier(2); without, it falls back to full fences. From JDK 24 on it wants
 * {@code --enable-native-access=com.sun.jna}.
 */
@SuppressWarnings("requires-automatic") // JNA's jar has a name of its own, but no descriptor
module org.tracepointlab.rcu {
    requires static com.sun.jna;

    exports org.tracepointlab.rcu;
    exports org.tracepointlab.rcu.flavour;
    exports org.tracepointlab.rcu.kernel;
}
