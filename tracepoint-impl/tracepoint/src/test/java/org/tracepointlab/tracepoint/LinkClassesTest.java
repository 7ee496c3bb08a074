package org.tracepointlab.tracepoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tracepointlab.patching.Patcher;
import org.tracepointlab.rcu.flavour.RcuFlavour;

/** Which classes of links are made, and that they go with their funcs. */
class LinkClassesTest {

    private static final int FUNCS = 50;
    private static final int COLLECTIONS = 20;
    private static final int CANARY_COLLECTIONS = 2;

    private long calls;

    private static final class Counting implements LongProbe<Object> {
        @Override
        public void probe(Object data, long a) {
            ((LinkClassesTest) data).calls++;
        }
    }

    @SuppressWarnings("unused") // by handle
    private static void count(Object data, long a) {
        ((LinkClassesTest) data).calls++;
    }

    private static ProbeFunction handle() {
        try {
            return ProbeFunction.of(MethodHandles.lookup().findStatic(LinkClassesTest.class, "count",
                    MethodType.methodType(void.class, Object.class, long.class)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("count", e);
        }
    }

    private static TracepointRegistry open() {
        return new TracepointRegistry(
                Implementation.named("conditional"), RcuFlavour.MB.domains(), Patcher.named("callsite"));
    }

    private static Class<?> linkClass(ProbeFunction func) {
        return func.link("data", null, true).getClass();
    }

    @Test
    void aFuncThatIsAloneGetsNoClass() {
        ProbeFunction one = handle();
        ProbeFunction other = handle();
        try (TracepointRegistry registry = open()) {
            Tracepoint tracepoint = registry.declareLong("t").tracepoint();
            tracepoint.register(one, this);
            assertThat(linkClass(one)).isSameAs(linkClass(other));
            tracepoint.register(other, this);
            assertThat(linkClass(one)).isNotSameAs(linkClass(other));
        }
    }

    @Test
    void probesOfOneClassShareAClassHoweverOftenTheyAreAttached() {
        LongProbe<Object> probe = new Counting();
        ProbeFunction one = ProbeFunction.ofLong(probe);
        ProbeFunction again = ProbeFunction.ofLong(probe);
        ProbeFunction other = ProbeFunction.ofLong(new Counting());
        ProbeFunction lambda = ProbeFunction.ofLong((LongProbe<Object>) (data, a) -> { });
        Class<?> made = one.link("data", null, false).getClass();
        assertThat(again.link("data", null, false).getClass()).isSameAs(made);
        assertThat(other.link("data", null, false).getClass()).isSameAs(made);
        assertThat(lambda.link("data", null, false).getClass()).isNotSameAs(made);
    }

    @Test
    void aHandleKeepsItsClassFromOneTracepointToTheNext() {
        ProbeFunction func = handle();
        Class<?> made = func.link("data", null, false).getClass();
        assertThat(func.link("other", null, false).getClass()).isSameAs(made).isSameAs(linkClass(func));
        assertThat(handle().link("data", null, false).getClass()).isNotSameAs(made);
    }

    @Test
    void classesAreCollectedWithTheirFuncs() {
        List<WeakReference<Class<?>>> classes = new ArrayList<>();
        try (TracepointRegistry registry = open()) {
            LongTracepoint tracepoint = registry.declareLong("t");
            ProbeFunction stays = handle();
            tracepoint.tracepoint().register(stays, this);
            for (int i = 0; i < FUNCS; i++) {
                classes.add(attachedAndDetached(tracepoint, i % 2 == 0));
            }
            registry.releaseBarrier();
            assertThat(keptAfterCollections(classes, COLLECTIONS)).isZero();
            WeakReference<Class<?>> kept = new WeakReference<>(linkClass(stays));
            assertThat(keptAfterCollections(List.of(kept), CANARY_COLLECTIONS)).as("the canary").isOne();
            tracepoint.fire(1);
            Reference.reachabilityFence(stays);
        }
        assertThat(calls).isEqualTo(2L * 500 * FUNCS + 1);
    }

    private WeakReference<Class<?>> attachedAndDetached(LongTracepoint tracepoint, boolean isolated) {
        ProbeFunction func = isolated ? handle().isolated((f, data, what) -> { }) : handle();
        tracepoint.tracepoint().register(func, this);
        for (int i = 0; i < 500; i++) {
            tracepoint.fire(i);
        }
        WeakReference<Class<?>> made = new WeakReference<>(linkClass(func));
        tracepoint.tracepoint().unregister(func, this);
        return made;
    }

    private static long keptAfterCollections(List<WeakReference<Class<?>>> classes, int collections) {
        long kept = classes.size();
        for (int i = 0; i < collections && kept > 0; i++) {
            System.gc();
            kept = classes.stream().filter(each -> !each.refersTo(null)).count();
        }
        return kept;
    }
}
