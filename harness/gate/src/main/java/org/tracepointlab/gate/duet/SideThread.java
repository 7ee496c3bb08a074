package org.tracepointlab.gate.duet;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Runs one side's JMH in a thread group of its own. {@link TurnProfiler} asks it for its turns: {@code accept(true, m)}
 * before an iteration, {@code accept(false, m)} behind it, with m true for one that is measured.
 */
final class SideThread extends Thread implements BiConsumer<Boolean, Boolean> {

    private static final String RUNNER = "org.openjdk.jmh.runner.Runner";
    private static final String OPTIONS = "org.openjdk.jmh.runner.options.Options";
    private static final String COMMAND_LINE = "org.openjdk.jmh.runner.options.CommandLineOptions";

    private final int side;
    private final List<String> arguments;
    private final Turns turns;
    private final Slices slices;
    private volatile Throwable failure;

    /**
     * @param side 0 or 1
     * @param arguments as JMH's command line has them
     * @param group of its own
     */
    SideThread(int side, SideLoader loader, List<String> arguments, Turns turns, Slices slices, ThreadGroup group) {
        super(group, loader.getName());
        this.side = side;
        this.arguments = arguments;
        this.turns = turns;
        this.slices = slices;
        setContextClassLoader(loader);
    }

    @Override
    public void run() {
        try {
            ClassLoader loader = getContextClassLoader();
            Object options = loader.loadClass(COMMAND_LINE).getConstructor(String[].class)
                    .newInstance((Object) arguments.toArray(new String[0]));
            Constructor<?> runner = loader.loadClass(RUNNER).getConstructor(loader.loadClass(OPTIONS));
            runner.getDeclaringClass().getMethod("run").invoke(runner.newInstance(options));
        } catch (InvocationTargetException e) {
            failure = e.getCause();
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            failure = e;
        } finally {
            turns.end(side);
        }
    }

    @Override
    public void accept(Boolean begins, Boolean measured) {
        try {
            if (begins) {
                slices.begin(turns.await(side), side, measured);
            } else {
                slices.end();
                turns.done(side);
            }
        } catch (InterruptedException e) {
            interrupt();
            throw new IllegalStateException("interrupted while the other side ran", e);
        }
    }

    /** Why JMH ended early; null if it did not. */
    Throwable failure() {
        return failure;
    }
}
