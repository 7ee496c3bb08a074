import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.runner.options.ProfilerConfig;
import org.tracepointlab.work.WorkProfiler;

/**
 * {@link WorkProfiler} by the short name: {@code -prof work}. JMH has short names for its own profilers alone, and
 * takes any other name for that of a class ({@link ProfilerConfig}); so this is one.
 */
public class work extends WorkProfiler {

    /** Called by JMH, with what follows the name. */
    public work(String options) throws ProfilerException {
        super(options);
    }

    /** Called by JMH where nothing follows it. */
    public work() throws ProfilerException {
        this("");
    }
}
