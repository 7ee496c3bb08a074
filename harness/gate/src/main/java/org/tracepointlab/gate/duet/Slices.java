package org.tracepointlab.gate.duet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The record of all turns. For the side whose turn it is: it happens before what the next one does. */
final class Slices {

    static final String FILE = "slices.csv";
    private static final String HEAD =
            "turn,side,measured,start_us,wall_us,collecting_ms,allocated_bytes,other_cpu_us";

    private final List<ThreadGroup> groups;
    private final Meter meter = new Meter();
    private final List<String> lines = new ArrayList<>(List.of(HEAD));
    private final long start = System.nanoTime();
    private int turn;
    private int side;
    private boolean measured;
    private long began;
    private long collecting;
    private long allocated;
    private long others;

    /** @param groups of the threads of each side */
    Slices(List<ThreadGroup> groups) {
        this.groups = groups;
    }

    void begin(int number, int whose, boolean counts) {
        turn = number;
        side = whose;
        measured = counts;
        collecting = meter.collecting();
        allocated = meter.allocated(groups.get(side));
        others = meter.cpu(groups.get(1 - side));
        began = System.nanoTime();
    }

    void end() {
        long ended = System.nanoTime();
        lines.add(turn + "," + DuetMain.SIDES.get(side) + "," + measured + "," + (began - start) / 1000 + ","
                + (ended - began) / 1000 + "," + (meter.collecting() - collecting) + ","
                + Math.max(0, meter.allocated(groups.get(side)) - allocated) + ","
                + Math.max(0, meter.cpu(groups.get(1 - side)) - others) / 1000);
    }

    void write(Path folder) throws IOException {
        Files.write(folder.resolve(FILE), lines);
    }
}
