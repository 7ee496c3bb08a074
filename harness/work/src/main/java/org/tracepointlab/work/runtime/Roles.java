package org.tracepointlab.work.runtime;

/**
 * Which threads work for nobody's benchmark: the one that runs JMH, and those of the virtual machine and of its
 * recorder.
 */
final class Roles {
    private static final String[] OF_THE_VM = {"Reference Handler", "Finalizer", "Signal Dispatcher", "Common-Cleaner",
        "Notification Thread", "Attach Listener", "DestroyJavaVM", "Monitor Deflation Thread"};

    static volatile Thread harness;

    private Roles() {
    }

    static boolean isOfTheVm(Thread thread) {
        if (thread == harness) {
            return true;
        }
        String name = thread.getName();
        for (String known : OF_THE_VM) {
            if (known.equals(name)) {
                return true;
            }
        }
        return name.startsWith("JFR ");
    }
}
