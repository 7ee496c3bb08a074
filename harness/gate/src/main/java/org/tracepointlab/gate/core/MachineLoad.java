package org.tracepointlab.gate.core;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * What else ran on the machine while a fork did: the time of its CPUs that neither the fork nor this process took, and
 * the time that the machine's host gave to others (steal). From {@code /proc/stat} and {@code /proc/self/stat}, as
 * proc(5) describes them, so on Linux only. Where this process may use a part of the CPUs alone, as in many containers,
 * nothing is known: the files tell of all of them.
 *
 * @param cpus of the machine
 * @param seconds how long
 * @param others CPUs that others kept busy on average, 0 or more
 * @param steal CPUs that the host took away on average
 */
public record MachineLoad(int cpus, double seconds, double others, double steal) {

    /** Where a fork's folder has it. */
    public static final String FILE = "load.json";

    /** Environment variable: a share in place of {@link #MOST}; 1 for none. */
    public static final String LIMIT = "JMHGATE_MAX_LOAD";

    /** What others may keep busy unless something else is said: a quarter of the CPUs. */
    public static final double MOST = 0.25;

    /** The same for duets, both sides of which see the same load: three quarters. */
    public static final double MOST_OF_DUETS = 0.75;

    private static final Path MACHINE = Path.of("/proc/stat");
    private static final Path SELF = Path.of("/proc/self/stat");
    /** What the kernel counts in for programs, whatever its HZ is: USER_HZ. */
    private static final double TICKS_PER_SECOND = 100;
    /** Fields of the first line of /proc/stat, behind its name. */
    private static final int USER = 0;
    private static final int NICE = 1;
    private static final int SYSTEM = 2;
    private static final int IRQ = 5;
    private static final int SOFTIRQ = 6;
    private static final int STEAL = 7;
    /** Of /proc/self/stat, behind the name: utime, stime, and those of children that were waited for. */
    private static final int UTIME = 11;
    private static final int CSTIME = 14;

    /** The counters at one moment, in the kernel's ticks. */
    record Moment(int cpus, long nanos, double busy, double steal, double own) {

        /** Now; empty where nothing is known. */
        static Optional<Moment> now() {
            try {
                return Optional.of(of(System.nanoTime(), Files.readString(MACHINE), Files.readString(SELF)))
                        .filter(moment -> moment.cpus == Runtime.getRuntime().availableProcessors());
            } catch (IOException | RuntimeException e) {
                return Optional.empty(); // another system, or one that hides them: then nothing is known
            }
        }

        static Moment of(long nanos, String machine, String self) {
            String[] all = machine.lines().findFirst().orElseThrow().strip().replaceFirst("cpu +", "").split(" +");
            double busy = 0;
            for (int field : new int[] {USER, NICE, SYSTEM, IRQ, SOFTIRQ}) {
                busy += Double.parseDouble(all[field]);
            }
            String[] mine = self.substring(self.lastIndexOf(')') + 1).strip().split(" +");
            double own = 0;
            for (int field = UTIME; field <= CSTIME; field++) {
                own += Double.parseDouble(mine[field]);
            }
            int cpus = (int) machine.lines().filter(line -> line.matches("cpu[0-9].*")).count();
            return new Moment(cpus, nanos, busy, all.length > STEAL ? Double.parseDouble(all[STEAL]) : 0, own);
        }

        /** What happened since an earlier moment. A child that has not ended yet counts as another's. */
        MachineLoad since(Moment before) {
            double seconds = (nanos - before.nanos) / 1e9;
            double ticks = seconds * TICKS_PER_SECOND;
            return new MachineLoad(cpus, seconds, Math.max(0, busy - before.busy - (own - before.own)) / ticks,
                    (steal - before.steal) / ticks);
        }
    }

    /** The share for forks of one side: {@link #MOST}, unless the environment says otherwise. */
    public static double limit() throws WrongInputException {
        return limit(MOST);
    }

    /**
     * The share of the machine's CPUs that others may keep busy while a fork is timed, or its host take away.
     *
     * @param usual where the environment says nothing
     * @throws WrongInputException if the environment names none
     */
    public static double limit(double usual) throws WrongInputException {
        String given = System.getenv(LIMIT);
        if (given == null) {
            return usual;
        }
        try {
            double limit = Double.parseDouble(given);
            if (limit >= 0 && limit <= 1) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new WrongInputException("environment variable " + LIMIT + ": expected a share from 0 to 1 of the CPUs "
                + "that others may keep busy, found '" + Printable.of(given) + "'");
    }

    /**
     * Why a fork beside this load should not count, in a few words; empty if it should.
     *
     * @param limit as {@link #limit} has it
     */
    public Optional<String> tooMuch(double limit) {
        if (others > limit * cpus) {
            return Optional.of(String.format(Locale.ROOT, "others kept %.1f of %d CPUs busy (at most %.1f)", others,
                    cpus, limit * cpus));
        }
        return steal <= limit * cpus ? Optional.empty() : Optional.of(String.format(Locale.ROOT,
                "the machine's host took %.1f of %d CPUs away (at most %.1f)", steal, cpus, limit * cpus));
    }

    /** Writes the file into a fork's folder. */
    public void write(Path folder) throws IOException {
        Json.write(folder.resolve(FILE), Json.object().put("cpus", cpus).put("seconds", seconds)
                .put("othersCpus", others).put("stealCpus", steal));
    }

    /**
     * What a fork's folder says; empty if it says nothing.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static Optional<MachineLoad> read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode root = Json.read(file);
        return Optional.of(new MachineLoad(root.path("cpus").asInt(), Json.number(root.path("seconds")),
                Json.number(root.path("othersCpus")), Json.number(root.path("stealCpus"))));
    }
}
