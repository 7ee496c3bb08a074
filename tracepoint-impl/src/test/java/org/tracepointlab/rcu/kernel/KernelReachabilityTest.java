package org.tracepointlab.rcu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracepointlab.rcu.Rcu;
import org.tracepointlab.rcu.SectionReader;

/** What is gone is not kept: kernels by living threads, handles of dead threads by kernels. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KernelReachabilityTest {

    /** A kernel that this thread read in, waited for and ran callbacks of, with its handles still registered. */
    private static KernelRcu used(boolean real) {
        KernelParameters parameters = KernelParameters.defaults(1000, 2);
        KernelRcu kernel = real ? KernelRcu.realTime(parameters) : KernelRcu.virtualTime(parameters);
        for (Rcu rcu : List.of(kernel.rcu(), kernel.srcu())) {
            rcu.register();
            rcu.readLock();
            rcu.readUnlock();
            rcu.call(() -> { });
            rcu.synchronizeExpedited();
            rcu.barrier();
        }
        return kernel;
    }

    private static long keptAfterCollections(List<WeakReference<KernelRcu>> kernels) {
        long kept = kernels.size();
        for (int i = 0; i < 20 && kept > 0; i++) {
            System.gc();
            kept = kernels.stream().filter(k -> k.get() != null).count();
        }
        return kept;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closedKernelsAreCollected(boolean real) {
        List<WeakReference<KernelRcu>> kernels = new ArrayList<>();
        for (int i = 0; i < (real ? 50 : 1_000); i++) {
            KernelRcu kernel = used(real);
            kernel.close();
            kernels.add(new WeakReference<>(kernel));
        }
        assertThat(keptAfterCollections(kernels)).isZero();
    }

    /** In virtual time, where no thread is the kernel's own. */
    @Test
    void soAreKernelsThatNobodyClosed() {
        List<WeakReference<KernelRcu>> kernels =
                IntStream.range(0, 1_000).mapToObj(i -> new WeakReference<>(used(false))).toList();
        assertThat(keptAfterCollections(kernels)).isZero();
    }

    /** The canary: the same count sees one that is kept. */
    @Test
    void aKernelThatIsReferredToIsKept() {
        KernelRcu kernel = used(false);
        assertThat(keptAfterCollections(List.of(new WeakReference<>(kernel)))).isEqualTo(1);
        Reference.reachabilityFence(kernel);
    }

    /** Threads come, read and go: at most 64 handles and twice those of the living stay, in the machine too. */
    @ParameterizedTest
    @ValueSource(ints = {10, 64, 65, 127, 129, 300, 900, 1_000, 2_500})
    void handlesOfDeadThreadsDoNotPileUp(int threads) throws InterruptedException {
        Machine machine = new Machine(KernelParameters.defaults(1000, 2));
        KernelRcuDomain rcu = new KernelRcuDomain(new VirtualTickDriver(machine));
        KernelSrcuDomain srcu = new KernelSrcuDomain(rcu.driver, rcu);
        int living = 3;
        for (int i = 0; i < living; i++) {
            rcu.register();
            srcu.register();
        }
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                for (Rcu both : List.of(rcu, srcu)) {
                    both.readLock();
                    both.readUnlock();
                }
            });
            thread.start();
            thread.join();
            int onCpus = machine.cpu(0).readers().size() + machine.cpu(1).readers().size();
            assertThat(onCpus).isBetween(living, 64 + 2 * living + 1);
            assertThat(machine.srcu().readers().size()).isBetween(living, 64 + 2 * living + 1);
        }
    }

    /** A registration that is refused leaves nothing in the machine. */
    @Test
    void aRefusedRegistrationLeavesNothing() {
        Machine machine = new Machine(KernelParameters.defaults(1000, 1));
        KernelRcuDomain[] rcu = new KernelRcuDomain[1];
        rcu[0] = new KernelRcuDomain(new VirtualTickDriver(machine)) {
            @Override
            protected SectionReader newReader() {
                SectionReader reader = super.newReader();
                rcu[0].close(); // in between
                return reader;
            }
        };
        assertThatIllegalStateException().isThrownBy(rcu[0]::register).withMessageContaining("closed");
        assertThat(machine.cpu(0).readers()).isEmpty();
    }
}
