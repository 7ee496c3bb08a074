package org.tracepointlab.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeferredPatcherTest {

    private static final long QUIET = 100;
    private static final long INTERVAL = 1_000;

    private final ManualTimer timer = new ManualTimer();
    private final Faults faults = new Faults();
    private final AtomicLong patches = new AtomicLong();
    private final CountingGroup group = new CountingGroup();
    private final Folding folding = new Folding(new FoldingRate(QUIET, INTERVAL), timer, group, patches);
    private final List<Site> sites = new ArrayList<>();

    /** Counts how often all code is thrown away at once. */
    private static final class CountingGroup extends CodeGroup {
        private int discards;

        @Override
        synchronized void discard() {
            discards++;
            super.discard();
        }
    }

    /** A site whose patches are counted, and may throw. */
    private final class Site implements KeySite {
        private final KeySite site;
        private int armings;
        private int foldings;

        Site(MethodHandle load) {
            site = new KeySite.OfCallSite(load);
            sites.add(this);
        }

        @Override
        public boolean isArmed() {
            return site.isArmed();
        }

        @Override
        public void arm(boolean armed) {
            faults.step("arm " + armed, () -> site.arm(armed));
            armings += armed ? 1 : 0;
            foldings += armed ? 0 : 1;
            timer.tick();
        }

        @Override
        public MethodHandle test() {
            return site.test();
        }
    }

    private DeferredKey newKey() {
        return new DeferredKey(folding, Site::new);
    }

    private static boolean test(StaticKey key) {
        try {
            return (boolean) key.test().invokeExact();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void turningOffAndOnAgainPatchesNothingUntilItIsFolded() {
        DeferredKey key = newKey();
        for (int i = 0; i < 10; i++) {
            key.enable();
            assertThat(test(key)).isTrue();
            key.disable();
            assertThat(test(key)).isFalse();
            assertThat(timer.scheduled()).as("one batch, however often").isEqualTo(1);
        }
        assertThat(sites.get(0).armings).isEqualTo(1);
        assertThat(sites.get(0).isArmed()).isTrue();
        timer.pass(QUIET);
        assertThat(sites.get(0).isArmed()).isFalse();
        assertThat(test(key)).isFalse();
        assertThat(patches).hasValue(20);
        assertThat(timer.scheduled()).isZero();
        assertThat(folding.armed()).isZero();
        key.enable();
        assertThat(test(key)).isTrue();
        assertThat(sites.get(0).armings).isEqualTo(2);
    }

    @Test
    void aKeyThatIsOnIsNotFolded() {
        DeferredKey on = newKey();
        DeferredKey off = newKey();
        on.enable();
        off.enable();
        off.disable();
        timer.pass(QUIET);
        assertThat(folding.foldAll()).isZero();
        assertThat(test(on)).isTrue();
        assertThat(sites.get(0).isArmed()).isTrue();
        assertThat(sites.get(1).isArmed()).isFalse();
        assertThat(folding.armed()).isEqualTo(1);
    }

    @Test
    void whatIsTurnedOffLateWaitsForItsOwnQuietTime() {
        DeferredKey early = newKey();
        DeferredKey late = newKey();
        early.enable();
        late.enable();
        early.disable();
        timer.pass(QUIET - 1);
        late.disable();
        timer.pass(1);
        assertThat(sites.get(0).isArmed()).isFalse();
        assertThat(sites.get(1).isArmed()).isTrue();
        assertThat(timer.due()).as("batches are so far apart").isEqualTo(INTERVAL);
        timer.pass(INTERVAL);
        assertThat(sites.get(1).isArmed()).isFalse();
    }

    @Test
    void aBatchThatTookLongIsFollowedByALongRest() {
        DeferredKey key = newKey();
        key.enable();
        key.disable();
        timer.tasksTake(10_000);
        timer.pass(QUIET);
        assertThat(sites.get(0).foldings).isEqualTo(1);
        timer.tasksTake(0);
        key.enable();
        key.disable();
        assertThat(timer.due()).isEqualTo(FoldingRate.SHARE * 10_000);
    }

    @Test
    void allOfAPatcherAreFoldedInOneBatch() {
        List<DeferredKey> keys = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            keys.add(newKey());
            keys.get(i).enable();
        }
        keys.forEach(DeferredKey::disable);
        assertThat(timer.scheduled()).isEqualTo(1);
        assertThat(group.discards).isZero();
        timer.pass(QUIET);
        assertThat(sites).noneMatch(Site::isArmed);
        assertThat(timer.scheduled()).isZero();
        assertThat(group.discards).as("one walk over the code for all of them").isEqualTo(1);
    }

    @Test
    void fewAreFoldedWithoutThrowingAwayTheCodeOfOthers() {
        List<DeferredKey> keys = List.of(newKey(), newKey(), newKey());
        keys.forEach(DeferredKey::enable);
        keys.forEach(DeferredKey::disable);
        timer.pass(QUIET);
        assertThat(sites).noneMatch(Site::isArmed);
        assertThat(group.discards).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFoldingThatThrowsLeavesTheKeyAsItsSiteIs(boolean after) {
        List<DeferredKey> keys = List.of(newKey(), newKey(), newKey());
        keys.forEach(DeferredKey::enable);
        keys.forEach(DeferredKey::disable);
        faults.arm(2, after);
        timer.pass(QUIET);
        assertThat(faults.disarm()).isNotNull();
        assertThat(folding.failures()).isEqualTo(1);
        assertThat(sites).extracting(Site::isArmed).containsExactly(false, !after, true);
        assertThat(folding.armed()).isEqualTo(after ? 1 : 2);
        keys.forEach(DeferredKey::enable);
        assertThat(keys).allMatch(DeferredPatcherTest::test);
        assertThat(sites).allMatch(Site::isArmed);
        keys.forEach(DeferredKey::disable);
        timer.pass(INTERVAL);
        assertThat(sites).as("a later batch folds them").noneMatch(Site::isArmed);
        assertThat(folding.armed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anArmingThatThrowsLeavesTheKeyOff(boolean after) {
        DeferredKey key = newKey();
        faults.arm(1, after);
        assertThatThrownBy(key::enable).isInstanceOf(Faults.Injected.class);
        faults.disarm();
        assertThat(key.isEnabled()).isFalse();
        assertThat(test(key)).isFalse();
        assertThat(patches).hasValue(0);
        assertThat(folding.armed()).isEqualTo(after ? 1 : 0);
        assertThat(key.enable()).isTrue();
        assertThat(test(key)).isTrue();
        key.disable();
        timer.pass(INTERVAL);
        assertThat(sites.get(0).isArmed()).isFalse();
        assertThat(folding.armed()).isZero();
    }

    @Test
    void whereNoThreadIsToBeHadTheNextOneTurnedOffAsksAgain() {
        DeferredKey key = newKey();
        key.enable();
        timer.refuse(new OutOfMemoryError("unable to create native thread"));
        assertThat(key.disable()).isTrue();
        assertThat(test(key)).isFalse();
        assertThat(folding.failures()).isEqualTo(1);
        timer.refuse(null);
        key.enable();
        key.disable();
        timer.pass(QUIET);
        assertThat(sites.get(0).isArmed()).isFalse();
    }

    @Test
    void aTimeBelowZeroIsRejected() {
        assertThatThrownBy(() -> new FoldingRate(-1, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 ns");
        assertThatThrownBy(() -> new FoldingRate(0, -2)).hasMessageContaining("-2 ns");
    }

    @Test
    @Timeout(60)
    void theSharedThreadFoldsWithoutBeingAsked() {
        DeferredPatcher patcher = new DeferredPatcher(new FoldingRate(0, 0));
        for (int round = 0; round < 10; round++) {
            StaticKey key = patcher.newKey();
            key.enable();
            key.disable();
            while (patcher.armed() > 0) {
                Thread.onSpinWait();
            }
            assertThat(test(key)).isFalse();
        }
        assertThat(patcher.foldingFailures()).isZero();
    }

    @Test
    @Timeout(60)
    void aPatcherThatNobodyUsesIsCollected() {
        DeferredPatcher patcher = new DeferredPatcher(new FoldingRate(0, 0));
        StaticKey key = patcher.newKey();
        key.enable();
        key.disable();
        while (patcher.armed() > 0) {
            Thread.onSpinWait();
        }
        WeakReference<DeferredPatcher> gone = new WeakReference<>(patcher);
        patcher = null;
        key = null;
        while (gone.get() != null) {
            System.gc();
        }
        assertThat(gone.get()).isNull();
    }

    @Test
    void aBatchOfPatchesThrowsCodeAwayAtTheFirstThatPatchesASite() {
        DeferredKey key = newKey();
        key.enable();
        folding.manyFollow(true);
        key.disable();
        key.enable();
        assertThat(group.discards).as("nothing was patched").isZero();
        List.of(newKey(), newKey()).forEach(DeferredKey::enable);
        assertThat(group.discards).as("once, and not for each").isEqualTo(1);
        folding.manyFollow(true);
        folding.manyFollow(false);
        newKey().enable();
        assertThat(group.discards).as("the batch has ended").isEqualTo(1);
    }

    @Test
    void aPatchersBatchThatEndedIsForgotten() {
        DeferredPatcher patcher = new DeferredPatcher(FoldingRate.DEFAULT, timer);
        StaticKey key = patcher.newKey();
        key.enable();
        patcher.beginBatch();
        key.disable();
        key.enable();
        patcher.endBatch();
        StaticKey other = patcher.newKey();
        patcher.beginBatch();
        other.enable();
        patcher.endBatch();
        assertThat(test(key) && test(other)).isTrue();
        assertThat(patcher.patches()).isEqualTo(4);
    }
}
