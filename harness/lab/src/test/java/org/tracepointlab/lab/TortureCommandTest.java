package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The torture as a user meets it. */
@Timeout(120)
class TortureCommandTest extends LabLine {

    @Test
    void aFlavourPassesAndSaysWhatItDid() {
        assertThat(lab("torture", "--rcu", "mb", "--seconds", "2", "--readers", "3", "--seed", "7")).as(() -> out + err)
                .isZero();
        assertThat(out).contains("mb: passed", "read sections", "by 3 readers", "grace periods", "synchronize",
                "expedited",
                "conditional", "polled", "callback", "ages seen", "cookies", "failures", "seed 7");
        assertThat(err).contains("lab torture: mb, 2 s");
    }

    @ParameterizedTest
    @CsvSource({"busted", "busted-cookies"})
    void aBustedOneFails(String name) {
        assertThat(lab("torture", "--rcu", name)).isEqualTo(1);
        assertThat(out).contains(name + ": FAILED").containsPattern("\\d times a (structure too old|cookie elapsed)");
    }

    @Test
    void oneThatFailsFailsAllAndJsonSaysWhich() throws IOException {
        assertThat(lab("torture", "--rcu", "mb,busted", "--seconds", "2", "--json", "--quiet")).isEqualTo(1);
        JsonNode root = JsonMapper.builder().build().readTree(out);
        assertThat(root.get("passed").asBoolean()).isFalse();
        assertThat(root.at("/flavours/0/rcu").asText()).isEqualTo("mb");
        assertThat(root.at("/flavours/0/passed").asBoolean()).as(out).isTrue();
        assertThat(root.at("/flavours/0/readSections").asLong()).isPositive();
        assertThat(root.at("/flavours/0/gracePeriods/polled").asLong()).isPositive();
        assertThat(root.at("/flavours/0/sectionsByAge")).hasSize(11);
        assertThat(root.at("/flavours/1/failures").asLong()).isPositive();
        assertThat(root.at("/flavours/1/messages")).isNotEmpty();
        assertThat(err).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"--rcu, tree, qsbr", "--seconds, 0, 86400", "--readers, 0, 1000", "--readers, 1001, 1000",
            "--seed, x, long"})
    void wrongUse(String option, String value, String said) {
        assertThat(lab("torture", option, value)).isEqualTo(64);
        assertThat(err).contains(option).contains(said);
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void helpHasExamples() {
        assertThat(lab("torture", "--help")).isZero();
        assertThat(out).contains("--rcu", "--seconds", "--readers", "--seed", "--json", "Examples:",
                "lab torture --rcu busted");
    }
}
