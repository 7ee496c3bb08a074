package org.tracepointlab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Json;
import org.tracepointlab.lab.run.Manifest.Finding;
import org.tracepointlab.lab.run.Manifest.Kind;

/** Each kind of damage is found, and nothing else is. */
class ManifestTest {

    @TempDir
    Path top;
    private Path folder;

    @BeforeEach
    void makeRun() throws IOException {
        folder = Files.createDirectories(top.resolve("run"));
        Files.createDirectories(folder.resolve("forks/r01"));
        Files.writeString(folder.resolve("a.csv"), "one\r\n");
        Files.writeString(folder.resolve("forks/r01/log with blank.txt"), "");
        Files.writeString(folder.resolve("forks/r01/result.json"), "[]");
        Manifest.write(folder);
    }

    private List<Finding> findings() throws IOException {
        return Manifest.check(folder).findings();
    }

    @Test
    void aFolderAsWrittenIsWhole() throws IOException {
        Manifest.Checked checked = Manifest.check(folder);
        assertThat(checked.findings()).isEmpty();
        assertThat(checked.files()).isEqualTo(3);
        assertThat(checked.bytes()).isEqualTo(7);
        assertThat(Json.read(folder.resolve(Manifest.FILE)).path("files").get(0).path("sha256").asText())
                .as("printf 'one\\r\\n' | sha256sum")
                .isEqualTo("5259d46a49644bf76792231ef7315b5293677c49ddd7e69d95557013e10320d4");
    }

    @Test
    void oneFlippedBitIsFound() throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve("a.csv"));
        bytes[0] ^= 1;
        Files.write(folder.resolve("a.csv"), bytes);
        assertThat(findings()).extracting(Finding::file, Finding::kind).containsExactly(tuple("a.csv", Kind.CHANGED));
        assertThat(findings().get(0).expected()).startsWith("5 bytes, SHA-256 5259d46a");
    }

    @Test
    void whatIsMissingOrMoreIsFound() throws IOException {
        Files.delete(folder.resolve("forks/r01/result.json"));
        Files.writeString(folder.resolve("forks/r01/zz"), "more");
        assertThat(findings()).extracting(Finding::file, Finding::kind).containsExactly(
                tuple("forks/r01/result.json", Kind.MISSING), tuple("forks/r01/zz", Kind.EXTRA));
    }

    @Test
    void aManifestThatIsCutOffOrEditedIsNone() throws IOException {
        String text = Files.readString(folder.resolve(Manifest.FILE));
        for (String wrong : List.of(text.substring(0, text.length() / 2), "", "{}", "[]",
                text.replace("\"format\" : 1", "\"format\" : 2"),
                text.replaceFirst("\"bytes\" : 5", "\"bytes\" : -5"), text.replaceFirst("5259d46a", "5259d46g"),
                text.replace("forks/r01/result.json", "a.csv"))) {
            Files.writeString(folder.resolve(Manifest.FILE), wrong);
            assertThatThrownBy(() -> Manifest.check(folder)).as(wrong).isInstanceOf(IOException.class)
                    .hasMessageContaining(Manifest.FILE).hasMessageContaining("expected").hasMessageNotContaining("\n");
        }
        Files.delete(folder.resolve(Manifest.FILE));
        assertThatThrownBy(() -> Manifest.check(folder)).hasMessageContaining("expected manifest.json, found none")
                .hasMessageContaining("lab run --resume");
    }

    /** Names that lead out of the folder are not looked at, and links not followed. */
    @Test
    void aManifestDoesNotLeadOutOfTheFolder() throws IOException {
        Path outside = Files.writeString(top.resolve("outside"), "[]");
        String text = Files.readString(folder.resolve(Manifest.FILE));
        for (String name : List.of("../outside", outside.toString(), "forks/../../outside", "./a.csv", "a//b", "",
                "C:x", "..\\\\outside",
                "a\\u0000b")) {
            Files.writeString(folder.resolve(Manifest.FILE), text.replace("forks/r01/result.json", name));
            assertThat(findings()).as(name).extracting(Finding::kind)
                    .containsExactlyInAnyOrder(Kind.OUTSIDE, Kind.EXTRA);
        }
        Files.writeString(folder.resolve(Manifest.FILE), text);
        Files.delete(folder.resolve("forks/r01/result.json"));
        Files.createSymbolicLink(folder.resolve("forks/r01/result.json"), outside);
        assertThat(findings()).extracting(Finding::kind, Finding::found)
                .containsExactly(tuple(Kind.CHANGED, "a symbolic link"));
        Files.move(folder.resolve("forks"), top.resolve("forks"));
        Files.createSymbolicLink(folder.resolve("forks"), top.resolve("forks"));
        assertThat(findings()).extracting(Finding::file, Finding::kind).containsExactly(
                tuple("forks/r01/log with blank.txt", Kind.MISSING), tuple("forks/r01/result.json", Kind.MISSING),
                tuple("forks", Kind.EXTRA));
    }

    /** What one command writes is recorded anew; damage to other files stays damage. */
    @Test
    void anUpdateForgivesNothing() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "two\r\n");
        Files.writeString(folder.resolve("report.md"), "new");
        Files.delete(folder.resolve("forks/r01/result.json"));
        Manifest.update(folder, List.of("report.md", "forks/r01/result.json", "never.svg"));
        assertThat(findings()).extracting(Finding::file, Finding::kind).containsExactly(tuple("a.csv", Kind.CHANGED));
        Path without = Files.createDirectory(top.resolve("without"));
        Manifest.update(without, List.of("report.md"));
        assertThat(without).isEmptyDirectory();
    }
}
