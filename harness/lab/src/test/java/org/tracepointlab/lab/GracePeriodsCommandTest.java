package org.tracepointlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.Csv;
import org.tracepointlab.gate.core.CsvRow;
import org.tracepointlab.lab.data.GracePeriodTable;

/** {@code lab grace-periods}; the pictures stay in {@code target/chart-preview} to be looked at. */
class GracePeriodsCommandTest extends LabLine {

    @TempDir
    Path folder;

    private static Path preview(String name) throws IOException {
        return Files.createDirectories(Path.of("target", "chart-preview", "grace-periods", name));
    }

    @Test
    void writesTheTableAndTheChart() throws IOException {
        Path to = preview("good");
        assertThat(lab("grace-periods", "--out", to.toString())).as(() -> err).isZero();
        assertThat(out).containsPattern("250 +1 +idle +5.00 +3.00 +20.0 ms").containsPattern("1000 +4096 +idle +32.0 ")
                .containsPattern("100 +4096 +busy +5.00 ").contains("grace-periods.csv", "grace-periods.png");
        List<CsvRow> rows = Csv.read(to.resolve("grace-periods.csv"), GracePeriodTable.COLUMNS);
        // for each HZ and doing of the others: one CPU has one placement, each of the 12 larger numbers has three
        assertThat(rows).hasSize(4 * 2 * (1 + 12 * 3));
        assertThat(rows).filteredOn(r -> r.get("others").equals("busy") && r.get("updater_cpu").equals("0")
                && r.get("thread_cpu").equals("0")).extracting(r -> r.get("jiffies_per_removal")).containsOnly("5");
        assertThat(rows).filteredOn(r -> r.get("cpus").equals("4096") && r.get("others").equals("idle")
                && r.get("hz").equals("1000")).extracting(r -> r.get("updater_cpu") + r.get("thread_cpu") + " "
                + r.get("jiffies_per_removal") + " " + r.get("cpus_per_scan") + " " + r.get("node_visits_per_scan"))
                .containsExactly("00 32 4095 516", "01 32.5 4094 516", "10 31 4094 516");
        assertThat(rows).extracting(r -> r.get("expedited_jiffies")).containsOnly("0");
        BufferedImage image = ImageIO.read(to.resolve("grace-periods.png").toFile());
        assertThat(image.getWidth()).isEqualTo(1200);
        assertThat(Files.readString(to.resolve("grace-periods.svg")))
                .contains("others idle, HZ=100 and 250, 4,096 CPUs: 29.0",
                "HZ=250: 29 = 116 ms", "CPUs looked at in a forced scan", "forced scan credits it");
    }

    @Test
    void theSameIsWrittenAgain() throws IOException {
        for (String to : List.of("a", "b")) {
            assertThat(lab("grace-periods", "--hz", "300", "--cpus", "1,2,1025", "--out", folder.resolve(to).toString(),
                    "--quiet"))
                    .isZero();
            assertThat(out).isEmpty();
        }
        assertThat(folder.resolve("a/grace-periods.csv")).hasSameBinaryContentAs(folder.resolve("b/grace-periods.csv"));
        assertThat(folder.resolve("a/grace-periods.png")).hasSameBinaryContentAs(folder.resolve("b/grace-periods.png"));
    }

    @Test
    void drawsOddListsAndSaysWhatItCannotDraw() throws IOException {
        assertThat(lab("grace-periods", "--hz", "1000,10000,24", "--cpus", "4095,3,17,5", "--out",
                preview("ugly").toString(),
                "--json")).as(() -> err).isZero();
        JsonNode json = new JsonMapper().readTree(out);
        assertThat(Path.of(json.path("png").asText())).isNotEmptyFile();
        assertThat(json.path("findings")).hasSize(3 * 4 * 3 * 2);
        assertThat(lab("grace-periods", "--hz", "250", "--cpus", "1", "--out", folder.toString())).isZero();
        assertThat(out).contains("grace-periods.png skipped: fewer than two numbers of CPUs");
        assertThat(folder.resolve("grace-periods.csv")).isNotEmptyFile();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(lab("grace-periods", "--cpus", "4097", "--out", folder.toString())).isEqualTo(64);
        assertThat(err).contains("--cpus: expected whole numbers from 1 to 4096, found '4097'");
        assertThat(lab("grace-periods", "--hz", "0", "--out", folder.toString())).isEqualTo(64);
        assertThat(lab("grace-periods", "--hz", "10", "--cpus", "4096", "--out", folder.toString())).isEqualTo(64);
        assertThat(err).contains("--hz: expected enough ticks for this many CPUs").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }
}
