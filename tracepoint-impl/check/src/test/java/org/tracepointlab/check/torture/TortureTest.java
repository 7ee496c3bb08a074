package org.tracepointlab.check.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A slice of the torture for each flavour, and each check of it against a domain that it must find wrong. */
@Timeout(120)
class TortureTest {

    private static final Duration SLICE = Duration.ofSeconds(4);
    private static final Duration UNTIL_FOUND = Duration.ofSeconds(30);
    private static final int READERS = 4;

    static List<String> flavours() {
        return Torture.flavours();
    }

    static List<String> canaries() {
        return Torture.canaries();
    }

    private static TortureReport torture(Fault fault) throws InterruptedException {
        return Torture.run(Subject.of(fault.toString(), new BustedRcu(fault)),
                new TortureSettings(UNTIL_FOUND, READERS, 1, Duration.ofSeconds(1)));
    }

    @ParameterizedTest
    @MethodSource("flavours")
    void aFlavourStandsIt(String name) throws InterruptedException {
        TortureReport report = Torture.run(name, new TortureSettings(SLICE, READERS, 42));
        assertThat(report.vacuous()).as(report::toString).isEmpty();
        assertThat(report.failures()).as(report::toString).isEmpty();
        assertThat(report.ages().subList(2, Structure.STAGES + 1)).as(report::toString).containsOnly(0L);
        assertThat(report.passed()).isTrue();
        assertThat(report.toString()).startsWith(name + ": passed");
    }

    @ParameterizedTest
    @MethodSource("canaries")
    void aBustedOneIsCaughtWithinSeconds(String name) throws InterruptedException {
        TortureReport report = Torture.run(name, new TortureSettings(UNTIL_FOUND, READERS, 42));
        assertThat(report.passed()).isFalse();
        assertThat(report.failureCount()).as(report::toString).isPositive();
        assertThat(report.took()).isLessThan(UNTIL_FOUND.dividedBy(2));
        assertThat(report.toString()).startsWith(name + ": FAILED");
    }

    /** Only one check can find each of these. */
    @ParameterizedTest
    @CsvSource({"ELAPSED_IN_SECTIONS, COOKIE_IN_SECTION", "NEVER_ELAPSED, COOKIE_AFTER",
        "BARRIER, BARRIER", "FORGETS, CALLBACK_LOST", "STUCK, STUCK"})
    void eachCheckFindsItsFault(Fault fault, Check check) throws InterruptedException {
        // What is forgotten and what is stuck is found at the end.
        boolean late = fault == Fault.FORGETS || fault == Fault.STUCK;
        TortureReport report = late ? Torture.run(Subject.of(fault.toString(), new BustedRcu(fault)),
                new TortureSettings(Duration.ofSeconds(2), READERS, 1, Duration.ofSeconds(1))) : torture(fault);
        assertThat(report.failures()).as(report::toString).containsKey(check.toString());
        assertThat(report.passed()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"SYNCHRONIZE", "EXPEDITED", "CONDITIONAL", "POLLED", "CALLBACK"})
    void eachKindOfWaitThatDoesNotWaitIsFound(Fault fault) throws InterruptedException {
        TortureReport report = torture(fault);
        assertThat(report.failures().keySet()).as(report::toString)
                .containsAnyOf(Check.AGE.toString(), Check.CONTENTS.toString(), Check.COOKIE_AFTER.toString());
    }

    @Test
    void aRunThatDidNothingDoesNotPass() throws InterruptedException {
        TortureReport report = Torture.run("mb", new TortureSettings(Duration.ZERO, READERS, 1));
        assertThat(report.failures()).isEmpty();
        assertThat(report.vacuous()).contains("a structure that passed all 10 stages");
        assertThat(report.passed()).isFalse();
        assertThat(report.toString()).startsWith("mb: VACUOUS");
    }

    private static Session idle() {
        return new Session(Subject.of("fine", new BustedRcu()), new TortureSettings(Duration.ZERO, 1, 1));
    }

    @Test
    void tornContentsAreSeen() {
        Session session = idle();
        Section section = new Section(session, "reader", false);
        session.pipeline.currentAcquire().poison();
        section.check();
        assertThat(session.failures.counts()).containsOnlyKeys(Check.CONTENTS.toString());
        session.subject.ender().run();
    }

    @Test
    void aStructureMayBeReplacedInASectionButNotAge() {
        Session session = idle();
        Section section = new Section(session, "reader", false);
        Structure old = session.pipeline.replace();
        assertThat(section.check()).isEqualTo(1);
        assertThat(session.failures.any()).isFalse();
        session.pipeline.age(old);
        assertThat(section.checkLast()).isEqualTo(2);
        assertThat(session.failures.counts()).containsOnlyKeys(Check.AGE.toString());
        session.subject.ender().run();
    }

    @Test
    void structuresPassEveryStageAndAreUsedAgain() {
        Pipeline pipeline = new Pipeline();
        Structure first = pipeline.currentAcquire();
        assertThat(pipeline.replace()).isSameAs(first);
        for (int age = 1; age < Structure.STAGES - 1; age++) {
            assertThat(first.ageAcquire()).isEqualTo(age);
            assertThat(pipeline.age(first)).isFalse();
        }
        assertThat(pipeline.age(first)).isTrue();
        assertThat(first.intact()).isFalse();
        assertThat(pipeline.passed()).isEqualTo(1);
        pipeline.replace();
        assertThat(pipeline.currentAcquire()).isSameAs(first);
        assertThat(first.ageAcquire()).isZero();
        assertThat(first.intact()).isTrue();
    }

    @Test
    void namesAndRangesAreChecked() {
        TortureSettings settings = new TortureSettings(Duration.ZERO, 1, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> Torture.run("rcu", settings))
                .withMessageContaining("qsbr, memb, mb, srcu, kernel, busted").withMessageContaining("'rcu'");
        assertThatIllegalArgumentException().isThrownBy(() -> new TortureSettings(Duration.ZERO, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new TortureSettings(Duration.ofSeconds(-1), 1, 1));
    }
}
