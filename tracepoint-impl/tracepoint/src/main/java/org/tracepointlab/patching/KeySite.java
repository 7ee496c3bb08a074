package org.tracepointlab.patching;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;

/** What is patched of a {@link DeferredKey}. Patched by one thread at a time. */
interface KeySite {

    /** Whether readers load the key's state; else they find the key off. */
    boolean isArmed();

    /** Patches the site, if that changes it. May throw, before or after its effect: {@link #isArmed} says which. */
    void arm(boolean armed);

    /** What readers invoke, of type {@code ()boolean}. */
    MethodHandle test();

    /** A call site: compiled code takes it for a constant, and is thrown away when it changes. */
    final class OfCallSite implements KeySite {

        private static final MethodHandle OFF = MethodHandles.constant(boolean.class, false);

        private final MutableCallSite site = new MutableCallSite(OFF);
        private final MethodHandle load;

        /** @param load loads the key's state, of type {@code ()boolean} */
        OfCallSite(MethodHandle load) {
            this.load = load;
        }

        @Override
        public boolean isArmed() {
            return site.getTarget() == load;
        }

        @Override
        public void arm(boolean armed) {
            site.setTarget(armed ? load : OFF);
        }

        @Override
        public MethodHandle test() {
            return site.dynamicInvoker();
        }
    }
}
