package org.tracepointlab.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.results.ScalarResult;
import org.tracepointlab.work.agent.Totals;
import org.tracepointlab.work.agent.TotalsFixture;

/** What is not known is left out of what is written. */
@Timeout(10)
class MethodFileTest {

    @Test
    void bytesOfUnknownSizeAreMissingAndNotZero() {
        Results known = new Results(2);
        known.add("work.", new Totals());
        Results unknown = new Results(2);
        unknown.add("work.", TotalsFixture.withoutSize("Lost"));

        assertThat(names(known)).contains("work.bytes", "work.objects");
        assertThat(names(unknown)).contains("work.objects").doesNotContain("work.bytes");
    }

    private static List<String> names(Results results) {
        return results.all(1).stream().map(ScalarResult::getLabel).toList();
    }

    @Test
    void textIsQuotedAsJsonWantsIt() {
        assertThat(Json.quote("a\"b\\c\n\u0001")).isEqualTo("\"a\\\"b\\\\c\\u000a\\u0001\"");
    }
}
