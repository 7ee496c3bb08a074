package org.tracepointlab.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tracepointlab.check.BoundsSearch.Attempt;
import org.tracepointlab.tracepoint.Implementation;

class BoundsSearchTest {

    private static final Implementation CONDITIONAL = Implementation.named("conditional");

    @Test
    @Tag("alone") // how far it gets in its time counts
    void widensTheBoundsUntilTheTimeIsUp() {
        List<Attempt> told = new ArrayList<>();
        List<Attempt> attempts = BoundsSearch.of(CONDITIONAL, Duration.ofSeconds(3), told::add);
        assertThat(told).isEqualTo(attempts).hasSizeGreaterThan(3);
        Attempt last = attempts.get(attempts.size() - 1);
        assertThat(last.stopped()).contains("time");
        assertThat(last.toString()).contains("out of time");
        assertThat(attempts.subList(0, attempts.size() - 1))
                .allMatch(attempt -> attempt.verdict().orElseThrow().correct());
        assertThat(attempts).extracting(Attempt::bounds).doesNotHaveDuplicates();
        assertThat(BoundsSearch.reached(attempts)).isNotEmpty().doesNotContain(last.bounds(), attempts.get(0).bounds());
    }

    @Test
    void withoutTimeItEndsAtItsFirstBounds() {
        assertThat(BoundsSearch.of(CONDITIONAL, Duration.ZERO, attempt -> { }))
                .extracting(attempt -> attempt.verdict().isPresent()).containsExactly(true, false);
    }

    @Test
    void theOriginalsBugsAreFoundOnTheWay() {
        assertThat(BoundsSearch.of(Implementation.named("original"), Duration.ZERO, attempt -> { }).get(0).verdict()
                .orElseThrow().violations()).isPositive();
    }

    @Test
    void whatCannotBeCheckedHasNone() {
        Implementation own = new Implementation("own readers", CONDITIONAL.strategy(), new OwnReadSide(),
                CONDITIONAL.batchScope());
        assertThatThrownBy(() -> BoundsSearch.of(own, Duration.ZERO, attempt -> { }))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cannot be checked");
    }
}
