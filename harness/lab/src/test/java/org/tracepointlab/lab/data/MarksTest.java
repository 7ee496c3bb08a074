package org.tracepointlab.lab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarksTest {

    @TempDir
    Path folder;

    @Test
    void whatTheCheckFoundAndWhatReadersMet() throws IOException {
        SyntheticRun.correctness(folder);
        Marks marks = Marks.read(folder, Map.of("original", 0L, "conditional", 0L));
        assertThat(marks.of("original")).isEqualTo("MISMATCH");
        assertThat(marks.of("unconditional")).isEqualTo("correct");
        assertThat(marks.label("conditional")).isEqualTo("conditional (correct)");
        assertThat(marks.flagged("conditional")).isEqualTo("conditional");
        assertThat(marks.flagged("original")).isEqualTo("original (MISMATCH)");
        assertThat(marks.of("batched")).as("visited nothing").isEqualTo("not checked");
        assertThat(marks.of("paired")).as("not in the file").isEqualTo("not checked");
        assertThat(Marks.read(folder, Map.of("conditional", 1L)).of("conditional")).isEqualTo("MISMATCH");
    }

    @Test
    void withoutTheFileNothingIsCorrect() throws IOException {
        Marks marks = Marks.read(folder, Map.of("original", 3L));
        assertThat(marks.of("conditional")).isEqualTo("not checked");
        assertThat(marks.of("original")).isEqualTo("MISMATCH");
    }

    @Test
    void aBrokenFileIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve(Marks.FILE),
                "implementation,scenario_set,readers,probes,operations,states,violations,seconds\n"
                + "original,x,1,3,5,many,0,1\n");
        assertThatThrownBy(() -> Marks.read(folder, Map.of())).isInstanceOf(IOException.class)
                .hasMessageContaining(file + ", line 2, column states").hasMessageContaining("many");
    }
}
