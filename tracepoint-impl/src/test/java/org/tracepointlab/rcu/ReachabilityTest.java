package org.tracepointlab.rcu;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A living thread that read in a domain does not keep it. */
@Timeout(60)
class ReachabilityTest {

    private static final int DOMAINS = 2_000;

    static Stream<Arguments> flavours() {
        return Stream.of(Flavour.values()).flatMap(f -> Stream.of(Arguments.of(f, true), Arguments.of(f, false)));
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void domainsThatThisThreadReadInAreCollected(Flavour flavour, boolean closed) {
        List<WeakReference<Rcu>> domains = new ArrayList<>();
        for (int i = 0; i < DOMAINS; i++) {
            domains.add(new WeakReference<>(readIn(flavour, closed)));
        }
        assertThat(keptAfterCollections(domains)).isZero();
    }

    /** The canary: the same count sees one that is kept. */
    @Test
    void aDomainThatIsReferredToIsKept() {
        Rcu kept = readIn(Flavour.MB, true);
        assertThat(keptAfterCollections(List.of(new WeakReference<>(kept)))).isEqualTo(1);
        Reference.reachabilityFence(kept);
    }

    /** Its handles stay registered: the thread never closes them. */
    private static Rcu readIn(Flavour flavour, boolean closed) {
        Rcu rcu = flavour.open();
        Rcu.Reader reader = rcu.register();
        reader.lock();
        reader.unlock();
        rcu.readLock();
        rcu.readUnlock();
        assertThat(rcu.inReadSection()).isFalse();
        rcu.synchronize();
        if (closed) {
            rcu.close();
        }
        return rcu;
    }

    private static long keptAfterCollections(List<WeakReference<Rcu>> domains) {
        long kept = DOMAINS;
        for (int i = 0; i < 10 && kept > 0; i++) {
            System.gc();
            kept = domains.stream().filter(d -> d.get() != null).count();
        }
        return kept;
    }
}
