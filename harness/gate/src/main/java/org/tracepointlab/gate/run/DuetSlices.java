package org.tracepointlab.gate.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tracepointlab.gate.core.DuetRunner;
import org.tracepointlab.gate.core.WrongInputException;

/**
 * What a duet's fork recorded of its turns.
 *
 * @param turns that were measured, in the order in which they ran
 * @param warmups the others
 */
record DuetSlices(List<Turn> turns, List<Turn> warmups) {

    private static final int COLUMNS = 8;

    /**
     * One turn.
     *
     * @param side 0 for the baseline's, 1 for the candidate's
     * @param wall seconds from its begin to its end, its setup and teardown with it
     * @param collecting seconds in which garbage was collected meanwhile
     * @param allocated bytes, by the side's threads
     * @param others seconds of CPU that the other side's threads took meanwhile
     */
    record Turn(int side, double wall, double collecting, double allocated, double others) {
    }

    /**
     * Reads {@link DuetRunner#SLICES}.
     *
     * @throws WrongInputException if it is malformed; the message names the file
     */
    static DuetSlices read(Path folder) throws IOException {
        Path file = folder.resolve(DuetRunner.SLICES);
        List<Turn> turns = new ArrayList<>();
        List<Turn> warmups = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            try {
                (line.contains(",true,") ? turns : warmups).add(of(line.split(",", -1)));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new WrongInputException(file + ": expected a turn with " + COLUMNS + " cells, found " + line, e);
            }
        }
        return new DuetSlices(turns, warmups);
    }

    private static Turn of(String... cells) {
        int side = DuetRunner.SIDES.indexOf(cells[1]);
        if (side < 0) {
            throw new IllegalArgumentException("expected one of " + DuetRunner.SIDES + ", found " + cells[1]);
        }
        int cell = COLUMNS - 4;
        return new Turn(side, Double.parseDouble(cells[cell]) / 1e6, Double.parseDouble(cells[cell + 1]) / 1e3,
                Double.parseDouble(cells[cell + 2]), Double.parseDouble(cells[cell + 3]) / 1e6);
    }

    /** Seconds of a turn that nothing disturbed: the shortest one of each side's, of these the longer. */
    double undisturbed() {
        return Math.max(shortest(0), shortest(1));
    }

    private double shortest(int side) {
        return Stream.concat(turns.stream(), warmups.stream()).filter(turn -> turn.side() == side)
                .mapToDouble(Turn::wall).min().orElse(0);
    }
}
