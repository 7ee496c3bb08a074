package org.tracepointlab.rcu;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/** {@link Membarrier} through the C library's syscall(2). The only class that knows of JNA. */
final class JnaMembarrier extends Membarrier {

    private static final long QUERY = 0;
    private static final long PRIVATE_EXPEDITED = 1 << 3;
    private static final long REGISTER_PRIVATE_EXPEDITED = 1 << 4;

    private final long number;

    private JnaMembarrier(long number) {
        super(null);
        this.number = number;
    }

    /** Asks for the call and registers this process's intent to use it; one that cannot be called says why. */
    static Membarrier open() {
        long number = number();
        if (number < 0) {
            return new Membarrier("expected Linux on x86-64, aarch64 or riscv64, found " + Platform.RESOURCE_PREFIX);
        }
        Native.register(JnaMembarrier.class, "c");
        try {
            if ((syscall(number, QUERY, 0, 0) & PRIVATE_EXPEDITED) == 0) {
                return new Membarrier("this kernel's membarrier(2) has no MEMBARRIER_CMD_PRIVATE_EXPEDITED");
            }
            syscall(number, REGISTER_PRIVATE_EXPEDITED, 0, 0);
        } catch (LastErrorException e) {
            return new Membarrier("membarrier(2) was refused: " + e.getMessage());
        }
        return new JnaMembarrier(number);
    }

    /** The system call's number, or -1; from the kernel's table of each architecture. */
    private static long number() {
        if (!Platform.isLinux()) {
            return -1;
        }
        return switch (Platform.ARCH) {
            case "x86-64" -> 324;
            case "aarch64", "riscv64" -> 283;
            default -> -1;
        };
    }

    // Arguments beyond the number are read from registers by the kernel only, so a fixed list will do for the variadic
    // call.
    private static native long syscall(long number, long command, long flags, long cpu) throws LastErrorException;

    @Override
    void run() {
        syscall(number, PRIVATE_EXPEDITED, 0, 0);
    }
}
