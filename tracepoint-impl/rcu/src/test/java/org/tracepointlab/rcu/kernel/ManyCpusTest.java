package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.SectionReader;

/** Grace periods of kernels of up to 4,096 CPUs. */
class ManyCpusTest {

    private static final int MAX = KernelParameters.MAX_CPUS;

    /** A reader on any CPU holds a grace period up for as long as it is inside. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 17, 64, 257, 1024, 1025, MAX})
    void aReaderOnAnyCpuIsWaitedFor(int cpus) {
        KernelParameters parameters = KernelParameters.defaults(250, cpus);
        try (KernelRcu kernel = KernelRcu.virtualTime(parameters)) {
            assertThat(notWaitedFor(kernel)).isEmpty();
        }
    }

    /** The canary: of a tree with a leaf that reports without one of its CPUs, just that CPU is not waited for. */
    @ParameterizedTest
    @CsvSource({"17, 16", "1025, 3", "1025, 1023"})
    void aLeafThatReportsWithoutOneOfItsCpusIsFound(int cpus, int forgotten) {
        KernelParameters parameters = KernelParameters.defaults(250, cpus);
        try (KernelRcu kernel = KernelRcu.virtualTime(parameters, new ForgetfulTree(cpus, forgotten))) {
            assertThat(notWaitedFor(kernel)).containsExactly(forgotten);
        }
    }

    /** The CPUs whose reader is inside while a grace period ends; of the others it ends once the reader has left. */
    private static List<Integer> notWaitedFor(KernelRcu kernel) {
        KernelParameters p = kernel.parameters();
        long longEnough = (3L * p.jiffiesTillFirstFqs() + 10) * p.tickNanos();
        List<Integer> missed = new ArrayList<>();
        for (int cpu = 0; cpu < p.cpus(); cpu++) {
            Rcu.Reader reader = kernel.registerOn(cpu);
            reader.lock();
            long cookie = kernel.rcu().startPoll();
            kernel.virtualTime().elapse(longEnough);
            if (kernel.rcu().pollState(cookie)) {
                missed.add(cpu);
            }
            reader.unlock();
            kernel.virtualTime().elapse(longEnough);
            assertThat(kernel.rcu().pollState(cookie)).as("ended, CPU %d", cpu).isTrue();
            reader.close();
        }
        return missed;
    }

    /** The same of expedited grace periods, with the canary. */
    @ParameterizedTest
    @ValueSource(ints = {1, 17, 1025, MAX})
    void anExpeditedGracePeriodWaitsForAReaderOnAnyCpu(int cpus) {
        KernelParameters parameters = KernelParameters.defaults(250, cpus);
        assertThat(notWaitedForExpedited(new Machine(parameters))).isEmpty();
        int any = cpus / 2;
        assertThat(notWaitedForExpedited(new Machine(parameters, new ForgetfulTree(cpus, any)))).containsExactly(any);
    }

    private static List<Integer> notWaitedForExpedited(Machine machine) {
        List<Integer> missed = new ArrayList<>();
        ExpeditedRcu expedited = machine.expedited();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            SectionReader reader = new SectionReader(new NoHome(), cpu);
            machine.online(reader);
            reader.lock();
            expedited.begin();
            if (expedited.allReported()) {
                missed.add(cpu);
            } else {
                assertThat(expedited.holders()).containsExactly(reader);
            }
            reader.unlock();
            reader.lock(); // a section that began later is not waited for
            assertThat(expedited.allReported()).isTrue();
            expedited.end();
            reader.unlock();
            machine.offline(reader);
        }
        return missed;
    }

    private static final class NoHome implements SectionReader.Home {

        @Override
        public Thread waiting() {
            return null;
        }

        @Override
        public void left(SectionReader reader) {
            // its CPU is told in the test
        }

        @Override
        public void restingChanged(SectionReader reader) {
            // never rests
        }
    }
}
