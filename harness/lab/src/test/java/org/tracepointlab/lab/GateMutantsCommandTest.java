package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code lab gate-mutants} as its users meet it; what it runs is tested beside it. */
class GateMutantsCommandTest extends LabLine {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--only none|--only: expected the name of one of ",
        "--only (|--only: expected a regular expression, found '('",
        "--unedited -1|--unedited: expected a number from 0 to 1000, found '-1'",
        "--unedited 1001|--unedited: expected a number from 0 to 1000, found '1001'",
        "--patches /no/such|--patches: expected a folder of patches, found none at /no/such",
        "--gate-args=--resume=x|--gate-args: expected options other than --out, --resume, ",
        "--gate-args=--baseline|--gate-args: expected options other than --out, --resume, ",
        "--out FILE/below|--out: expected a folder that can be written, found FILE/below",
    })
    void badInputIsOneLineAndExitCode64(String options, String message) throws IOException {
        String file = Files.writeString(folder.resolve("file"), "").toString();
        List<String> args = Arrays.stream(options.split(" ")).map(o -> o.replace("FILE", file)).toList();
        assertThat(lab(Stream.concat(Stream.of("gate-mutants"), args.stream()).toList())).isEqualTo(64);
        assertThat(err).startsWith("lab: " + message.replace("FILE", file));
        assertThat(err.lines()).hasSize(1);
    }

    @Test
    void aWrongPatchAndAWrongTableAreExitCode65() throws IOException {
        Path patches = Files.createDirectory(folder.resolve("patches"));
        Path patch = Files.writeString(patches.resolve("01-a.patch"), "Title: t\n");
        Path out = Files.createDirectory(folder.resolve("out"));
        List<String> args = List.of("gate-mutants", "--patches", patches.toString(), "--out", out.toString());
        assertThat(lab(args)).isEqualTo(65);
        assertThat(err).startsWith("lab: " + patch + ": expected header lines");
        assertThat(err.lines()).hasSize(1);

        Files.writeString(patch, "Title: t\nWhere: wait\nKind: growing\nSize: small\nUsers: u\ndiff --git a/a b/a\n");
        Path csv = Files.writeString(out.resolve("gate-mutants.csv"), "number,name\r\n1,a\r\n");
        assertThat(lab(args)).isEqualTo(65);
        assertThat(err).startsWith("lab: " + csv + ", line 1: expected a column ");
        assertThat(err.lines()).hasSize(1);
    }
}
