package org.tracepointlab.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.profile.ProfilerException;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.runner.options.ProfilerConfig;

/** What follows {@code -prof work}, and that JMH finds it. */
@Timeout(30)
class WorkOptionsTest {

    @Test
    void nothingIsTheDefault() throws ProfilerException {
        assertThat(WorkOptions.parse("")).isEqualTo(new WorkOptions(1_000, true, "c1", true, null));
    }

    @Test
    void allCanBeSet() throws ProfilerException {
        assertThat(WorkOptions.parse("ops=0;jdk=false;jit=none;vm=false;dir=a b"))
                .isEqualTo(new WorkOptions(0, false, "none", false, Path.of("a b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"op=1", "ops=-1", "ops=many", "ops=", "jdk=yes", "jit=c3", "vm=1", "ops"})
    void othersAreRefused(String line) {
        assertThatThrownBy(() -> new WorkProfiler(line)).isInstanceOf(ProfilerException.class)
                .hasMessageContaining("expected").hasMessageContaining("found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"work", "org.tracepointlab.work.WorkProfiler"})
    void jmhFindsIt(String name) throws ProfilerException {
        assertThat(ProfilerFactory.getProfilerOrException(new ProfilerConfig(name, "ops=5")))
                .isInstanceOf(WorkProfiler.class).asString().isEqualTo("work:ops=5");
    }
}
