package org.tracepointlab.tracepoint;

/** How many probes an array holds, as far as the state machine tells them apart (the kernel's TP_FUNC_0, 1, 2, N). */
enum FuncsState {
    ZERO, ONE, TWO, MANY;

    static FuncsState of(ProbeArray funcs) {
        if (funcs == null) {
            return ZERO;
        }
        return switch (funcs.size()) {
            case 1 -> ONE;
            case 2 -> TWO;
            default -> MANY;
        };
    }
}
