package org.tracepointlab.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.gate.core.MachineLoad;

/** A run whose forks had to share the machine is not believed. */
class ForkLoadsTest {

    @TempDir
    Path run;

    private void forks(double... others) throws IOException {
        for (int i = 0; i < others.length; i++) {
            new MachineLoad(2, 10, others[i], 0).write(Files.createDirectories(run.resolve("forks/fork" + i)));
        }
    }

    private ForkLoads loads() throws IOException {
        return ForkLoads.of(run, MachineLoad.MOST);
    }

    private static Validity validity(ForkLoads loads) {
        return Validity.of(List.of(), CostCurve.ofAny(List.of()), loads);
    }

    @Test
    void oneInTenIsBorne() throws IOException {
        forks(0, 0.1, 0.2, 0.5, 0.3, 0.2, 0.1, 0, 0, 0.6);
        assertThat(loads()).isEqualTo(new ForkLoads(10, 1, "others kept 0.6 of 2 CPUs busy (at most 0.5)"));
        assertThat(validity(loads()).valid()).isTrue();
    }

    @Test
    void moreMakeTheRunInvalid() throws IOException {
        forks(0, 0.1, 0.2, 0.5, 0.3, 0.2, 0.1, 0, 1.2, 0.6);
        Validity validity = validity(loads());
        assertThat(validity.valid()).isFalse();
        assertThat(validity.reasons()).containsExactly("2 of 10 forks ran beside something else, the worst: others "
                + "kept 1.2 of 2 CPUs busy (at most 0.5) (allowed: 10% of forks)");
        ObjectNode environment = Json.object();
        validity.addTo(environment);
        assertThat(environment.path("verdict").asText()).isEqualTo("INVALID");
        assertThat(environment.path("forksBesideOthers").asInt()).isEqualTo(2);
        assertThat(environment.path("forksWithKnownLoad").asInt()).isEqualTo(10);
    }

    @Test
    void nothingIsSaidWhereNothingIsKnown() throws IOException {
        assertThat(loads()).isEqualTo(ForkLoads.UNKNOWN);
        Files.createDirectories(run.resolve("forks/fork0"));
        assertThat(loads()).isEqualTo(ForkLoads.UNKNOWN);
        assertThat(validity(ForkLoads.UNKNOWN).valid()).isTrue();
    }

    @Test
    void aFileThatIsNoneIsNamed() throws IOException {
        Path fork = Files.createDirectories(run.resolve("forks/fork0"));
        Files.writeString(fork.resolve(MachineLoad.FILE), "{");
        assertThatThrownBy(this::loads).isInstanceOf(IOException.class).hasMessageContaining(MachineLoad.FILE);
    }
}
