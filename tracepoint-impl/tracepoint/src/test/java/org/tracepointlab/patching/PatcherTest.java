package org.tracepointlab.patching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.WrongMethodTypeException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One contract for all flavours. */
class PatcherTest {

    private static final MethodType TYPE = MethodType.methodType(long.class, long.class);
    private static final MethodHandle SAME = MethodHandles.identity(long.class);
    private static final MethodHandle SEVEN =
            MethodHandles.dropArguments(MethodHandles.constant(long.class, 7L), 0, long.class);

    static Stream<Patcher> patchers() {
        return Patcher.names().stream().map(Patcher::named);
    }

    @ParameterizedTest
    @MethodSource("patchers")
    void namesItself(Patcher patcher) {
        assertThat(Patcher.named(patcher.name())).hasSameClassAs(patcher);
    }

    @Test
    void unknownNameSaysWhatIsKnown() {
        assertThatThrownBy(() -> Patcher.named("nop")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'nop'").hasMessageContaining("[callsite, field, deferred]");
    }

    @ParameterizedTest
    @MethodSource("patchers")
    void keyIsOffAtFirstAndFollowsItsUpdates(Patcher patcher) throws Throwable {
        StaticKey key = patcher.newKey();
        MethodHandle test = key.test();
        assertThat((boolean) test.invokeExact()).isFalse();
        assertThat(key.enable()).isTrue();
        assertThat((boolean) test.invokeExact()).isTrue();
        assertThat(key.isEnabled()).isTrue();
        assertThat(key.disable()).isTrue();
        assertThat((boolean) test.invokeExact()).isFalse();
        assertThat(key.isEnabled()).isFalse();
        assertThat(patcher.patches()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("patchers")
    void keyToItsPresentValueIsNoPatch(Patcher patcher) {
        StaticKey key = patcher.newKey();
        assertThat(key.disable()).isFalse();
        key.enable();
        assertThat(key.enable()).isFalse();
        assertThat(patcher.patches()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("patchers")
    void callFollowsItsUpdates(Patcher patcher) throws Throwable {
        StaticCall call = patcher.newCall(TYPE, SAME);
        MethodHandle invoker = call.invoker();
        assertThat(invoker.type()).isEqualTo(TYPE).isEqualTo(call.type());
        assertThat((long) invoker.invokeExact(3L)).isEqualTo(3);
        assertThat(call.update(SEVEN)).isTrue();
        assertThat((long) invoker.invokeExact(3L)).isEqualTo(7);
        assertThat(call.target()).isSameAs(SEVEN);
        assertThat(patcher.patches()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("patchers")
    void callToItsPresentTargetIsNoPatch(Patcher patcher) {
        StaticCall call = patcher.newCall(TYPE, SAME);
        assertThat(call.update(SAME)).isFalse();
        assertThat(patcher.patches()).isZero();
    }

    @ParameterizedTest
    @MethodSource("patchers")
    void targetOfAnotherTypeIsRejectedAndChangesNothing(Patcher patcher) {
        StaticCall call = patcher.newCall(TYPE, SAME);
        MethodHandle other = MethodHandles.identity(int.class);
        assertThatThrownBy(() -> call.update(other)).isInstanceOf(WrongMethodTypeException.class)
                .hasMessageContaining("(long)long").hasMessageContaining("(int)int");
        assertThatThrownBy(() -> patcher.newCall(TYPE, other)).isInstanceOf(WrongMethodTypeException.class);
        assertThat(call.target()).isSameAs(SAME);
        assertThat(patcher.patches()).isZero();
    }

    @ParameterizedTest
    @MethodSource("patchers")
    void keysAndCallsAreIndependent(Patcher patcher) throws Throwable {
        StaticKey on = patcher.newKey();
        StaticKey off = patcher.newKey();
        StaticCall seven = patcher.newCall(TYPE, SAME);
        StaticCall same = patcher.newCall(TYPE, SAME);
        on.enable();
        seven.update(SEVEN);
        assertThat((boolean) on.test().invokeExact()).isTrue();
        assertThat((boolean) off.test().invokeExact()).isFalse();
        assertThat((long) seven.invoker().invokeExact(1L)).isEqualTo(7);
        assertThat((long) same.invoker().invokeExact(1L)).isEqualTo(1);
    }

    @Test
    void templatesServeAnyKeyAndCallOfTheFieldFlavour() throws Throwable {
        Patcher patcher = Patcher.named("field");
        PatchTemplates templates = patcher.templates().orElseThrow();
        StaticKey on = patcher.newKey();
        on.enable();
        assertThat((boolean) templates.test().invokeExact(on)).isTrue();
        assertThat((boolean) templates.test().invokeExact(patcher.newKey())).isFalse();
        MethodHandle invoker = templates.invoker(TYPE);
        assertThat((long) invoker.invokeExact(patcher.newCall(TYPE, SEVEN), 1L)).isEqualTo(7);
        assertThat((long) invoker.invokeExact(patcher.newCall(TYPE, SAME), 1L)).isEqualTo(1);
    }

    @Test
    void callSitesHaveNoTemplates() {
        assertThat(Patcher.named("callsite").templates()).isEmpty();
    }
}
