package org.tracepointlab.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracepointlab.gate.core.DuetFailedException;
import org.tracepointlab.gate.core.DuetRunner;
import org.tracepointlab.gate.core.ForkCommand;
import org.tracepointlab.gate.core.WrongInputException;
import org.tracepointlab.gate.rule.DuetScore;

/** How many turns there are, and what is said of them. */
class DuetTurnsTest {

    private static ForkCommand command(String mode, int warmups, int measured, long millis) {
        Map<String, String> settings = new HashMap<>();
        settings.put("mode", mode);
        for (String name : List.of("warmup", "measurement")) {
            settings.put(name + ".count", "" + (name.equals("warmup") ? warmups : measured));
            settings.put(name + ".millis", "" + millis);
        }
        return new ForkCommand("java", List.of(), List.of(), List.of(), settings);
    }

    private static DuetRunner.Turns turns(ForkCommand command, boolean asked, double seconds)
            throws DuetFailedException {
        return new DuetTurns(command, asked).of(seconds);
    }

    @Test
    void theTimeThatIsAskedForIsCutInSlices() throws DuetFailedException {
        assertThat(turns(command("avgt", 2, 3, 1000), true, 0.02)).isEqualTo(new DuetRunner.Turns(100, 150, 20));
        assertThat(turns(command("avgt", 2, 3, 1000), true, 0.5)).as("operations of half a second")
                .isEqualTo(new DuetRunner.Turns(4, 6, 20));
        assertThat(turns(command("avgt", 1, 1, 10), true, 0.001)).as("slices are no longer than iterations")
                .isEqualTo(new DuetRunner.Turns(1, 5, 10));
    }

    @Test
    void whatIsDeclaredIsCutShort() throws DuetFailedException {
        assertThat(turns(command("thrpt", 5, 5, 10_000), false, 0.02)).isEqualTo(new DuetRunner.Turns(150, 100, 20));
        assertThat(turns(command("thrpt", 5, 5, 10_000), false, 30)).isEqualTo(new DuetRunner.Turns(1, 5, 20));
    }

    @Test
    void shotsAreAsManyAsThereWouldBe() throws DuetFailedException {
        assertThat(turns(command("ss", 4, 8, 0), true, 0.01)).isEqualTo(new DuetRunner.Turns(4, 8, 0));
        assertThat(turns(command("ss", 4, 8, 0), false, 0.01)).isEqualTo(new DuetRunner.Turns(300, 200, 0));
        assertThat(new DuetTurns(command("ss", 4, 8, 0), true).trial().millis()).isZero();
    }

    @Test
    void coldCodeIsRefused() {
        assertThatThrownBy(() -> new DuetTurns(command("ss", 0, 8, 0), true)).isInstanceOf(DuetFailedException.class)
                .hasMessageStartingWith("no warm-up iterations: cold code cannot be measured");
    }

    private static DuetSlices slices(double othersOfTheBaseline) {
        return new DuetSlices(List.of(new DuetSlices.Turn(0, 0.5, 0.075, 1e6, othersOfTheBaseline),
                new DuetSlices.Turn(1, 1, 0.02, 3e6, 0)), List.of(new DuetSlices.Turn(0, 3, 0, 0, 0)));
    }

    @Test
    void aTurnTakesWhatTheShortestOfTheSlowerSideTook() {
        assertThat(slices(0).undisturbed()).isEqualTo(1);
    }

    @Test
    void whatIsNoRecordOfTurnsIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(DuetRunner.SLICES);
        Files.writeString(file, "turn,side,...\n0,candidate,false,5,2000000,3,4,5\n1,baseline,true,6,20000,30,40,50\n");
        DuetSlices read = DuetSlices.read(folder);
        assertThat(read.turns()).containsExactly(new DuetSlices.Turn(0, 0.02, 0.03, 40, 5e-5));
        assertThat(read.warmups()).containsExactly(new DuetSlices.Turn(1, 2, 0.003, 4, 5e-6));
        for (String bad : List.of("0,nobody,true,1,2,3,4,5", "0,baseline,true,1", "x,baseline,true,1,a,3,4,5")) {
            Files.writeString(file, "turn\n" + bad + "\n");
            assertThatThrownBy(() -> DuetSlices.read(folder)).isInstanceOf(WrongInputException.class)
                    .hasMessageContaining("slices.csv: expected a turn with 8 cells, found " + bad);
        }
    }

    @Test
    void whatOneSideDidToTheOtherIsSaid() {
        DuetRecord quiet = new DuetRecord();
        DuetRecord loud = new DuetRecord();
        assertThat(quiet.notes(0.1)).isEmpty();
        for (int block = 0; block < 6; block++) {
            quiet.add(block % 2, new DuetScore(1, 1, 0.01 * (block % 2), 0.04), slices(0));
            loud.add(block % 2, new DuetScore(1, 1, 0.06 * (block % 2), 0.2 + 0.06 * (block % 2)), slices(0.2));
        }
        assertThat(quiet.notes(0.1)).containsExactly("6 duets of 1 turns a side; collecting garbage took 15% of the "
                + "baseline's turns and 2.0% of the candidate's, which allocated 2 and 3 MB/s");
        assertThat(loud.notes(0.1)).hasSize(4).contains("in the baseline's turns the candidate's threads took 40% of a "
                + "CPU: what they do in the background is timed with both",
                "loaded before the baseline the candidate's ratio is 1.062, behind it 1.000: that differs by more than "
                + "half the margin").anyMatch(note -> note.startsWith("the ratio of all turns together is 1.2"));
    }
}
