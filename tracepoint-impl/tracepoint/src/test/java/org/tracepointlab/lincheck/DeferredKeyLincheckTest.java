package org.tracepointlab.lincheck;

import static org.assertj.core.api.Assertions.assertThat;

import org.jetbrains.kotlinx.lincheck.strategy.LincheckFailure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracepointlab.patching.KeyScene;

/** A key that is folded while it is turned on and off: whoever tests it meets what was said last. */
@Tag("lincheck")
class DeferredKeyLincheckTest {

    private static final int INVOCATIONS = 500;

    private static LincheckFailure check(Class<?> scene, String before, String updater, String folder, String reader) {
        return Fixed.check(scene, Fixed.scenario(scene, before.split(" "), updater.split(" "), folder.split(" "),
                reader.split(" ")), INVOCATIONS);
    }

    @ParameterizedTest
    @CsvSource({"enable disable, enable, fold, test test", "enable disable, enable disable enable, fold fold, test",
        "enable disable fold, enable disable, fold, test test", "enable, disable enable, fold, test test"})
    void foldingIsNotNoticed(String before, String updater, String folder, String reader) {
        LincheckFailure failure = check(KeyScene.Right.class, before, updater, folder, reader);
        assertThat(failure).as(String.valueOf(failure)).isNull();
    }

    @Test
    void foldingThatClaimsNothingIs() {
        assertThat(check(KeyScene.Wrong.class, "enable disable", "enable", "fold", "test test")).isNotNull();
    }
}
