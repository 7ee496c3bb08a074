package org.tracepointlab.bench;

/**
 * JVM options for forks that toggle: they make N sites compile in a tenth of the time, and change nothing of what a
 * toggle has to throw away, which is one piece of compiled code a site, dependent on its own key.
 *
 * <p>Measured on JDK 17 with N = 500, two toggles, CPU seconds of the whole fork: 19 without the last two, 8 with them;
 * and with N = 1,962: 148 without {@link #NO_CUSTOMIZED_FORMS}, 48 with it.
 */
final class ForkOptions {

    /** A site is compiled after tens of calls instead of thousands. */
    static final String COMPILE_SOON = "-XX:CompileThresholdScaling=0.05";

    /** The enabled path is compiled once and not into each site, as the kernel keeps it out of line. */
    static final String OUT_OF_LINE =
            "-XX:CompileCommand=dontinline,org.tracepointlab.tracepoint.LongTracepoint::enabled";

    /** HotSpot does not announce the command above. */
    static final String QUIETLY = "-XX:CompileCommand=quiet";

    /**
     * No class of its own is spun, and compiled, for each tracepoint's method handles once they have been used a lot.
     */
    static final String NO_CUSTOMIZED_FORMS = "-Djava.lang.invoke.MethodHandle.CUSTOMIZE_THRESHOLD=-1";

    /** The same for the two branches of each guard among them. */
    static final String NO_BLOCK_FORMS = "-Djava.lang.invoke.MethodHandle.DONT_INLINE_THRESHOLD=-1";

    /** No profile is kept for each guard, which would make them differ. */
    static final String NO_GUARD_PROFILES = "-Djava.lang.invoke.MethodHandle.PROFILE_GWT=false";

    private ForkOptions() {
    }
}
